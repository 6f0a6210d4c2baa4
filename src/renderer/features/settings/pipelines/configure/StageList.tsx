import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useUndo } from "#renderer/components/use-undo.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { StageId } from "#shared/model/ids.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { SavedMark } from "../../form/SavedMark.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useAhead, useSaving } from "../../form/use-saving.ts";
import { AddStage } from "./AddStage.tsx";
import { RemoveStageDialog } from "./RemoveStageDialog.tsx";
import { ChangeKindDialog } from "./ChangeKindDialog.tsx";
import { StageWork } from "./StageWork.tsx";
import { useStageKind } from "./use-stage-kind.ts";
import { dropped, inOrder, moved } from "#renderer/components/list-order.ts";
import css from "./StageList.module.css";
import { StageRow } from "./StageRow.tsx";
import { useRowDrag } from "#renderer/components/use-row-drag.ts";
import { STAGE_ROW } from "./stage-row-kind.ts";

const cx = classNamesOf(css);

/** The stages in their order on the board; dragged by the mouse, moved by the arrow keys on their handle. */
export function StageList({ pipeline }: { readonly pipeline: PipelineView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const announce = useAnnounce();
  const saving = useSaving();
  const undo = useUndo();
  const counts = useDeskState((state) => state.stageCounts[pipeline.id]);
  const order = useAhead<readonly StageId[]>(pipeline.stages.map(({ id }) => id));
  const kinds = useStageKind(pipeline);
  const [removing, setRemoving] = useState<Stage | null>(null);
  const stages = inOrder(pipeline.stages, order.shown);

  const reorder = async (ids: readonly StageId[], stage: Stage | undefined): Promise<void> => {
    if (ids === order.shown || stage === undefined) return;
    order.choose(ids);
    announce(
      t("settings.stages.movedTo", { stage: stage.name, position: ids.indexOf(stage.id) + 1, total: ids.length }),
    );
    const { id, name } = pipeline;
    const before = { stageIds: [...order.shown] };
    const after = { stageIds: [...ids] };
    const save = (values: typeof after, onlyIf?: typeof after) =>
      client.pipelines.orderStages({ id, ...values, ...(onlyIf === undefined ? {} : { onlyIf }) });
    const answer = save(after);
    undo.recordChange({ what: t("undo.stageOrder", { pipeline: name }), before, after, save, answer });
    if (!(await saving.run(() => answer))) order.forget();
  };
  const drag = useRowDrag(
    STAGE_ROW,
    (id, onto, edge) =>
      void reorder(
        dropped(order.shown, id, onto, edge),
        stages.find((stage) => stage.id === id),
      ),
  );

  return (
    <>
      <ol className={cx("list")} aria-label={t("settings.stages.title")}>
        {stages.map((stage, index) => (
          <StageRow
            key={stage.id}
            pipeline={pipeline}
            stage={stage}
            count={counts?.[stage.id] ?? 0}
            mayChange={mayChange}
            lastOpen={stage.kind === "open" && stages.filter(({ kind }) => kind === "open").length === 1}
            only={stages.length === 1}
            dropEdge={drag.over?.id === stage.id ? drag.over.edge : null}
            dragged={drag.draggedId === stage.id}
            onMoveBy={(step) => void reorder(moved(order.shown, stage.id, index + step), stage)}
            onRemove={() => setRemoving(stage)}
            onKind={(kind) => kinds.ask(stage, kind, counts?.[stage.id] ?? 0)}
          />
        ))}
      </ol>
      <div className={cx("foot")}>
        {mayChange ? <AddStage pipeline={pipeline} /> : <span />}
        <SavedMark state={saving.state} />
      </div>
      <StageWork pipeline={pipeline} mayChange={mayChange} onUndo={kinds.undo} />
      <ChangeKindDialog
        pipeline={pipeline}
        question={kinds.question}
        onClose={kinds.forget}
        onConfirm={({ stage, kind }) => kinds.change(stage, kind)}
      />
      <RemoveStageDialog pipeline={pipeline} stage={removing} onClose={() => setRemoving(null)} />
    </>
  );
}
