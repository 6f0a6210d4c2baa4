import type { TicketId } from "#shared/model/ids.ts";

/** How many rows below the first visible one are kept as a stand-in, should that one leave the column. */
const STAND_INS = 8;

/** What was on the screen: the first visible rows, in order, and where they stood. */
export type Anchor = { readonly index: number; readonly ids: readonly TicketId[] };

export function anchorOf(ids: readonly TicketId[], scrollTopPx: number, rowPx: number): Anchor {
  const index = Math.min(Math.floor(scrollTopPx / rowPx), Math.max(0, ids.length - 1));
  return { index, ids: ids.slice(index, index + STAND_INS) };
}

/**
 * By how many rows the content has to be scrolled so that what was on the screen stays where it was: the first of the visible rows that is still
 * in the column decides. 0 where none is.
 */
export function anchorShift(anchor: Anchor, ids: readonly TicketId[]): number {
  for (const [offset, id] of anchor.ids.entries()) {
    const now = ids.indexOf(id);
    if (now === -1) continue;
    // Rows between the anchor and this one that left are a gap that closes below the anchor, not a shift above it.
    const leftBefore = anchor.ids.slice(0, offset).filter((other) => !ids.includes(other)).length;
    return now - (anchor.index + offset - leftBefore);
  }
  return 0;
}
