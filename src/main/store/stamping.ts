/**
 * The stamps of what no command stamps: messages, runs, mails and requests on their way, and that a document was deleted. Without them, copies of two devices could not tell which is the later one [H3].
 * Only a desk that replicates needs them.
 */
import type { Stamps } from "#shared/model/stamps.ts";
import { stampOver, touch } from "#shared/rules/merge/touch.ts";
import { WHOLE_STAMP, type MergeRule } from "#shared/rules/merge/merge-copies.ts";

type Document = { readonly id: string; readonly stamps?: Stamps };
type Stored = Document & Readonly<Record<string, unknown>>;

/** What the storage keeps beside a document: no property of it. */
const STORAGE_PROPERTIES: ReadonlySet<string> = new Set(["_meta", "_rev", "_attachments", "_deleted"]);

/** @param isStampedByCommands whether commands stamp this collection's properties themselves */
export function stamped<Doc extends { id: string }>(
  rule: MergeRule,
  isStampedByCommands: boolean,
  { previous, next, isDeleted = false }: { previous: Doc | null; next: Doc; isDeleted?: boolean },
  stamp: string,
): Doc {
  if (rule.kind === "written-once" || previous === null) return next;
  const before: Document = previous;
  const after: Document = next;
  if (rule.kind === "whole")
    return { ...next, stamps: { ...before.stamps, [WHOLE_STAMP]: over(before, WHOLE_STAMP, stamp) } };
  if (isDeleted) return { ...next, stamps: { ...after.stamps, _deleted: over(before, "_deleted", stamp) } };
  if (isStampedByCommands) return next;
  const changes: Record<string, unknown> = Object.fromEntries(
    Object.keys(previous)
      .filter((name) => !STORAGE_PROPERTIES.has(name))
      .map((name) => [name, undefined]),
  );
  for (const [name, value] of Object.entries(next)) if (!STORAGE_PROPERTIES.has(name)) changes[name] = value;
  const touched = touch<Required<Document>>({ ...previous, stamps: before.stamps ?? {} }, changes, stamp, rule.sets);
  return Object.keys(touched.stamps).length === 0
    ? next
    : { ...next, ...propertiesOf(touched, rule.sets), stamps: touched.stamps };
}

/** A document that is written anew where one was deleted: as a whole it is later than that. */
export function revived<Doc extends { id: string }>(rule: MergeRule, deleted: Doc, next: Doc, stamp: string): Doc {
  if (rule.kind === "written-once") return next;
  const before: Document = deleted;
  if (rule.kind === "whole")
    return { ...next, stamps: { ...before.stamps, [WHOLE_STAMP]: over(before, WHOLE_STAMP, stamp) } };
  const stamps: Record<string, string> = { ...before.stamps, ...(next as Document).stamps };
  for (const name of Object.keys(next))
    if (!STORAGE_PROPERTIES.has(name) && name !== "id" && name !== "stamps" && !rule.sets.includes(name))
      stamps[name] = stampOver(stamps[name] ?? "", stamp);
  stamps["_deleted"] = over(before, "_deleted", stamp);
  return { ...next, stamps };
}

/** Sets in the order that merging gives them. */
function propertiesOf(touched: Stored | Document, sets: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(touched).filter(([name]) => sets.includes(name)));
}

function over({ stamps = {} }: Document, entry: string, stamp: string): string {
  return stampOver(stamps[entry] ?? "", stamp);
}
