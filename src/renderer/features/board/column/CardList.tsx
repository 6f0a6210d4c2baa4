import { Button } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef } from "react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { classNamesOf } from "../../../components/class-names.ts";
import { NEW_COLUMN } from "../../../state/columns.ts";
import { useDesk, useDeskState, useI18n, usePreferences } from "../../../state/desk-context.tsx";
import { CardSkeleton } from "../card/CardSkeleton.tsx";
import { TicketCardLink } from "../card/TicketCardLink.tsx";
import { rowHeightPx } from "../card-size.ts";
import css from "./CardList.module.css";
import { EmptyColumn } from "./EmptyColumn.tsx";
import { useFocusedRow } from "./use-focused-row.ts";
import { useSteadyScroll } from "./use-steady-scroll.ts";

const cx = classNamesOf(css);

/** Rows drawn beyond the edges: enough for a flick of the wheel, few enough to stay instant. */
const OVERSCAN = 6;
/** The next page is asked for when this many loaded rows are left. */
const LOAD_AHEAD = 30;

/**
 * The cards of a stage, of which only the visible ones exist. The list is as long as the stage from the start: what isn't loaded yet are
 * skeletons of the same height, so that nothing jumps when a page arrives.
 */
export function CardList(props: { readonly pipeline: PipelineView; readonly stage: Stage; readonly count: number }) {
  const { t } = useI18n();
  const { pipeline, stage } = props;
  const desk = useDesk();
  const density = usePreferences((preferences) => preferences.density);
  const column = useDeskState((state) => state.board.columns.get(stage.id)) ?? NEW_COLUMN;
  const scroller = useRef<HTMLDivElement>(null);
  const { cardPx, rowPx } = rowHeightPx(density, rootFontSizePx());
  const { ids, nextCursor, load } = column;
  const length = nextCursor === null ? ids.length : Math.max(props.count, ids.length);

  // The virtualizer measures every row of the stage anew whenever this is another function.
  const getItemKey = useCallback((index: number) => ids[index] ?? index, [ids]);
  const virtualizer = useVirtualizer({
    count: length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    getItemKey,
  });
  const rows = virtualizer.getVirtualItems();
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx]);

  const lastShown = rows.at(-1)?.index ?? 0;
  const wantsMore =
    nextCursor !== null && load.kind === "idle" && (nextCursor === undefined || lastShown + LOAD_AHEAD >= ids.length);
  useEffect(() => {
    if (wantsMore) void desk.loadMore(pipeline.id, stage.id);
  }, [wantsMore, ids.length, desk, pipeline.id, stage.id]);

  // Told anew when the column is made or grows: one that was let go has forgotten it.
  useEffect(() => desk.reach(stage.id, lastShown), [desk, stage.id, lastShown, ids.length]);

  const { newAbove, toTop, listeners } = useSteadyScroll({
    scroller,
    ids,
    rowPx,
    pipelineId: pipeline.id,
    stageId: stage.id,
  });
  useFocusedRow(virtualizer, ids);

  if (length === 0 && nextCursor === null) {
    return <EmptyColumn pipeline={pipeline} stage={stage} />;
  }
  return (
    <div className={cx("holder")}>
      {newAbove > 0 ? (
        <button type="button" className={cx("above")} onClick={toTop}>
          <IconArrowUp size={13} stroke={2} />
          {t("board.newAbove", { count: newAbove })}
        </button>
      ) : null}
      <div ref={scroller} className={cx("scroller")} tabIndex={-1} {...listeners}>
        <ul className={cx("list")} style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => {
            const id = ids[row.index];
            return (
              <li
                key={row.key}
                className={cx("row")}
                style={{ height: cardPx, transform: `translateY(${row.start}px)` }}
                aria-setsize={length}
                aria-posinset={row.index + 1}
              >
                {id === undefined ? <CardSkeleton /> : <TicketCardLink id={id} isFirst={row.index === 0} />}
              </li>
            );
          })}
        </ul>
      </div>
      {load.kind === "failed" ? (
        <div className={cx("failed")} role="alert">
          {t("board.columnFailed")}
          <Button size="compact-xs" variant="light" onClick={() => void desk.loadMore(pipeline.id, stage.id)}>
            {t("shell.tryAgain")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function rootFontSizePx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
