import { useEffect, useRef, useState } from "react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { useDesk, useI18n, useServices } from "../../state/desk-context.tsx";
import { BOARD_START } from "../../state/shell-store.ts";
import css from "./Board.module.css";
import { BoardSelection } from "./BoardSelection.tsx";
import { BoardHead } from "./BoardHead.tsx";
import { BoardUiContext, createBoardUi } from "./board-ui.tsx";
import { BoardColumn } from "./column/BoardColumn.tsx";
import { useBoardDrag } from "./use-board-drag.ts";
import { useBoardKeys } from "./use-board-keys.ts";
import { useColumnCounts } from "./use-column-counts.ts";
import { useRememberedPlace } from "./use-remembered-place.ts";

const cx = classNamesOf(css);

/** The columns of one pipeline. Made anew for each pipeline; remembers in the frame where it was scrolled and focused. */
export function Board({ pipeline }: { readonly pipeline: PipelineView }) {
  const { shell } = useServices();
  const [place] = useState(() => shell.getState().boardPlaces.get(pipeline.id) ?? BOARD_START);
  const [ui] = useState(() => createBoardUi(place.focusedId));
  return (
    <BoardUiContext value={ui}>
      <Columns pipeline={pipeline} leftPx={place.leftPx} />
    </BoardUiContext>
  );
}

function Columns({ pipeline, leftPx }: { readonly pipeline: PipelineView; readonly leftPx: number }) {
  const { t } = useI18n();
  const columns = useRef<HTMLDivElement>(null);
  const desk = useDesk();
  const { stages } = pipeline;
  useEffect(() => desk.showColumns(stages.map(({ id }) => id)), [desk, stages]);
  useBoardKeys(pipeline);
  useColumnCounts(pipeline.id);
  useBoardDrag(pipeline);
  useRememberedPlace(pipeline, columns, leftPx);
  return (
    <section className={cx("board")} aria-label={t("board.label", { pipeline: pipeline.name })}>
      <BoardHead pipeline={pipeline} />
      <div ref={columns} className={cx("columns")}>
        {pipeline.stages.map((stage) => (
          <BoardColumn key={stage.id} pipeline={pipeline} stage={stage} />
        ))}
      </div>
      <BoardSelection />
    </section>
  );
}
