import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage, StageKind } from "#shared/model/setup/pipeline.ts";
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
    /** At once where no ticket goes along. */
    ask: (stage: Stage, kind: StageKind, count: number): void => {
      if (count === 0) change(stage, kind);
      else setQuestion({ stage, kind, count });
    },
    forget: () => setQuestion(null),
    change,
    undo,
  };
}
