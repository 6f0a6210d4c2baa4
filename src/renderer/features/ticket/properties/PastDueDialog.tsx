import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PastDue } from "#shared/contract/tickets.ts";

/** Says that a due date has passed, and asks whether workflows are to act on it. */
export function PastDueDialog(props: {
  /** Null: nothing is asked. */
  readonly atEpochMs: number | null;
  readonly onClose: () => void;
  readonly onDecide: (pastDue: PastDue) => void;
}) {
  const { t, language } = useI18n();
  const { atEpochMs } = props;
  return (
    <Modal
      opened={atEpochMs !== null}
      onClose={props.onClose}
      size="lg"
      title={t("ticket.pastDue.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {atEpochMs === null ? null : (
        <Stack gap="sm">
          <Text>{t("ticket.pastDue.text", { when: formatAbsolute(atEpochMs, language) })}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              {t("shell.cancel")}
            </Button>
            <Button variant="default" onClick={() => props.onDecide("leave")}>
              {t("ticket.pastDue.leave")}
            </Button>
            <Button onClick={() => props.onDecide("act")} data-autofocus>
              {t("ticket.pastDue.act")}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
