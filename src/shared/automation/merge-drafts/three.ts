/** Three states of one thing: what both began with, and what each made of it. */
import { canonicalJson } from "../../model/canonical-json.ts";

export type Three<One> = { readonly base: One; readonly mine: One; readonly theirs: One };

export const three = <One>(base: One, mine: One, theirs: One): Three<One> => ({ base, mine, theirs });

export const eachOf = <One, Other>({ base, mine, theirs }: Three<One>, change: (one: One) => Other): Three<Other> =>
  three(change(base), change(mine), change(theirs));

export const isSame = (one: unknown, other: unknown): boolean =>
  one === other || canonicalJson(one ?? null) === canonicalJson(other ?? null);

/** What stands where at most one side changed it, or both did alike; undefined where that can't be said. */
export function agreed<One>({ base, mine, theirs }: Three<One>): { readonly value: One } | undefined {
  if (isSame(mine, theirs) || isSame(base, theirs)) return { value: mine };
  return isSame(base, mine) ? { value: theirs } : undefined;
}
