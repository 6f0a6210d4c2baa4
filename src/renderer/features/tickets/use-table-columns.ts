import {
  columnResizingFeature,
  columnSizingFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import { type ShownColumn } from "#shared/automation/documents/saved-view.ts";
import { MAX_COLUMN_WIDTH_PX, MIN_COLUMN_WIDTH_PX } from "#shared/automation/ticket-views/limits.ts";
import type { TicketCard } from "#shared/contract/views.ts";
import { usePreferences, useSetPreferences } from "#renderer/state/desk-context.tsx";
import { COLUMN_WIDTH_PX } from "./column-widths.ts";

const features = tableFeatures({ columnSizingFeature, columnResizingFeature });
const helper = createColumnHelper<typeof features, TicketCard>();
/** The rows are the virtualiser's: they come from the core in the order in which they stand. */
const NO_ROWS: TicketCard[] = [];
const NO_WIDTHS = {};

/** The table's heads with their widths, which are dragged and remembered for this browser until they are saved with the view. */
export function useTableColumns(viewId: string, columns: readonly ShownColumn[]) {
  const remembered = usePreferences(({ viewWidthsPx }) => viewWidthsPx[viewId]) ?? NO_WIDTHS;
  const all = usePreferences(({ viewWidthsPx }) => viewWidthsPx);
  const setPreferences = useSetPreferences();
  const definitions = useMemo(
    () =>
      columns.map(({ column, widthPx }) =>
        helper.display({
          id: column,
          size: widthPx ?? COLUMN_WIDTH_PX[column],
          minSize: MIN_COLUMN_WIDTH_PX,
          maxSize: MAX_COLUMN_WIDTH_PX,
        }),
      ),
    [columns],
  );
  return useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: "onChange",
    state: { columnSizing: remembered },
    onColumnSizingChange: (update) => {
      const next = typeof update === "function" ? update(remembered) : update;
      setPreferences({ viewWidthsPx: { ...all, [viewId]: rounded(next) } });
    },
  });
}

function rounded(widths: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(widths).map(([column, widthPx]) => [column, Math.round(widthPx)]));
}
