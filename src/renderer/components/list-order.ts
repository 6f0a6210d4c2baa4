/** Orders of lists whose entries can be dragged. Pure. */

/** The list with one entry moved; the same list where there is nothing to move or no such place. */
export function moved<Id extends string>(ids: readonly Id[], id: Id, toIndex: number): readonly Id[] {
  const from = ids.indexOf(id);
  if (from < 0 || toIndex === from || toIndex < 0 || toIndex >= ids.length) return ids;
  const rest = ids.filter((other) => other !== id);
  return rest.toSpliced(toIndex, 0, id);
}

/** The list with one entry dropped at an edge of another. */
export function dropped<Id extends string>(
  ids: readonly Id[],
  id: Id,
  onto: Id,
  edge: "top" | "bottom",
): readonly Id[] {
  if (id === onto) return ids;
  const target = ids.indexOf(onto);
  const from = ids.indexOf(id);
  if (from < 0 || target < 0) return ids;
  const before = edge === "top" ? target : target + 1;
  return moved(ids, id, before > from ? before - 1 : before);
}

/** Sorts documents as the ids say; what the ids don't name comes last, in its own order. */
export function inOrder<Item extends { readonly id: string }>(items: readonly Item[], ids: readonly string[]): Item[] {
  const placeOf = (item: Item): number => {
    const index = ids.indexOf(item.id);
    return index < 0 ? ids.length : index;
  };
  return items.toSorted((a, b) => placeOf(a) - placeOf(b));
}
