import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useStore } from "zustand";
import type { TicketId } from "#shared/model/ids.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n, usePreferences, useServices } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import { idAt, loadedIds, placeOf, type ViewList } from "#renderer/state/view-list.ts";
import { GroupHead } from "./GroupHead.tsx";
import { TableHead } from "./TableHead.tsx";
import { TicketRow } from "./TicketRow.tsx";
import css from "./TicketTable.module.css";
import type { TicketSelection } from "./use-selection.ts";
import { useSteadyRows } from "./use-steady-rows.ts";
import { useTableColumns } from "./use-table-columns.ts";
import { useTableKeys } from "./use-table-keys.ts";
import type { ShownView } from "./use-view.ts";
import { foldKey, layoutOf, placesBetween, rowAt, rowOf } from "./view-layout.ts";

const cx = classNamesOf(css);

/** Rows drawn beyond the edges: enough for a flick of the wheel, few enough to stay instant. */
const OVERSCAN = 8;
const ROW_REM = { comfortable: 2.5, compact: 1.875 } as const;
const BOX_PX = 36;

/** The tickets of a view, of which only the visible rows exist: as long as the view from the start, so that nothing jumps when a block arrives. */
export function TicketTable(props: {
  readonly view: ShownView;
  readonly list: ViewList;
  readonly selection: TicketSelection;
}) {
  const { view, list, selection } = props;
  const { t } = useI18n();
  const { shell } = useServices();
  const state = useStore(list.store);
  const density = usePreferences((preferences) => preferences.density);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [cursorId, setCursorId] = useState<TicketId | null>(
    () => shell.getState().viewPlaces.get(view.id)?.cursorId ?? null,
  );
  const scroller = useRef<HTMLDivElement>(null);
  const table = useTableColumns(view.id, view.look.columns);
  const rowPx = Math.round(ROW_REM[density] * rootFontSizePx());
  const layout = useMemo(() => layoutOf(state.total ?? 0, state.groups, folded), [state.total, state.groups, folded]);

  const virtualizer = useVirtualizer({
    count: layout.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    // Under the heads, which stay.
    scrollPaddingStart: rowPx,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx]);
  const rows = virtualizer.getVirtualItems();
  const [firstRow, lastRow] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  const { first, last } = placesBetween(layout, firstRow, lastRow);
  useEffect(() => list.show(first, last), [list, first, last, state.total]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = shell.getState().viewPlaces.get(view.id)?.topPx ?? 0;
  }, [shell, view.id]);
  useEffect(() => {
    const element = scroller.current;
    return () => {
      const place = { topPx: element?.scrollTop ?? 0, cursorId };
      shell.setState(({ viewPlaces }) => ({ viewPlaces: new Map(viewPlaces).set(view.id, place) }));
    };
  }, [shell, view.id, cursorId]);

  const rowOfId = (id: TicketId) => {
    const place = placeOf(state, id);
    return place === -1 ? null : rowOf(layout, place);
  };
  const standing = rows.flatMap(({ index, start }) => {
    const row = rowAt(layout, index);
    const id = row?.kind === "ticket" ? idAt(state, row.place) : undefined;
    return id === undefined || start < (virtualizer.scrollOffset ?? 0) ? [] : [{ id, row: index }];
  });
  const { filter, sort, grouping } = view.look;
  useSteadyRows(scroller, rowPx, standing, rowOfId, JSON.stringify([view.id, filter, sort, grouping, [...folded]]));

  const open = useCallback(
    (ticketId: TicketId) => {
      shell.setState({ walk: { ids: loadedIds(list.store.getState()) } });
      navigate({ page: "ticket", ticketId });
    },
    [shell, list],
  );
  const wantsFocus = useRef(false);
  const goTo = (id: TicketId) => {
    wantsFocus.current = true;
    setCursorId(id);
    const row = rowOfId(id);
    if (row !== null) virtualizer.scrollToIndex(row);
  };
  // The row may be drawn only by now.
  useEffect(() => {
    if (!wantsFocus.current || cursorId === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-ticket-row="${CSS.escape(cursorId)}"]`);
    if (row === null || row === undefined) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });
  /** The ticket so many rows on, of those that are loaded; the first that is shown where none has the cursor. */
  const beside = (step: 1 | -1): TicketId | null => {
    const from = cursorId === null ? null : rowOfId(cursorId);
    if (from === null) return standing[0]?.id ?? null;
    for (let row = from + step; row >= 0 && row < layout.rows; row += step) {
      const found = rowAt(layout, row);
      if (found?.kind === "ticket") return idAt(state, found.place) ?? null;
    }
    return null;
  };
  useTableKeys({ cursorId, cards: state.cards, beside, goTo, open, selection });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "a" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    selection.pickAll();
  };
  const fold = (key: string) =>
    setFolded((before) =>
      before.has(key) ? new Set([...before].filter((one) => one !== key)) : new Set([...before, key]),
    );

  const { columns } = view.look;
  const widths = columns.map(({ column }) => `${table.getColumn(column)?.getSize() ?? 0}px`);
  const cursorRow = cursorId === null ? null : rowOfId(cursorId);
  const isCursorShown = cursorRow !== null && cursorRow >= firstRow && cursorRow <= lastRow;
  return (
    <div
      ref={scroller}
      className={cx("scroller", density)}
      role="grid"
      aria-label={view.name}
      aria-rowcount={layout.rows + 1}
      aria-multiselectable
      tabIndex={isCursorShown ? -1 : 0}
      style={{ "--view-columns": `${BOX_PX}px ${widths.join(" ")}`, "--view-row": `${rowPx}px` } as CSSProperties}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className={cx("heads")}>
        <TableHead table={table} sort={sort} onSort={(next) => view.change({ sort: next })} />
      </div>
      <div role="rowgroup" className={cx("body")} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const row = rowAt(layout, index);
          const id = row?.kind === "ticket" ? idAt(state, row.place) : undefined;
          const card = id === undefined ? undefined : state.cards.get(id);
          return (
            <div
              key={id ?? (row?.kind === "head" ? foldKey(row.group) : `row ${index}`)}
              role="presentation"
              className={cx("place")}
              style={{ transform: `translateY(${start}px)` }}
            >
              {row?.kind === "head" && grouping !== null ? (
                <GroupHead
                  group={row.group}
                  grouping={grouping}
                  rowIndex={index + 2}
                  isFolded={folded.has(foldKey(row.group))}
                  onFold={() => fold(foldKey(row.group))}
                />
              ) : card === undefined ? (
                <div role="row" className={cx("row", "coming")} aria-rowindex={index + 2} aria-busy>
                  <div role="gridcell" className={cx("cell")} aria-label={t("views.coming")} />
                </div>
              ) : (
                <TicketRow
                  card={card}
                  columns={columns}
                  rowIndex={index + 2}
                  isSelected={selection.ids.has(card.id)}
                  isCursor={card.id === cursorId}
                  onPick={selection.pick}
                  onOpen={open}
                  onFocus={setCursorId}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function rootFontSizePx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
