import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useRef } from "react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { classNamesOf } from "../../../components/class-names.ts";
import { useDeskState, useI18n } from "../../../state/desk-context.tsx";
import { shownCount } from "../../../state/moves.ts";
import { useBoardUi } from "../board-ui.tsx";
import { draggedTicketId, stageDropData } from "../drag-data.ts";
import css from "./BoardColumn.module.css";
import { CardList } from "./CardList.tsx";
import { ColumnHead } from "./ColumnHead.tsx";
import { useFolding } from "../use-folding.ts";
import { FoldedColumn } from "./FoldedColumn.tsx";
import { Landing } from "./Landing.tsx";

const cx = classNamesOf(css);

/** One stage of the board: head, and the list of its tickets, on which cards can be dropped. */
export function BoardColumn({ pipeline, stage }: { readonly pipeline: PipelineView; readonly stage: Stage }) {
  const { t } = useI18n();
  const element = useRef<HTMLElement>(null);
  const { isFolded, setFolded } = useFolding(stage);
  const count = useDeskState((state) => shownCount(state.stageCounts, state.moves, pipeline.id, stage.id));
  const isOver = useBoardUi(
    ({ dragged, overStageId }) => dragged !== null && overStageId === stage.id && dragged.stageId !== stage.id,
  );

  useEffect(() => {
    if (element.current === null) return undefined;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => draggedTicketId(source.data) !== undefined,
      getData: () => stageDropData(stage.id),
    });
  }, [stage.id]);

  return (
    <section
      ref={element}
      className={cx("column", isFolded && "folded", isOver && "over")}
      aria-label={t("board.column", { stage: stage.name, count })}
    >
      {isOver ? <Landing pipeline={pipeline} stage={stage} /> : null}
      {isFolded ? (
        <FoldedColumn stage={stage} count={count} onUnfold={() => setFolded(false)} />
      ) : (
        <>
          <ColumnHead pipeline={pipeline} stage={stage} count={count} onFold={() => setFolded(true)} />
          <CardList pipeline={pipeline} stage={stage} count={count} />
        </>
      )}
    </section>
  );
}
