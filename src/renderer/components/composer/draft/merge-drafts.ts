/** What two windows have made of one text or list, with nothing of either lost. Pure. */

export type Merged<Value> = { readonly value: Value; readonly clash: boolean };

type Edit = { readonly from: number; readonly to: number; readonly words: string };

/** Changes at different places are both made; at the same place both are kept, one below the other. */
export function mergeTexts(base: string, theirs: string, mine: string): Merged<string> {
  if (mine === theirs || mine === base) return { value: theirs, clash: false };
  if (theirs === base) return { value: mine, clash: false };
  const [first, second] = [editOf(base, theirs), editOf(base, mine)];
  const apart = first.to < second.from || second.to < first.from;
  if (apart) {
    const later = first.from > second.from ? first : second;
    const earlier = later === first ? second : first;
    return { value: applied(applied(base, later), earlier), clash: false };
  }
  // Both went on writing at the same place: what stood there before stands there once.
  if (first.from === first.to && second.from === second.to) {
    return { value: applied(base, { ...first, words: below(first.words, second.words) }), clash: true };
  }
  return { value: below(theirs, mine), clash: true };
}

/** As a set: what either took out is gone, what either put in is there. */
export function mergeLists<Item>(
  base: readonly Item[],
  theirs: readonly Item[],
  mine: readonly Item[],
  keyOf: (item: Item) => string,
): Item[] {
  const keys = (items: readonly Item[]) => new Set(items.map(keyOf));
  const [was, there, here] = [keys(base), keys(theirs), keys(mine)];
  const seen = new Set<string>();
  return [...theirs, ...mine].filter((item) => {
    const key = keyOf(item);
    if (seen.has(key) || (was.has(key) && !(there.has(key) && here.has(key)))) return false;
    seen.add(key);
    return true;
  });
}

/** Mine where I changed it, else theirs. */
export function mergeValues<Value>(base: Value, theirs: Value, mine: Value): Merged<Value> {
  const same = (one: Value, other: Value) => JSON.stringify(one) === JSON.stringify(other);
  if (same(mine, base)) return { value: theirs, clash: false };
  return { value: mine, clash: !same(theirs, base) && !same(theirs, mine) };
}

export function below(upper: string, lower: string): string {
  return [upper, lower].filter((text) => text.trim() !== "").join("\n");
}

/** The one stretch in which two texts differ. */
function editOf(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from += 1;
  let kept = 0;
  while (kept < most - from && before.at(-1 - kept) === after.at(-1 - kept)) kept += 1;
  return { from, to: before.length - kept, words: after.slice(from, after.length - kept) };
}

function applied(text: string, { from, to, words }: Edit): string {
  return text.slice(0, from) + words + text.slice(to);
}
