import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage, StageKind } from "#shared/model/setup/pipeline.ts";
import { beginsClosed, wouldBeginClosed } from "#shared/rules/pipeline-rules/begins-closed.ts";
import type { KindQuestion } from "./ChangeKindDialog.tsx";

/** Changes of a status' kind: asked first where tickets go along, and taken back from the toast or the list. */
export function useStageKind(pipeline: PipelineView) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const [question, setQuestion] = useState<KindQuestion | null>(null);

  const command = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      toasts.failed(error);
      return false;
    }
  };
  const undo = (stage: Stage): void =>
    void command(() => client.pipelines.undoStageKind({ id: pipeline.id, stageId: stage.id }));
  const change = (stage: Stage, kind: StageKind): void => {
    setQuestion(null);
    void command(() => client.pipelines.updateStage({ id: pipeline.id, stageId: stage.id, kind })).then((isDone) => {
      if (isDone) toasts.done(t(`settings.stageKind.done.${kind}`, { stage: stage.name }), { undo: () => undo(stage) });
    });
  };
  return {
    question,
    /** At once where no ticket goes along and new ones begin as before. */
    ask: (stage: Stage, kind: StageKind, count: number): void => {
      const isStartLost = wouldBeginClosed(pipeline, stage.id, kind) && !beginsClosed(pipeline);
      if (count === 0 && !isStartLost) change(stage, kind);
      else setQuestion({ stage, kind, count });
    },
    forget: () => setQuestion(null),
    change,
    undo,
  };
}
