import type { Base } from "../../model/event.ts";
import type { Stamps } from "../../model/stamps.ts";
import { laterStamp, stampOf } from "../merge/document.ts";
import { addedEntry, elementsByKey, removedEntry } from "../merge/element-set.ts";

/** What a change of one property changes from: the stamps before it. Of a set each element that comes or goes is an entry of its own. */
export function baseOf(
  stamps: Stamps,
  property: string,
  { from, to, isSet }: { readonly from: unknown; readonly to: unknown; readonly isSet: boolean },
): Base {
  if (!isSet) return { [property]: stampOf(stamps, property) };
  const [had, has] = [elementsByKey(from), elementsByKey(to)];
  const base: Record<string, string> = {};
  for (const key of new Set([...had.keys(), ...has.keys()])) {
    if (had.has(key) === has.has(key)) continue;
    const [added, removed] = [addedEntry(property, key), removedEntry(property, key)];
    base[has.has(key) ? added : removed] = laterStamp(stampOf(stamps, added), stampOf(stamps, removed));
  }
  return base;
}

/**
 * Whether two changes were made apart, of the same value: each by somebody who had not seen the other's.
 * @rule H4
 */
export function areRivals(one: Base | undefined, other: Base | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return Object.entries(one).some(([entry, stamp]) => Object.hasOwn(other, entry) && other[entry] === stamp);
}
