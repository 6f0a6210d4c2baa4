/**
 * A set property (tags, followers) merges per element. Each element has two stamps of its own, `tags+x` for its last adding and `tags-x`
 * for its last removing, and is in the set while the adding is the later one. An element without any stamp, from a document that was
 * written whole, is in the set where it is in the array. Stamps only grow, so the larger of two is always the newer knowledge.
 */
import type { Stamps } from "../../model/stamps.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import { stampOf } from "./document.ts";

export function addedEntry(property: string, key: string): string {
  return `${property}+${key}`;
}

export function removedEntry(property: string, key: string): string {
  return `${property}-${key}`;
}

/** How an element is named in its stamps: itself where it is a text, else its canonical JSON. */
function elementKey(element: unknown): string {
  return typeof element === "string" ? element : canonicalJson(element);
}

/** Elements by key; not an array counts as empty. */
export function elementsByKey(value: unknown): Map<string, unknown> {
  return new Map(Array.isArray(value) ? value.map((element: unknown) => [elementKey(element), element]) : []);
}

/**
 * The elements that are in the set according to `stamps`, in the order of their adding (those of one moment in code unit order), so that
 * every device lists them alike. `arrays` are the copies it is made of: an element that none of them holds is a text, its own key.
 */
export function elementsAfter(property: string, stamps: Stamps, arrays: readonly unknown[]): unknown[] {
  const known = new Map(arrays.flatMap((array) => [...elementsByKey(array)]));
  const keys = new Set([...known.keys(), ...stampedKeys(property, stamps)]);
  return [...keys]
    .map((key) => ({
      key,
      added: stampOf(stamps, addedEntry(property, key)),
      removed: stampOf(stamps, removedEntry(property, key)),
    }))
    .filter(({ added, removed }) => added > removed || (added === "" && removed === ""))
    .toSorted((a, b) => (a.added === b.added ? compareKeys(a.key, b.key) : compareKeys(a.added, b.added)))
    .map(({ key }) => (known.has(key) ? known.get(key) : key));
}

function stampedKeys(property: string, stamps: Stamps): string[] {
  const prefix = addedEntry(property, "");
  return Object.keys(stamps)
    .filter((entry) => entry.startsWith(prefix))
    .map((entry) => entry.slice(prefix.length));
}

function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
