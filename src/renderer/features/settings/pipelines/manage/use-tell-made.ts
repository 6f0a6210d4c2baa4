import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";

/** Tells that a pipeline was made, and lets that be taken back as long as nothing has come to it. */
export function useTellMade(): (pipeline: Pick<PipelineView, "id" | "name">) => void {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  return ({ id, name }) =>
    toasts.done(t("pipelines.made", { pipeline: name }), {
      undo: () =>
        void client.pipelines
          .discard({ id })
          .catch((error: unknown) => toasts.failed(error, { title: t("pipelines.madeStays", { pipeline: name }) })),
    });
}
