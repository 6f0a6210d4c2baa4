import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { VIEW_SORTS, type ViewColumn, type ViewSort } from "#shared/automation/documents/saved-view.ts";
import { MAX_COLUMN_WIDTH_PX, MIN_COLUMN_WIDTH_PX } from "#shared/automation/ticket-views/limits.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import css from "./TicketTable.module.css";
import type { useTableColumns } from "./use-table-columns.ts";

const cx = classNamesOf(css);

/** What a key makes a column wider by, pixels. */
const STEP_PX = 16;

/** What people look for first: the newest, the most urgent, the letter A. */
const FALLS_FIRST: ReadonlySet<ViewColumn> = new Set(["lastActivity", "created", "closed", "priority", "messages"]);

/** The names of the columns: a click sorts, the edge is dragged, or moved by the arrows. */
export function TableHead(props: {
  readonly table: ReturnType<typeof useTableColumns>;
  readonly sort: ViewSort;
  readonly onSort: (sort: ViewSort) => void;
}) {
  const { table, sort, onSort } = props;
  const { t } = useI18n();
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  return (
    <div role="row" className={cx("head")} aria-rowindex={1}>
      <div role="columnheader" className={cx("cell", "box")}>
        <span className={cx("hidden")}>{t("views.picked")}</span>
      </div>
      {headers.map((header) => {
        const column = header.column.id as ViewColumn;
        const name = t(`views.column.${column}`);
        const sortable = VIEW_SORTS.find((one) => one === column);
        const isSorted = sort.column === column;
        const widthPx = header.getSize();
        const resizeByKey = (event: KeyboardEvent) => {
          const step = event.key === "ArrowLeft" ? -STEP_PX : event.key === "ArrowRight" ? STEP_PX : 0;
          if (step === 0) return;
          event.preventDefault();
          event.stopPropagation();
          const wider = Math.min(MAX_COLUMN_WIDTH_PX, Math.max(MIN_COLUMN_WIDTH_PX, widthPx + step));
          table.setColumnSizing((before) => ({ ...before, [column]: wider }));
        };
        return (
          <div
            key={header.id}
            role="columnheader"
            className={cx("cell", "headCell")}
            aria-sort={isSorted ? (sort.direction === "asc" ? "ascending" : "descending") : undefined}
          >
            {sortable === undefined ? (
              <span className={cx("headName")}>{name}</span>
            ) : (
              <button
                type="button"
                className={cx("headName", "sorts")}
                onClick={() =>
                  onSort({
                    column: sortable,
                    direction: (isSorted ? sort.direction === "asc" : FALLS_FIRST.has(column)) ? "desc" : "asc",
                  })
                }
              >
                {name}
                {isSorted ? sort.direction === "asc" ? <IconArrowUp size={12} /> : <IconArrowDown size={12} /> : null}
              </button>
            )}
            <div
              role="separator"
              aria-orientation="vertical"
              aria-label={t("views.widthOf", { column: name })}
              aria-valuenow={widthPx}
              aria-valuemin={MIN_COLUMN_WIDTH_PX}
              aria-valuemax={MAX_COLUMN_WIDTH_PX}
              tabIndex={0}
              className={cx("edge", header.column.getIsResizing() && "dragged")}
              onMouseDown={header.getResizeHandler()}
              onTouchStart={header.getResizeHandler()}
              onKeyDown={resizeByKey}
            />
          </div>
        );
      })}
    </div>
  );
}
