/**
 * How two copies of one document become one [H3]. Per property the later change wins; sets merge per element.
 * The result does not depend on the order in which copies meet nor on how often (merging is commutative, associative and idempotent):
 * every part is the larger of two under a total order, and what decides it is kept in the result.
 */
import { PipedeskError } from "../../errors/pipedesk-error.ts";
import type { Stamps } from "../../model/stamps.ts";
import { canonicalJson, compareValues } from "../../model/canonical-json.ts";
import {
  entriesOf,
  laterStamp,
  propertiesOf,
  RECORD_PROPERTIES,
  stampOf,
  type Properties,
  type StampedDocument,
  UNSTAMPED_PROPERTIES,
} from "./document.ts";
import { elementsAfter } from "./element-set.ts";

export { touch } from "./touch.ts";

/**
 * The copy that knows what both know. `sets` names the set properties of the collection.
 * - A stamped property, `_deleted` included, takes the value with the later stamp; where the stamps are equal, the larger value.
 * - A record (`RECORD_PROPERTIES`) takes each of its entries so.
 * - A property without a stamp takes the larger value: of numbers that only grow (message count, last activity) the newest.
 * Throws PD_INTERNAL for two different documents.
 * @rule H3
 */
export function mergeDocuments<Document extends StampedDocument>(
  a: Document,
  b: Document,
  { sets }: { sets: readonly string[] },
): Document {
  if (a.id !== b.id)
    throw new PipedeskError("PD_INTERNAL", `"${a.id}" and "${b.id}" are two documents and cannot be merged.`);
  const [propertiesOfA, propertiesOfB] = [propertiesOf(a), propertiesOf(b)];
  const stamps = mergeStamps(a.stamps, b.stamps);
  const merged: Record<string, unknown> = { id: a.id };
  for (const name of namesOf(propertiesOfA, propertiesOfB)) {
    const [inA, inB] = [
      { properties: propertiesOfA, stamps: a.stamps },
      { properties: propertiesOfB, stamps: b.stamps },
    ];
    const value = sets.includes(name)
      ? elementsAfter(name, stamps, [propertiesOfA[name], propertiesOfB[name]])
      : RECORD_PROPERTIES.has(name)
        ? mergedRecord(name, inA, inB, stamps)
        : laterValue(name, inA, inB);
    if (value !== undefined) merged[name] = value;
  }
  return { ...merged, stamps } as unknown as Document;
}

/** Shaped as RxDB's replication wants it, for every type of document, without depending on it. */
export type ConflictHandler = {
  isEqual(a: object, b: object): boolean;
  resolve<Document extends object>(conflict: {
    newDocumentState: Document;
    realMasterState: Document;
  }): Promise<Document>;
};

/** Resolves every conflict by merging. `sets` names the set properties of the collection. */
export function createConflictHandler(sets: readonly string[]): ConflictHandler {
  return {
    isEqual: (a, b) => a === b || contentOf(a) === contentOf(b),
    async resolve({ newDocumentState, realMasterState }) {
      if (!isStamped(newDocumentState) || !isStamped(realMasterState)) {
        throw new PipedeskError("PD_INTERNAL", "A document without id and stamps cannot be merged.");
      }
      return mergeDocuments(newDocumentState, realMasterState, { sets });
    },
  };
}

/** What a document carries for its storage only: two copies that differ in nothing else are equal. */
const STORAGE_PROPERTIES: ReadonlySet<string> = new Set(["_meta", "_rev", "_attachments"]);

function isStamped(document: object): document is StampedDocument {
  return (
    "id" in document &&
    typeof document.id === "string" &&
    "stamps" in document &&
    typeof document.stamps === "object" &&
    document.stamps !== null
  );
}

function contentOf(document: object): string {
  return canonicalJson(Object.fromEntries(Object.entries(document).filter(([name]) => !STORAGE_PROPERTIES.has(name))));
}

type Copy = { readonly properties: Properties; readonly stamps: Stamps };

function laterValue(name: string, a: Copy, b: Copy): unknown {
  const [stampOfA, stampOfB] = [stampOf(a.stamps, name), stampOf(b.stamps, name)];
  const [valueOfA, valueOfB] = [a.properties[name], b.properties[name]];
  if (stampOfA !== stampOfB) return stampOfA > stampOfB ? valueOfA : valueOfB;
  return compareValues(valueOfA, valueOfB) >= 0 ? valueOfA : valueOfB;
}

/** Each entry as a property of its own. An empty record is told from none only where neither copy has an entry. */
function mergedRecord(name: string, a: Copy, b: Copy, stamps: Stamps): Properties | undefined {
  const [recordOfA, recordOfB] = [a, b].map(({ properties }) => entriesOf(properties[name]));
  const merged: Record<string, unknown> = {};
  for (const entry of new Set([...Object.keys(recordOfA ?? {}), ...Object.keys(recordOfB ?? {})])) {
    const [valueOfA, valueOfB] = [recordOfA?.[entry], recordOfB?.[entry]];
    if (Array.isArray(valueOfA) || Array.isArray(valueOfB)) {
      const elements = elementsAfter(entry, stamps, [valueOfA, valueOfB]);
      if (elements.length > 0) merged[entry] = elements;
      continue;
    }
    const value = laterValue(
      entry,
      { properties: recordOfA ?? {}, stamps: a.stamps },
      { properties: recordOfB ?? {}, stamps: b.stamps },
    );
    if (value !== undefined) merged[entry] = value;
  }
  const isThere = a.properties[name] !== undefined || b.properties[name] !== undefined;
  return isThere ? merged : undefined;
}

function mergeStamps(a: Stamps, b: Stamps): Stamps {
  const entries = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...entries].map((entry) => [entry, laterStamp(stampOf(a, entry), stampOf(b, entry))]));
}

function namesOf(a: Properties, b: Properties): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !UNSTAMPED_PROPERTIES.has(name));
}
