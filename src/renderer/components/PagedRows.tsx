import { Button } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { useI18n } from "../state/desk-context.tsx";
import { failureText } from "../state/failure.ts";
import type { PagedList } from "../state/use-pages.ts";
import { classNamesOf } from "./class-names.ts";
import css from "./PagedRows.module.css";

const cx = classNamesOf(css);
const OVERSCAN = 8;
const LOAD_AHEAD = 20;

/** A long list of rows of one height, of which only the visible ones exist; the next page comes before the end is reached. */
export function PagedRows<Item>(props: {
  readonly list: PagedList<Item>;
  readonly label: string;
  readonly rowPx: number;
  readonly idOf: (item: Item) => string;
  /** Kept in view when it changes. */
  readonly chosenId?: string | null;
  readonly renderRow: (item: Item) => ReactNode;
}) {
  const { t } = useI18n();
  const { list } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: list.items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => props.rowPx,
    overscan: OVERSCAN,
    getItemKey: (index) => {
      const item = list.items[index];
      return item === undefined ? index : props.idOf(item);
    },
  });
  const { chosenId = null, idOf } = props;
  const chosenIndex = chosenId === null ? -1 : list.items.findIndex((item) => idOf(item) === chosenId);
  const latestIndex = useRef(chosenIndex);
  useEffect(() => {
    latestIndex.current = chosenIndex;
  });
  const isChosenKnown = chosenIndex !== -1;
  useEffect(() => {
    if (isChosenKnown) virtualizer.scrollToIndex(latestIndex.current, { align: "auto" });
  }, [virtualizer, chosenId, isChosenKnown]);
  const rows = virtualizer.getVirtualItems();
  const lastShown = rows.at(-1)?.index ?? 0;
  const { loadMore, error } = list;
  const wantsMore =
    !list.isComplete && !list.isStarting && error === undefined && lastShown + LOAD_AHEAD >= list.items.length;
  useEffect(() => {
    if (wantsMore) loadMore();
  }, [wantsMore, loadMore, list.items.length]);

  return (
    <div ref={scroller} className={cx("scroller")}>
      <ul className={cx("list")} aria-label={props.label} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const item = list.items[row.index];
          return item === undefined ? null : (
            <li
              key={row.key}
              className={cx("row")}
              style={{ height: props.rowPx, transform: `translateY(${row.start}px)` }}
            >
              {props.renderRow(item)}
            </li>
          );
        })}
      </ul>
      {error === undefined ? null : (
        <div className={cx("failed")} role="alert">
          {failureText(error, t)}
          <Button size="compact-xs" variant="light" onClick={loadMore}>
            {t("shell.tryAgain")}
          </Button>
        </div>
      )}
    </div>
  );
}
