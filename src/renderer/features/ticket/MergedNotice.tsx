import { useMayWrite } from "#renderer/state/use-access.ts";
import { Alert, Anchor, Button, Group } from "@mantine/core";
import { IconArrowMerge } from "@tabler/icons-react";
import { ticketName } from "#renderer/components/merge/merge-outlook.ts";
import { useMergeTicket } from "#renderer/components/merge/use-merge-ticket.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useTicket } from "./ticket-context.tsx";
import { useLinkedTickets } from "./record/linked-tickets.tsx";

/** Where a merged ticket goes on, and how it becomes one of its own again; nothing on any other. */
export function MergedNotice() {
  const { record } = useTicket();
  const { ticket } = record;
  const { t } = useI18n();
  const linked = useLinkedTickets();
  const { takeApart } = useMergeTicket();
  const mayWrite = useMayWrite();
  const intoId = ticket.mergedIntoTicketId;
  if (intoId === undefined) return null;
  const into = linked.get(intoId);
  const name = into === undefined ? t("ticket.name.otherTicket") : ticketName(into);
  const href = hrefOf({ page: "ticket", ticketId: intoId });
  return (
    <Alert
      m="sm"
      mb={0}
      py="xs"
      icon={<IconArrowMerge size={18} />}
      title={
        <>
          {t("merge.notice")}{" "}
          <Anchor inherit c="inherit" underline="always" href={href}>
            {typeof into?.number === "number" ? `${name} ${into.subject}` : name}
          </Anchor>
        </>
      }
    >
      <Group gap="xs" justify="space-between">
        {t("merge.notice.text")}
        <Group gap="xs">
          <Button size="compact-sm" component="a" href={href}>
            {t("merge.notice.open", { into: name })}
          </Button>
          {into === undefined || !mayWrite ? null : (
            <Button size="compact-sm" variant="default" onClick={() => void takeApart(ticket, into)}>
              {t("merge.takeApart")}
            </Button>
          )}
        </Group>
      </Group>
    </Alert>
  );
}
