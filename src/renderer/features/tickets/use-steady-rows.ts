import { type RefObject, useLayoutEffect, useRef } from "react";
import type { TicketId } from "#shared/model/ids.ts";

/** How many of the visible rows are asked where they went. */
const WITNESSES = 8;

type Standing = { readonly id: TicketId; readonly row: number };

/**
 * Keeps rows from moving away under the eye: where tickets came in or left above what is shown, the scroll position takes the shift. At its top, with neither pointer nor focus in it, the list shows what is new.
 * @param rowOfId the row in which a ticket stands now; null where it is not there
 */
export function useSteadyRows(
  scroller: RefObject<HTMLElement | null>,
  rowPx: number,
  shown: readonly Standing[],
  rowOfId: (id: TicketId) => number | null,
  /** Another one is another list, whose rows have nothing to do with those before. */
  listKey: string,
): void {
  const before = useRef<{ readonly listKey: string; readonly shown: readonly Standing[] }>({ listKey, shown: [] });
  useLayoutEffect(() => {
    const element = scroller.current;
    const { listKey: oldKey, shown: old } = before.current;
    before.current = { listKey, shown };
    if (element === null || oldKey !== listKey) return;
    const isHeld = element.scrollTop > 0 || element.matches(":hover") || element.contains(document.activeElement);
    if (!isHeld) return;
    const rows = shiftOf(old.slice(0, WITNESSES), rowOfId);
    if (rows !== 0) element.scrollTop += rows * rowPx;
  });
}

/** Most of them decide: one that jumped elsewhere takes nobody with it, and the gap of one that left closes from below. */
export function shiftOf(old: readonly Standing[], rowOfId: (id: TicketId) => number | null): number {
  const votes = new Map<number, number>();
  let gone = 0;
  for (const { id, row } of old) {
    const now = rowOfId(id);
    if (now === null) gone += 1;
    else votes.set(now - (row - gone), (votes.get(now - (row - gone)) ?? 0) + 1);
  }
  return [...votes].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}
