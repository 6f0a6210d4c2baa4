import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { MendHow } from "#shared/contract/attention.ts";

const KEYS = {
  skip: { title: "attention.ask.skip.title", text: "attention.ask.skip.text" },
  end: { title: "attention.ask.end.title", text: "attention.ask.end.text" },
} as const;

/** What can't be taken back names what goes. `how` null: nothing is asked. */
export function ConfirmDialog(props: {
  readonly how: MendHow | null;
  readonly count: number;
  readonly onClose: () => void;
  readonly onConfirm: (how: MendHow) => void;
}) {
  const { how, count } = props;
  const { t } = useI18n();
  const keys = how === "skip" || how === "end" ? KEYS[how] : null;
  return (
    <Modal
      opened={keys !== null}
      onClose={props.onClose}
      title={keys === null ? "" : t(keys.title, { count })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      {how === null || keys === null ? null : (
        <Stack gap="sm">
          <Text>{t(keys.text)}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" data-autofocus onClick={props.onClose}>
              {t("shell.cancel")}
            </Button>
            <Button color="red" onClick={() => props.onConfirm(how)}>
              {t(`attention.how.${how}`, { count })}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
