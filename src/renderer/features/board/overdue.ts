import type { Cards, Column } from "../../state/columns.ts";

/** How many of a column's loaded tickets were due before now. */
export function overdueIn(column: Column, cards: Cards, nowEpochMs: number): number {
  return column.ids.reduce((count, id) => {
    const due = cards.get(id)?.dueAtEpochMs ?? null;
    return due !== null && due < nowEpochMs ? count + 1 : count;
  }, 0);
}
