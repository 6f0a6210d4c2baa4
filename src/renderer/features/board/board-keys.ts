import type { TicketCard } from "#shared/contract/views.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import type { StageId, TicketId } from "#shared/model/ids.ts";
import type { Board } from "../../state/columns.ts";

export type Direction = "up" | "down" | "left" | "right" | "first" | "last";

/**
 * The card that gets the focus when a key walks from `from`. Up and down stay in the column; left and right go to the nearest column that has
 * cards, to the same place in it or its end. null: stay. From nowhere, every key begins at the first card of the first column that has one.
 */
export function walk(
  board: Board,
  stages: readonly Stage[],
  from: TicketId | null,
  direction: Direction,
): TicketId | null {
  const card = from === null ? undefined : board.cards.get(from);
  const column = stages.findIndex((stage) => stage.id === card?.stageId);
  const ids = idsOf(board, stages[column]?.id);
  const place = card === undefined ? -1 : ids.indexOf(card.id);
  if (place === -1) return stages.map((stage) => idsOf(board, stage.id)[0]).find((id) => id !== undefined) ?? null;
  switch (direction) {
    case "up":
      return ids[place - 1] ?? null;
    case "down":
      return ids[place + 1] ?? null;
    case "first":
      return ids[0] ?? null;
    case "last":
      return ids.at(-1) ?? null;
    case "left":
    case "right": {
      const beyond = direction === "left" ? stages.slice(0, column).toReversed() : stages.slice(column + 1);
      const target = beyond.map((stage) => idsOf(board, stage.id)).find((candidates) => candidates.length > 0);
      return target?.[Math.min(place, target.length - 1)] ?? null;
    }
  }
}

/** The stage beside the card's own, for moving by `[` and `]`; undefined at the edge. */
export function stageBeside(
  stages: readonly Stage[],
  card: Pick<TicketCard, "stageId">,
  step: -1 | 1,
): Stage | undefined {
  const column = stages.findIndex((stage) => stage.id === card.stageId);
  return column === -1 ? undefined : stages[column + step];
}

function idsOf(board: Board, stageId: StageId | undefined): readonly TicketId[] {
  return (stageId === undefined ? undefined : board.columns.get(stageId)?.ids) ?? [];
}
