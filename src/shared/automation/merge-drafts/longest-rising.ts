/** The longest subsequence whose keys rise: of things in another order, those that kept it. */
export function longestRising<Item>(items: readonly Item[], keyOf: (item: Item) => number): Item[] {
  const best: { readonly length: number; readonly previous: number }[] = [];
  let end = -1;
  items.forEach((item, position) => {
    let [length, previous] = [1, -1];
    for (let other = 0; other < position; other += 1) {
      const before = best[other];
      const candidate = items[other];
      if (before && candidate !== undefined && keyOf(candidate) < keyOf(item) && before.length + 1 > length)
        [length, previous] = [before.length + 1, other];
    }
    best.push({ length, previous });
    if (end === -1 || length > (best[end]?.length ?? 0)) end = position;
  });
  const found: Item[] = [];
  for (let position = end; position !== -1; position = best[position]?.previous ?? -1) {
    const item = items[position];
    if (item !== undefined) found.unshift(item);
  }
  return found;
}
