import { Menu } from "@mantine/core";
import { IconCopy, IconExternalLink, IconHelpCircle, IconTicket } from "@tabler/icons-react";
import type { TicketId } from "#shared/model/ids.ts";
import { useI18n, useServices } from "../../state/desk-context.tsx";
import { hrefOf, navigate } from "../../state/routes.ts";
import { useMayWrite } from "../../state/use-access.ts";
import { ChangeItems } from "./ChangeItems.tsx";
import { useMenuPlace } from "./use-menu-place.ts";

const ICON = { size: 15, stroke: 1.75 } as const;

/** In a window of our own a ticket has no address that leads anywhere else. */
const IS_BROWSER = !navigator.userAgent.includes("Electron/");

/** What can be done with a ticket where a list names it, without opening it; with all that are picked, where it is one of them. */
export function TicketContextMenu({ onAsk }: { readonly onAsk: (ticketId: TicketId) => void }) {
  const { t } = useI18n();
  const { shell } = useServices();
  const mayWrite = useMayWrite();
  const [place, close] = useMenuPlace();
  if (place === null) return null;
  const { ticketId } = place;
  const picked = shell.getState().picked?.() ?? null;
  const many = picked !== null && picked.ids.length > 1 && picked.ids.includes(ticketId) ? picked : null;
  const route = { page: "ticket", ticketId } as const;
  const copied = (many?.ids ?? [ticketId]).map(
    (id) => new URL(hrefOf({ page: "ticket", ticketId: id }), location.href),
  );
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-start"
      withinPortal
      trapFocus
      returnFocus={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <span style={{ position: "fixed", left: place.leftPx, top: place.topPx, width: 1, height: 1 }} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown aria-label={t("whyHere.menu")} data-ticket-menu>
        {many === null ? null : <Menu.Label>{t("selection.count", { count: many.ids.length })}</Menu.Label>}
        <Menu.Item leftSection={<IconTicket {...ICON} />} onClick={() => navigate(route)}>
          {t("whyHere.open")}
        </Menu.Item>
        {IS_BROWSER ? (
          <Menu.Item
            component="a"
            href={hrefOf(route)}
            target="_blank"
            rel="noopener"
            leftSection={<IconExternalLink {...ICON} />}
          >
            {t("whyHere.newTab")}
          </Menu.Item>
        ) : null}
        {mayWrite ? <ChangeItems key={ticketId} ticketId={ticketId} many={many} /> : null}
        <Menu.Divider />
        <Menu.Item leftSection={<IconHelpCircle {...ICON} />} onClick={() => onAsk(ticketId)}>
          {t("whyHere.action")}
        </Menu.Item>
        {IS_BROWSER ? (
          <Menu.Item
            leftSection={<IconCopy {...ICON} />}
            onClick={() => void navigator.clipboard?.writeText(copied.join("\n"))}
          >
            {t("whyHere.copy")}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
