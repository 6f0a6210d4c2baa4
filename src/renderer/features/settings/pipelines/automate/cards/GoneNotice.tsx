import { Button, Group } from "@mantine/core";
import { IconCopy, IconTrashX } from "@tabler/icons-react";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import { Warning } from "#renderer/components/Warning.tsx";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useEditor } from "#renderer/components/workflow/editor/editor-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { writeClip } from "#shared/automation/edit-steps/clipboard.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";

/** The status was deleted while its card was worked on: why nothing can be saved here, and how what was written is kept. */
export function GoneNotice({ stage, workflow }: { readonly stage: Stage; readonly workflow: WorkflowView }) {
  const { t } = useI18n();
  const editor = useEditor();
  const toasts = useToasts();
  const announce = useAnnounce();
  const copy = (): void =>
    void navigator.clipboard.writeText(writeClip(editor.getState().history.draft.definition.steps)).then(
      () => announce(t("workflows.copied")),
      (error: unknown) => toasts.failed(error),
    );
  return (
    <Warning icon={<IconTrashX size={16} />} title={t("cards.gone.title", { stage: stage.name })}>
      {t("cards.gone.text")}
      <Group gap="xs" mt="xs">
        <Button size="compact-xs" leftSection={<IconCopy size={13} />} onClick={copy}>
          {t("cards.gone.copy")}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          component="a"
          href={hrefOf({ page: "workflows", workflowId: workflow.id })}
        >
          {t("cards.open")}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            editor.discard();
            editor.openPanel(null);
          }}
        >
          {t("cards.gone.close")}
        </Button>
      </Group>
    </Warning>
  );
}
