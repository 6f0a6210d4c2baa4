import type { TicketId } from "#shared/model/ids.ts";

/** How many of the visible rows are asked where they went. */
const WITNESSES = 8;

/** What was on the screen: the first visible rows, in order, and where they stood. */
export type Anchor = { readonly index: number; readonly ids: readonly TicketId[] };

export function anchorOf(ids: readonly TicketId[], scrollTopPx: number, rowPx: number): Anchor {
  const index = Math.min(Math.floor(scrollTopPx / rowPx), Math.max(0, ids.length - 1));
  return { index, ids: ids.slice(index, index + WITNESSES) };
}

/**
 * By how many rows the content has to be scrolled so that what was on the screen stays where it was. Most of the visible rows decide: one that
 * jumped elsewhere in the column takes nobody with it, and the gap of one that left closes from below. 0 where none of them is left.
 */
export function anchorShift(anchor: Anchor, ids: readonly TicketId[]): number {
  const votes = new Map<number, number>();
  let gone = 0;
  for (const [offset, id] of anchor.ids.entries()) {
    const now = ids.indexOf(id);
    if (now === -1) {
      gone += 1;
      continue;
    }
    const shift = now - (anchor.index + offset - gone);
    votes.set(shift, (votes.get(shift) ?? 0) + 1);
  }
  const [winner] = [...votes].toSorted(([, a], [, b]) => b - a);
  return winner?.[0] ?? 0;
}
