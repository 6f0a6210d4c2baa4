/** Merges lists of things that have ids and no lists within: triggers, and the arms of a branch. */
import type { Side } from "./conflict.ts";
import { inOrder, movedIds } from "./in-order.ts";
import { eachOf, isSame, three, type Three } from "./three.ts";

type HasId = { readonly id: string };

export type KeyedMerge<One extends HasId> = {
  /** One that both have, or that both added under one id. */
  readonly merge: (items: { readonly base: One | undefined; readonly mine: One; readonly theirs: One }) => One;
  /** One that a side deleted and the other one changed: whether it stays. */
  readonly stays: (item: One, deletedBy: Side) => boolean;
  /** Ids that stay whatever the sides did. */
  readonly needed?: ReadonlySet<string>;
};

export function mergeKeyed<One extends HasId>(lists: Three<readonly One[]>, how: KeyedMerge<One>): One[] {
  const byId = eachOf(lists, (list) => new Map(list.map((item) => [item.id, item])));
  const merged = new Map<string, One>();
  for (const id of new Set([...byId.base.keys(), ...byId.mine.keys(), ...byId.theirs.keys()])) {
    const [base, mine, theirs] = [byId.base.get(id), byId.mine.get(id), byId.theirs.get(id)];
    if (mine && theirs) merged.set(id, how.merge({ base, mine, theirs }));
    else {
      const left = mine ?? theirs;
      if (left === undefined) continue;
      const deletedBy = mine ? "theirs" : "mine";
      const isKept = base === undefined || how.needed?.has(id) || (!isSame(base, left) && how.stays(left, deletedBy));
      if (isKept) merged.set(id, left);
    }
  }
  const orders = eachOf(lists, (list) => list.map(({ id }) => id));
  const moved = three(new Set<string>(), movedIds(orders.base, orders.mine), movedIds(orders.base, orders.theirs));
  const ownerOf = (id: string): keyof Three<unknown> => {
    if (!byId.base.has(id)) return byId.mine.has(id) ? "mine" : "theirs";
    if (moved.mine.has(id)) return "mine";
    return moved.theirs.has(id) ? "theirs" : "base";
  };
  return inOrder(orders, new Set(merged.keys()), ownerOf).flatMap((id) => merged.get(id) ?? []);
}
