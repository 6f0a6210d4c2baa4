import type { Stamps } from "../../model/stamps.ts";
import { formatStamp, parseStamp, stampAfter } from "../clock/stamp.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import {
  entriesOf,
  laterStamp,
  type Properties,
  propertiesOf,
  RECORD_PROPERTIES,
  stampOf,
  type StampedDocument,
  UNSTAMPED_PROPERTIES,
} from "./document.ts";
import { addedEntry, elementsAfter, elementsByKey, removedEntry } from "./element-set.ts";

/** What a command may write; `stamps` are this module's own. */
export type Changes<Document> = Partial<Omit<Document, "id" | "stamps">>;

/**
 * The document with the changes made and stamped: how every command writes. A value that is the same as before is no change and gets no
 * stamp; of a set (named in `sets`) each element that came or went is stamped, and the array is put in the order that merging gives it. `undefined` removes a property.
 *
 * Where the document already carries a later stamp than `stamp` (from a device whose clock runs ahead, H3) the change is stamped just
 * after that one: who made it has seen the older value, so it must win on every device.
 */
export function touch<Document extends StampedDocument>(
  document: Document,
  changes: Changes<Document>,
  stamp: string,
  sets: readonly string[],
): Document {
  const before = propertiesOf(document);
  const stamps: Stamps = { ...document.stamps };
  const after: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    if (UNSTAMPED_PROPERTIES.has(name)) continue;
    if (sets.includes(name)) {
      stampElements(stamps, name, before[name], value, stamp);
      after[name] = elementsAfter(name, stamps, [before[name], value]);
    } else if (RECORD_PROPERTIES.has(name)) {
      const record = entriesAfter(stamps, entriesOf(before[name]), entriesOf(value), stamp);
      if (value === undefined || (before[name] === undefined && Object.keys(record).length === 0)) delete after[name];
      else after[name] = record;
    } else {
      if (!isSame(before[name], value)) raise(stamps, [name], name, stamp);
      if (value === undefined) delete after[name];
      else after[name] = value;
    }
  }
  return { ...after, stamps } as unknown as Document;
}

/** Stamps each entry of a record that is another now, and gives them as merging does. */
function entriesAfter(stamps: Stamps, before: Properties, after: Properties, stamp: string): Properties {
  const record: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [had, has] = [before[name], after[name]];
    if (Array.isArray(had) || Array.isArray(has)) {
      stampElements(stamps, name, had, has, stamp);
      const elements = elementsAfter(name, stamps, [had, has]);
      if (elements.length > 0) record[name] = elements;
    } else {
      if (!isSame(had, has)) raise(stamps, [name], name, stamp);
      if (has !== undefined) record[name] = has;
    }
  }
  return record;
}

function stampElements(stamps: Stamps, name: string, before: unknown, after: unknown, stamp: string): void {
  const [had, has] = [elementsByKey(before), elementsByKey(after)];
  for (const key of new Set([...had.keys(), ...has.keys()])) {
    const [added, removed] = [addedEntry(name, key), removedEntry(name, key)];
    if (has.has(key) && !had.has(key)) raise(stamps, [added, removed], added, stamp);
    if (had.has(key) && !has.has(key)) raise(stamps, [added, removed], removed, stamp);
  }
}

/** Sets `stamps[entry]` to the stamp, or to just after the latest of `rivals` where that is not earlier. */
function raise(stamps: Stamps, rivals: readonly string[], entry: string, stamp: string): void {
  const latest = rivals.map((rival) => stampOf(stamps, rival)).reduce(laterStamp, "");
  stamps[entry] = stampOver(latest, stamp);
}

/** The stamp, or where it is not later than what is known already, the one just after that: whoever changes something has seen what was there, also where their clock is behind. */
export function stampOver(known: string, stamp: string): string {
  return stamp > known ? stamp : justAfter(known, stamp);
}

/** The stamp itself where one of the two is none. */
function justAfter(latest: string, stamp: string): string {
  const [latestParts, ownParts] = [parseStamp(latest), parseStamp(stamp)];
  return latestParts === null || ownParts === null
    ? stamp
    : formatStamp(stampAfter({ ...latestParts, deviceId: ownParts.deviceId }));
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (isObject(a) && isObject(b) && canonicalJson(a) === canonicalJson(b));
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
