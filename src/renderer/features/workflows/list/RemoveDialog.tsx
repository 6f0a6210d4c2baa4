import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { referencesOf, type Reference } from "#shared/automation/references.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";

/** Names what goes with a workflow: it can't be taken back. */
export function RemoveDialog(props: {
  readonly workflow: WorkflowView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const { workflow, onClose } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const all = useDeskState((state) => state.setup.workflows);
  const isNamed = ({ kind, id }: Reference) => kind === "workflow" && id === workflow.id;
  const namedBy = all
    .filter(({ id, definition }) => id !== workflow.id && referencesOf(definition).some(isNamed))
    .map(({ name }) => name);
  return (
    <Modal
      opened={props.isOpen}
      onClose={onClose}
      title={t("workflows.remove.title", { workflow: workflow.name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack gap="sm">
        <Text>{t("workflows.remove.text")}</Text>
        {namedBy.length === 0 ? null : <Text>{t("workflows.remove.namedBy", { names: namedBy.join(", ") })}</Text>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button
            color="red.9"
            onClick={() => {
              onClose();
              client.workflows.remove({ id: workflow.id }).then(
                () => toasts.done(t("workflows.removed", { name: workflow.name })),
                (error: unknown) => toasts.failed(error),
              );
            }}
          >
            {t("workflows.delete")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
