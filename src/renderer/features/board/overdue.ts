import type { StageId } from "#shared/model/ids.ts";
import type { Board } from "../../state/columns.ts";

/** How many of a column's loaded tickets were due before now. */
export function overdueIn(board: Board, stageId: StageId, nowEpochMs: number): number {
  const ids = board.columns.get(stageId)?.ids ?? [];
  return ids.reduce((count, id) => {
    const due = board.cards.get(id)?.dueAtEpochMs ?? null;
    return due !== null && due < nowEpochMs ? count + 1 : count;
  }, 0);
}
