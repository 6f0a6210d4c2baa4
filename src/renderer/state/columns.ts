/**
 * The columns of the boards: which tickets of a stage are known, in order, and how far they have been loaded. Pure functions over immutable values.
 *
 * A column holds a *prefix* of the stage's tickets (newest activity first) as the pages were loaded, and `nextCursor` tells how to go on. Changes
 * keep the prefix right: a ticket enters at its sorted place if that lies inside the prefix, else it stays out until its page is loaded.
 *
 * Only what is shown is kept: a card lives as long as a column holds it, or a screen that shows its ticket; a column that grows far beyond where
 * the person has looked is cut, and read again from there when they go on.
 */
import type { TicketCard } from "#shared/contract/views.ts";
import type { StageId, TicketId } from "#shared/model/ids.ts";
import { COLUMN_PAGE_SIZE, MAX_ROWS_BEYOND_REACH, ROWS_KEPT_BEYOND_REACH } from "./limits.ts";

export type Column = {
  /** Newest activity first. */
  readonly ids: readonly TicketId[];
  /** Where the next page begins: a page's cursor, or the card behind which the column was cut; null at the end of the stage; undefined before the first page. */
  readonly nextCursor: string | CardPlace | null | undefined;
  /** Rows from the top to which the person has looked, in whole steps of `COLUMN_PAGE_SIZE`. */
  readonly reach: number;
  readonly load:
    | { readonly kind: "idle" }
    | { readonly kind: "loading" }
    | { readonly kind: "failed"; readonly error: unknown };
};

/** A place in the board's order. */
export type CardPlace = { readonly atEpochMs: number; readonly id: TicketId };

export type Cards = ReadonlyMap<TicketId, TicketCard>;
/** Only the stages that have been shown. */
export type Columns = ReadonlyMap<StageId, Column>;
export type Board = {
  /** Those that a column holds, and those that are held. */
  readonly cards: Cards;
  readonly columns: Columns;
  /** Tickets that a screen shows; their cards are kept once they are known. */
  readonly held: ReadonlySet<TicketId>;
};

export const NEW_COLUMN: Column = { ids: [], nextCursor: undefined, load: { kind: "idle" }, reach: 0 };
export const NEW_BOARD: Board = { cards: new Map(), columns: new Map(), held: new Set() };

/** Board order: newest activity first, the id decides between equals, as the core's list does. */
export function compareCards(a: TicketCard, b: TicketCard): number {
  return b.lastActivityAtEpochMs - a.lastActivityAtEpochMs || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** Index at which the card stands or would stand in the ordered ids; cards that aren't known count as before it. */
export function placeOf(ids: readonly TicketId[], cards: Cards, card: TicketCard): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const id = ids[middle];
    const other = id === undefined ? undefined : cards.get(id);
    if (other === undefined || compareCards(other, card) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Takes in cards as they are now: each leaves the column where it stood and enters the one where it belongs. What no column shows is let go. */
export function withCards(board: Board, changed: readonly TicketCard[]): Board {
  if (changed.length === 0) return board;
  const cards = new Map(board.cards);
  const columns = new Map(board.columns);
  // A column is copied once however many of its cards change: pages and busy moments bring hundreds.
  const copied = new Map<StageId, TicketId[]>();
  const idsOf = (stageId: StageId, column: Column) => {
    const ids = copied.get(stageId) ?? [...column.ids];
    copied.set(stageId, ids);
    columns.set(stageId, { ...column, ids });
    return ids;
  };
  for (const card of changed) {
    const before = cards.get(card.id);
    const left = before === undefined || before.aside !== undefined ? undefined : columns.get(before.stageId);
    if (before !== undefined && left !== undefined) removeCard(idsOf(before.stageId, left), cards, before);
    cards.set(card.id, card);
    const entered = card.aside === undefined ? columns.get(card.stageId) : undefined;
    const isShown =
      entered !== undefined && insertCard(idsOf(card.stageId, entered), cards, card, entered.nextCursor === null);
    if (!isShown && !board.held.has(card.id)) cards.delete(card.id);
  }
  for (const stageId of copied.keys()) cutColumn(columns, cards, board.held, stageId);
  return { ...board, cards, columns };
}

/** Cuts a column that grew far beyond where the person has looked. */
function cutColumn(
  columns: Map<StageId, Column>,
  cards: Map<TicketId, TicketCard>,
  held: Board["held"],
  stageId: StageId,
): void {
  const column = columns.get(stageId);
  if (column === undefined || column.ids.length <= column.reach + MAX_ROWS_BEYOND_REACH) return;
  const ids = column.ids.slice(0, column.reach + ROWS_KEPT_BEYOND_REACH);
  const last = ids.at(-1);
  const lastCard = last === undefined ? undefined : cards.get(last);
  // A page that is on its way goes on from where the column ended.
  if (lastCard === undefined || column.load.kind === "loading") return;
  for (const id of column.ids.slice(ids.length)) if (!held.has(id)) cards.delete(id);
  columns.set(stageId, { ...column, ids, nextCursor: { atEpochMs: lastCard.lastActivityAtEpochMs, id: lastCard.id } });
}

/** The person looks down to this row of a stage. */
export function withReach(board: Board, stageId: StageId, row: number): Board {
  const column = board.columns.get(stageId);
  const reach = Math.ceil((row + 1) / COLUMN_PAGE_SIZE) * COLUMN_PAGE_SIZE;
  if (column === undefined || column.reach === reach) return board;
  return { ...board, columns: new Map(board.columns).set(stageId, { ...column, reach }) };
}

/** Another board is shown: the columns of all other stages are let go. */
export function withOnlyColumns(board: Board, stageIds: ReadonlySet<StageId>): Board {
  if ([...board.columns.keys()].every((id) => stageIds.has(id))) return board;
  const columns = new Map([...board.columns].filter(([id]) => stageIds.has(id)));
  return withOnlyShown({ ...board, columns });
}

/** A screen begins to show a ticket. */
export function withHeld(board: Board, id: TicketId): Board {
  return { ...board, held: new Set([...board.held, id]) };
}

/** No screen shows the ticket any more. */
export function withoutHeld(board: Board, id: TicketId): Board {
  return withOnlyShown({ ...board, held: new Set([...board.held].filter((other) => other !== id)) });
}

function withOnlyShown(board: Board): Board {
  const shown = new Set([...board.held, ...[...board.columns.values()].flatMap(({ ids }) => ids)]);
  return { ...board, cards: new Map([...board.cards].filter(([id]) => shown.has(id))) };
}

/** Takes in one page of a stage's list. `keep` tells the tickets that the live feed told while the page was on its way: they are newer than it. */
export function withPage(
  board: Board,
  stageId: StageId,
  page: { readonly items: readonly TicketCard[]; readonly nextCursor: string | null },
  keep: (id: TicketId) => boolean,
): Board {
  const before = board.columns.get(stageId) ?? NEW_COLUMN;
  // A first page replaces what a lost connection left behind, but for what the feed has told since.
  const column = before.nextCursor === undefined ? { ...before, ids: before.ids.filter(keep) } : before;
  const fresh = page.items.filter((card) => !keep(card.id));
  // The whole page is inside the prefix from now on: the border is moved first, so that its cards may enter.
  const widened = new Map(board.columns).set(stageId, { ...column, nextCursor: null, load: { kind: "loading" } });
  const merged = withCards({ ...board, columns: widened }, fresh);
  const grown: Column = {
    ...(merged.columns.get(stageId) ?? NEW_COLUMN),
    nextCursor: page.nextCursor,
    load: { kind: "idle" },
  };
  const after = { ...merged, columns: new Map(merged.columns).set(stageId, grown) };
  return column === before ? after : withOnlyShown(after);
}

export function withLoad(board: Board, stageId: StageId, load: Column["load"]): Board {
  const column = board.columns.get(stageId) ?? NEW_COLUMN;
  return { ...board, columns: new Map(board.columns).set(stageId, { ...column, load }) };
}

function removeCard(ids: TicketId[], cards: Cards, card: TicketCard): void {
  const expected = placeOf(ids, cards, card);
  const index = ids[expected] === card.id ? expected : ids.indexOf(card.id);
  if (index !== -1) ids.splice(index, 1);
}

/** Beyond the loaded prefix a card stays out, unless the stage is loaded to its end: it comes with its page. @returns whether it is in */
function insertCard(ids: TicketId[], cards: Cards, card: TicketCard, isComplete: boolean): boolean {
  const index = placeOf(ids, cards, card);
  if (index === ids.length && !isComplete) return false;
  ids.splice(index, 0, card.id);
  return true;
}
