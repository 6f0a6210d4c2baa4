import { saveText } from "#renderer/components/save-file.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";

export function useRowCommands({ id, name }: WorkflowView): {
  readonly duplicate: () => void;
  readonly exportFile: () => void;
} {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  return {
    duplicate: () =>
      void client.workflows.duplicate({ id }).then(
        (copy) =>
          toasts.done(t("workflows.duplicated", { name: copy.name }), {
            action: { label: t("workflows.open"), run: () => navigate({ page: "workflows", workflowId: copy.id }) },
          }),
        (error: unknown) => toasts.failed(error),
      ),
    exportFile: () =>
      void client.workflows.exportOne({ id }).then(
        (file) => saveText(`${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}.json`, JSON.stringify(file, undefined, 2)),
        (error: unknown) => toasts.failed(error),
      ),
  };
}
