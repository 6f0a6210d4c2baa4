import { Alert, Button, Group } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTicketChange } from "#renderer/components/ticket/use-ticket-change.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useMayWrite } from "#renderer/state/use-access.ts";
import { useTicket } from "./ticket-context.tsx";

/** That a ticket lies in the trash or is spam, and the way back; nothing on any other. */
export function AsideNotice() {
  const { record } = useTicket();
  const { id, aside } = record.ticket;
  const { t } = useI18n();
  const change = useTicketChange();
  const mayWrite = useMayWrite();
  if (aside === undefined) return null;
  return (
    <Alert m="sm" mb={0} py="xs" icon={<IconTrash size={18} />} title={t(`aside.notice.${aside.as}`)}>
      <Group gap="xs" justify="space-between">
        {t(`aside.notice.${aside.as}.text`)}
        {mayWrite ? (
          <Button size="compact-sm" onClick={() => void change(id, { kind: "bring-back" }, t("aside.restored"))}>
            {t(`aside.restore.${aside.as}`)}
          </Button>
        ) : null}
      </Group>
    </Alert>
  );
}
