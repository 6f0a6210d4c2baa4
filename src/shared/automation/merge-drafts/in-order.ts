/** Puts members that two sides have, each in an order of its own, into one. */
import { longestRising } from "./longest-rising.ts";
import type { Three } from "./three.ts";

/**
 * @param orders the ids of each side in its order; members may be missing in some
 * @param ownerOf whose place a member has: nobody moved it (`base`), or that side put it where it is
 */
export function inOrder<Id extends string>(
  orders: Three<readonly Id[]>,
  members: ReadonlySet<Id>,
  ownerOf: (id: Id) => keyof Three<unknown>,
): Id[] {
  const placed = orders.base.filter((id) => members.has(id) && ownerOf(id) === "base");
  const isMine = (id: Id | undefined) => id !== undefined && ownerOf(id) === "mine";
  for (const side of ["mine", "theirs"] as const) {
    // Behind the nearest before it that is there: members that one side put one behind the other stay so.
    let before = -1;
    for (const id of orders[side]) {
      const at = placed.indexOf(id);
      if (at !== -1) before = at;
      else if (members.has(id) && ownerOf(id) === side) {
        // At one place mine come first.
        if (side === "theirs") while (isMine(placed[before + 1])) before += 1;
        placed.splice((before += 1), 0, id);
      }
    }
  }
  return placed;
}

/** Of ids in another order than before, those that were moved. */
export function movedIds<Id extends string>(before: readonly Id[], after: readonly Id[]): Set<Id> {
  const positions = new Map(before.map((id, position) => [id, position]));
  const both = after.filter((id) => positions.has(id));
  const kept = new Set(longestRising(both, (id) => positions.get(id) ?? 0));
  return new Set(both.filter((id) => !kept.has(id)));
}
