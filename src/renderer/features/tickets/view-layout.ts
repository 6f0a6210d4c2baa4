/** Which row of the table is what: heads of groups, and the tickets of those that are open. Pure. */
import type { FoundTickets } from "#shared/contract/saved-views.ts";

export type ViewGroup = NonNullable<FoundTickets["groups"]>[number];

type Segment = {
  /** null: the list is not grouped. */
  readonly group: ViewGroup | null;
  /** The row with the group's head; that of its first ticket where there is none. */
  readonly firstRow: number;
  /** The place in the view's list of its first ticket. */
  readonly firstPlace: number;
  /** Tickets that are shown: none where it is folded. */
  readonly shown: number;
};

export type ViewLayout = { readonly segments: readonly Segment[]; readonly rows: number };

export type LayoutRow =
  | { readonly kind: "head"; readonly group: ViewGroup }
  | { readonly kind: "ticket"; readonly place: number };

const HEAD = 1;

export const foldKey = ({ key, isRest }: ViewGroup) => (isRest ? "rest" : key === null ? "none" : `key ${key}`);

export function layoutOf(total: number, groups: FoundTickets["groups"], folded: ReadonlySet<string>): ViewLayout {
  if (groups === undefined)
    return { segments: [{ group: null, firstRow: 0, firstPlace: 0, shown: total }], rows: total };
  const segments: Segment[] = [];
  let [row, place] = [0, 0];
  for (const group of groups) {
    const shown = folded.has(foldKey(group)) ? 0 : group.count;
    segments.push({ group, firstRow: row, firstPlace: place, shown });
    row += HEAD + shown;
    place += group.count;
  }
  return { segments, rows: row };
}

/** What stands in a row; undefined beyond the last. */
export function rowAt({ segments }: ViewLayout, row: number): LayoutRow | undefined {
  const segment = segments.findLast(({ firstRow }) => firstRow <= row);
  if (segment === undefined || row < 0) return undefined;
  const head = segment.group === null ? 0 : HEAD;
  if (segment.group !== null && row === segment.firstRow) return { kind: "head", group: segment.group };
  const at = row - segment.firstRow - head;
  return at < segment.shown ? { kind: "ticket", place: segment.firstPlace + at } : undefined;
}

/** The row of a place in the view's list; null where it is folded away. */
export function rowOf({ segments }: ViewLayout, place: number): number | null {
  const segment = segments.findLast(({ firstPlace }) => firstPlace <= place);
  if (segment === undefined || place < 0) return null;
  const at = place - segment.firstPlace;
  return at < segment.shown ? segment.firstRow + (segment.group === null ? 0 : HEAD) + at : null;
}

/** The first and last place of tickets between two rows. */
export function placesBetween(layout: ViewLayout, first: number, last: number): { first: number; last: number } {
  const places: number[] = [];
  for (let row = first; row <= last; row += 1) {
    const found = rowAt(layout, row);
    if (found?.kind === "ticket") places.push(found.place);
  }
  return { first: places[0] ?? 0, last: places.at(-1) ?? 0 };
}
