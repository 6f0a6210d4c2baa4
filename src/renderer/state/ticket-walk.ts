/**
 * The list that the person goes through ticket by ticket: that of the stage or of the view from which they opened the first one, as it stood then. What they do with a
 * ticket moves it, and a list that moves with it would lead them in circles.
 */
import type { TicketId } from "#shared/model/ids.ts";
import type { Board } from "./columns.ts";

export type TicketWalk = { readonly ids: readonly TicketId[] };

export type WalkPlace = {
  readonly previous: TicketId | null;
  readonly next: TicketId | null;
  /** From 1; 0 where the ticket is in no list. */
  readonly place: number;
  readonly total: number;
};

const NOWHERE: WalkPlace = { previous: null, next: null, place: 0, total: 0 };

/** The walk goes on where the ticket is part of it; else it begins anew with the column in which the ticket stands. */
export function walkWith(walk: TicketWalk | null, id: TicketId, board: Board): TicketWalk | null {
  if (walk?.ids.includes(id) === true) return walk;
  const column = [...board.columns.values()].find(({ ids }) => ids.includes(id));
  return column === undefined ? null : { ids: column.ids };
}

export function placeIn(walk: TicketWalk | null, id: TicketId): WalkPlace {
  const index = walk?.ids.indexOf(id) ?? -1;
  if (walk === null || index === -1) return NOWHERE;
  const { ids } = walk;
  return { previous: ids[index - 1] ?? null, next: ids[index + 1] ?? null, place: index + 1, total: ids.length };
}
