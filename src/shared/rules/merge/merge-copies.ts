/**
 * How a document that arrived and the one that is there become one, by collection [H3]. Whatever the collection, merging is commutative, associative and idempotent, so that every device
 * ends with the same whatever the order in which rows reach it.
 */
import { canonicalJson } from "../../model/canonical-json.ts";
import type { HostRecord } from "../../model/setup/host-record.ts";
import type { Stamps } from "../../model/stamps.ts";
import { laterHostRecord } from "../host/later-host-record.ts";
import { mergeDocuments } from "./merge-documents.ts";

/** A document as it travels: what its collection's schema says, and whether it was deleted. */
export type Copy = {
  readonly id: string;
  readonly stamps?: Stamps;
  readonly _deleted?: boolean;
  readonly erasedAtEpochMs?: number | undefined;
};

/**
 * - `properties`: each property by its own stamp, sets by element; unless `whole` has another way for two documents of that kind.
 * - `whole`: documents whose properties only make sense together (a run's cursor and its journal): one copy wins, the one that knows more by `knowledge`, then the later one.
 * - `written-once`: both are the same, but for a fault.
 */
export type MergeRule =
  | {
      readonly kind: "properties";
      readonly sets: readonly string[];
      /** Of those with this `kind` one copy wins. */
      readonly whole?: Readonly<Record<string, (a: Copy, b: Copy) => Copy>>;
    }
  | { readonly kind: "whole"; readonly knowledge: (copy: Readonly<Record<string, unknown>>) => readonly number[] }
  | { readonly kind: "written-once" };

/** Where a document that is merged whole keeps the stamp of its last change. */
export const WHOLE_STAMP = "";

const isTrue = (value: boolean) => (value ? 1 : 0);
const lengthOf = (value: unknown) => (Array.isArray(value) ? value.length : 0);
const numberOf = (value: unknown) => (typeof value === "number" ? value : 0);

/**
 * A mail that has left, has left; a copy that knows of an attempt more was written by who saw it.
 * @rule H3
 */
export const OUTBOX_MERGE: MergeRule = {
  kind: "whole",
  knowledge: ({ state, attempts, sendingSinceEpochMs }) => [
    isTrue(state === "sent"),
    numberOf(attempts),
    isTrue(sendingSinceEpochMs !== null && sendingSinceEpochMs !== undefined),
  ],
};

/**
 * Who ended a run that goes on elsewhere has ended it; else the one that got further.
 * @rule H3
 */
export const RUN_MERGE: MergeRule = {
  kind: "whole",
  knowledge: ({ status, sequence, journal }) => [
    isTrue(status === "unenrolled"),
    numberOf(sequence),
    lengthOf(journal),
  ],
};

export const REQUEST_MERGE: MergeRule = {
  kind: "whole",
  knowledge: ({ state, attempts }) => [isTrue(state === "delivered"), lengthOf(attempts)],
};

/**
 * The host's number and name belong together, whatever the stamps say.
 * @rule H2, H3
 */
export function setupMerge(sets: readonly string[]): MergeRule {
  return {
    kind: "properties",
    sets,
    whole: { "host-record": (a, b) => laterHostRecord(a as Copy & HostRecord, b as Copy & HostRecord) },
  };
}

/**
 * The copy that knows what both know. From which somebody was erased later, that one as it is: merged with what the other still says of them, they would be back.
 * @rule H3
 */
export function mergeCopies<Document extends Copy>(rule: MergeRule, a: Document, b: Document): Document {
  const [erasedInA, erasedInB] = [a.erasedAtEpochMs ?? 0, b.erasedAtEpochMs ?? 0];
  if (erasedInA !== erasedInB) return erasedInA > erasedInB ? a : b;
  switch (rule.kind) {
    case "properties": {
      const choose = kindOf(a) === kindOf(b) ? rule.whole?.[kindOf(a)] : undefined;
      if (choose !== undefined) return choose(a, b) === a ? a : b;
      const stamped = (copy: Document) => ({ ...copy, stamps: copy.stamps ?? {} });
      const merged = mergeDocuments(stamped(a), stamped(b), { sets: rule.sets });
      if (Object.keys(merged.stamps).length > 0 || a.stamps !== undefined || b.stamps !== undefined) return merged;
      const { stamps: _none, ...plain } = merged;
      return plain as unknown as Document;
    }
    case "whole":
      return compareWhole(rule.knowledge, a, b) >= 0 ? a : b;
    case "written-once":
      return compareText(canonicalJson(a), canonicalJson(b)) >= 0 ? a : b;
  }
}

function kindOf(copy: Copy): string {
  return "kind" in copy ? String(copy.kind) : "";
}

function compareWhole(
  knowledge: (copy: Readonly<Record<string, unknown>>) => readonly number[],
  a: Copy,
  b: Copy,
): number {
  // What was deleted stays so: these are deleted by age only.
  const deleted = isTrue(a._deleted === true) - isTrue(b._deleted === true);
  if (deleted !== 0) return deleted;
  const [knownToA, knownToB] = [knowledge({ ...a }), knowledge({ ...b })];
  for (const [index, value] of knownToA.entries()) {
    const difference = value - (knownToB[index] ?? 0);
    if (difference !== 0) return difference;
  }
  const stamps = compareText(a.stamps?.[WHOLE_STAMP] ?? "", b.stamps?.[WHOLE_STAMP] ?? "");
  return stamps !== 0 ? stamps : compareText(canonicalJson(a), canonicalJson(b));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
