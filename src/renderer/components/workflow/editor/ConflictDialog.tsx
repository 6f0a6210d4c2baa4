import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import { useEditor } from "./editor-context.tsx";
import { useSaveAsCopy } from "./use-save-as-copy.ts";
import type { Save } from "./use-save.ts";

/** Somebody else saved meanwhile: theirs is a revision that can be restored, and so will be what is saved over it. Nothing is lost whatever is chosen. */
export function ConflictDialog(props: {
  readonly workflow: WorkflowView;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly save: Save;
}) {
  const { workflow, onClose, save } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const editor = useEditor();
  const saveCopy = useSaveAsCopy();

  const saveAsCopy = async (): Promise<void> => {
    try {
      const copyId = await saveCopy(editor.getState().history.draft);
      // What is theirs is what this one is from now on.
      editor.adopt(workflow);
      onClose();
      navigate({ page: "workflows", workflowId: copyId });
    } catch (error) {
      toasts.failed(error, { title: t("workflows.notSaved") });
    }
  };
  const saveOver = async (): Promise<void> => {
    const current = await client.workflows.get({ id: workflow.id });
    onClose();
    await save.run(current.revision);
  };
  return (
    <Modal
      opened={props.isOpen}
      onClose={onClose}
      title={t("workflows.conflict.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack gap="sm">
        <Text>{t("workflows.conflict.text")}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t("workflows.conflict.wait")}
          </Button>
          {workflow.origin === "user" ? (
            <Button variant="default" onClick={() => void saveAsCopy()}>
              {t("workflows.conflict.copy")}
            </Button>
          ) : null}
          <Button onClick={() => void saveOver().catch((error: unknown) => toasts.failed(error))}>
            {t("workflows.conflict.over")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
