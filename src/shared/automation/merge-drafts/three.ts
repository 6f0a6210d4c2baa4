/** Three states of one thing: what both began with, and what each made of it. */
export type Three<One> = { readonly base: One; readonly mine: One; readonly theirs: One };

export const three = <One>(base: One, mine: One, theirs: One): Three<One> => ({ base, mine, theirs });

export const eachOf = <One, Other>({ base, mine, theirs }: Three<One>, change: (one: One) => Other): Three<Other> =>
  three(change(base), change(mine), change(theirs));

/** Whether two parts are the same as JSON, whatever the order of their entries. What they share is not looked into: an edit leaves most of a workflow as it is. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return (one ?? null) === (other ?? null);
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((part, index) => isSame(part, other[index]))
    );
  const [mine, theirs] = [entriesOf(one), entriesOf(other)];
  const others = new Map(theirs);
  return (
    mine.length === theirs.length && mine.every(([name, part]) => others.has(name) && isSame(part, others.get(name)))
  );
}

/** JSON leaves out what is undefined. */
const entriesOf = (part: object): [string, unknown][] =>
  Object.entries(part).filter(([, value]) => value !== undefined);

/** What stands where at most one side changed it, or both did alike; undefined where that can't be said. */
export function agreed<One>({ base, mine, theirs }: Three<One>): { readonly value: One } | undefined {
  if (isSame(mine, theirs) || isSame(base, theirs)) return { value: mine };
  return isSame(base, mine) ? { value: theirs } : undefined;
}
