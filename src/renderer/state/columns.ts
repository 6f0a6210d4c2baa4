/**
 * The columns of the boards: which tickets of a stage are known, in order, and how far they have been loaded. Pure functions over immutable values.
 *
 * A column holds a *prefix* of the stage's tickets (newest activity first) as the pages were loaded, and `nextCursor` tells how to go on. Changes
 * keep the prefix right: a ticket enters at its sorted place if that lies inside the prefix, else it stays out until its page is loaded.
 */
import type { TicketCard } from "#shared/contract/views.ts";
import type { StageId, TicketId } from "#shared/model/ids.ts";

export type Column = {
  /** Newest activity first. */
  readonly ids: readonly TicketId[];
  /** Where the next page begins; null at the end of the stage; undefined before the first page. */
  readonly nextCursor: string | null | undefined;
  readonly load:
    | { readonly kind: "idle" }
    | { readonly kind: "loading" }
    | { readonly kind: "failed"; readonly error: unknown };
};

export type Cards = ReadonlyMap<TicketId, TicketCard>;
/** Only the stages that have been shown. */
export type Columns = ReadonlyMap<StageId, Column>;
export type Board = { readonly cards: Cards; readonly columns: Columns };

export const NEW_COLUMN: Column = { ids: [], nextCursor: undefined, load: { kind: "idle" } };

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

/** Takes in cards as they are now: each leaves the column where it stood and enters the one where it belongs. */
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
    const left = before === undefined ? undefined : columns.get(before.stageId);
    if (before !== undefined && left !== undefined) removeCard(idsOf(before.stageId, left), cards, before);
    cards.set(card.id, card);
    const entered = columns.get(card.stageId);
    if (entered !== undefined) insertCard(idsOf(card.stageId, entered), cards, card, entered.nextCursor === null);
  }
  return { cards, columns };
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
  const widened = new Map(board.columns).set(stageId, { ...column, nextCursor: null, load: { kind: "idle" } });
  const merged = withCards({ cards: board.cards, columns: widened }, fresh);
  const grown = merged.columns.get(stageId) ?? NEW_COLUMN;
  return {
    cards: merged.cards,
    columns: new Map(merged.columns).set(stageId, { ...grown, nextCursor: page.nextCursor }),
  };
}

export function withLoad(board: Board, stageId: StageId, load: Column["load"]): Board {
  const column = board.columns.get(stageId) ?? NEW_COLUMN;
  return { cards: board.cards, columns: new Map(board.columns).set(stageId, { ...column, load }) };
}

/** The tickets before and after one in its column, for `j` and `k`; null at an end, and for a ticket that no column holds. */
export function neighboursOf(
  board: Board,
  id: TicketId,
): { readonly previous: TicketId | null; readonly next: TicketId | null } {
  const card = board.cards.get(id);
  const ids = (card === undefined ? undefined : board.columns.get(card.stageId)?.ids) ?? [];
  const index = ids.indexOf(id);
  return index === -1
    ? { previous: null, next: null }
    : { previous: ids[index - 1] ?? null, next: ids[index + 1] ?? null };
}

function removeCard(ids: TicketId[], cards: Cards, card: TicketCard): void {
  const expected = placeOf(ids, cards, card);
  const index = ids[expected] === card.id ? expected : ids.indexOf(card.id);
  if (index !== -1) ids.splice(index, 1);
}

/** Beyond the loaded prefix a card stays out, unless the stage is loaded to its end: it comes with its page. */
function insertCard(ids: TicketId[], cards: Cards, card: TicketCard, isComplete: boolean): void {
  const index = placeOf(ids, cards, card);
  if (index < ids.length || isComplete) ids.splice(index, 0, card.id);
}
