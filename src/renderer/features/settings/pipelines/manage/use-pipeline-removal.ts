import { useEffect, useRef, useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { PipelineId, StageId } from "#shared/model/ids.ts";
import { isLeaving } from "#shared/rules/pipeline-rules/removal.ts";

/** Deletes the pipeline. Whoever asked for it needs not wait: once the desk has begun, the page shows how far it is. */
export function usePipelineRemoval(pipeline: PipelineView) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const takeBack = useTakeBackRemoval();
  const [isAsked, setAsked] = useState(false);
  const onBegun = useRef<(() => void) | null>(null);
  const isGoing = isLeaving(pipeline);
  useEffect(() => {
    if (isGoing) onBegun.current?.();
  }, [isGoing]);
  return {
    isAsked,
    /** @param begun called when the desk has taken it */
    remove(to: PipelineId, stages: ReadonlyMap<StageId, StageId | undefined>, begun: () => void): void {
      setAsked(true);
      onBegun.current = begun;
      const { id, name } = pipeline;
      const given = Object.fromEntries(
        Array.from(stages).flatMap(([from, into]) => (into === undefined ? [] : [[from, into]])),
      );
      client.pipelines.remove({ id, moveTicketsTo: to, stages: given }).then(
        ({ removed }) => {
          begun();
          if (removed) toasts.done(t("pipelines.remove.done", { pipeline: name }), { undo: () => takeBack(id) });
        },
        (error: unknown) => {
          setAsked(false);
          toasts.failed(error);
        },
      );
    },
  };
}

/** Takes a deletion back, and tells when all is as it was. */
export function useTakeBackRemoval(): (id: PipelineId) => void {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  return (id) =>
    void client.pipelines.undoRemove({ id }).then(
      ({ name }) => toasts.done(t("pipelines.remove.undone", { pipeline: name })),
      (error: unknown) => toasts.failed(error),
    );
}
