import { Menu } from "@mantine/core";
import { IconCopy, IconExternalLink, IconHelpCircle, IconTicket } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { TicketId } from "#shared/model/ids.ts";
import { onDemand } from "../components/on-demand.tsx";
import { useToasts } from "../components/use-toasts.tsx";
import { useI18n, useServices, useShellState } from "../state/desk-context.tsx";
import { hrefOf, navigate, parseRoute } from "../state/routes.ts";
import { useShortcuts } from "../state/use-shell.ts";

const WhyHereDialog = onDemand(() =>
  import("../features/ticket/why-here/WhyHereDialog.tsx").then((module) => module.WhyHereDialog),
);

/** In a window of our own a ticket has no address that leads anywhere else. */
const IS_BROWSER = !navigator.userAgent.includes("Electron/");

/** From every list that names tickets: why one is where it is, by its key or from the menu of the other mouse button, without opening it. */
export function WhyHere() {
  const { t } = useI18n();
  const { shell } = useServices();
  const toasts = useToasts();
  const asked = useShellState((state) => state.whyHere);
  const ask = (ticketId: TicketId | null) => shell.setState({ whyHere: ticketId });
  useShortcuts([
    {
      keys: "y",
      label: t("whyHere.key"),
      run: () => {
        const id = ticketOf(document.activeElement) ?? shell.getState().subject?.()?.id ?? null;
        if (id === null) toasts.done(t("whyHere.chooseFirst"));
        else ask(id);
      },
    },
  ]);
  return (
    <>
      <TicketMenu onAsk={ask} />
      {asked === null ? null : <WhyHereDialog ticketId={asked} onClose={() => ask(null)} />}
    </>
  );
}

type Pointed = {
  readonly ticketId: TicketId;
  readonly leftPx: number;
  readonly topPx: number;
  readonly link: HTMLElement;
};

/** Opened over a link to a ticket. With Shift the browser's own comes. */
function TicketMenu({ onAsk }: { readonly onAsk: (ticketId: TicketId) => void }) {
  const { t } = useI18n();
  const [at, setAt] = useState<Pointed | null>(null);
  useEffect(() => {
    const onContextMenu = (event: MouseEvent) => {
      const ticketId = ticketOf(event.target);
      const link = event.target instanceof Element ? event.target.closest<HTMLElement>("a") : null;
      if (ticketId === null || link === null || event.shiftKey || event.defaultPrevented) return;
      event.preventDefault();
      setAt({ ticketId, link, leftPx: event.clientX, topPx: event.clientY });
    };
    // A menu that stays when one goes to another window is in the way when one comes back.
    const onLeave = () => setAt(null);
    document.addEventListener("contextmenu", onContextMenu);
    window.addEventListener("blur", onLeave);
    return () => {
      document.removeEventListener("contextmenu", onContextMenu);
      window.removeEventListener("blur", onLeave);
    };
  }, []);
  const close = () => {
    at?.link.focus({ preventScroll: true });
    setAt(null);
  };
  if (at === null) return null;
  const route = { page: "ticket", ticketId: at.ticketId } as const;
  return (
    <Menu opened onClose={close} position="bottom-start" withinPortal trapFocus returnFocus={false}>
      <Menu.Target>
        <span style={{ position: "fixed", left: at.leftPx, top: at.topPx, width: 1, height: 1 }} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown aria-label={t("whyHere.menu")}>
        <Menu.Item leftSection={<IconTicket size={15} />} onClick={() => navigate(route)}>
          {t("whyHere.open")}
        </Menu.Item>
        <Menu.Item leftSection={<IconHelpCircle size={15} />} onClick={() => onAsk(at.ticketId)}>
          {t("whyHere.action")}
        </Menu.Item>
        {IS_BROWSER ? (
          <>
            <Menu.Item
              component="a"
              href={hrefOf(route)}
              target="_blank"
              rel="noopener"
              leftSection={<IconExternalLink size={15} />}
            >
              {t("whyHere.newTab")}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconCopy size={15} />}
              onClick={() => void navigator.clipboard?.writeText(new URL(hrefOf(route), location.href).href)}
            >
              {t("whyHere.copy")}
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The ticket that a link, or what lies in one, leads to; null where it leads elsewhere. */
function ticketOf(target: EventTarget | null): TicketId | null {
  const href = target instanceof Element ? target.closest("a")?.getAttribute("href") : null;
  if (!href?.startsWith("#/ticket/")) return null;
  const route = parseRoute(href);
  return route.page === "ticket" ? route.ticketId : null;
}
