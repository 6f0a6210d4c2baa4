import { isDeepStrictEqual } from "node:util";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { entriesOf, RECORD_PROPERTIES } from "#shared/rules/merge/document.ts";

/** Sets: the order in which they are told says nothing. */
const SETS: ReadonlySet<string> = new Set(["tags", "followerIds", "newTicketStageIds"]);

/**
 * What a caller changes only over the values that they have seen, all the way down; a value that they don't name may be any.
 * @throws PD_DESK_CHANGED
 */
export function requireUnchanged(present: object, onlyIf: object | undefined): void {
  for (const [name, seen] of Object.entries(onlyIf ?? {})) {
    if (seen === undefined) continue;
    const now: unknown = (present as Record<string, unknown>)[name];
    if (RECORD_PROPERTIES.has(name)) {
      requireEntries(entriesOf(now), entriesOf(seen));
      continue;
    }
    if (SETS.has(name) ? isSameSet(seen, now) : isDeepStrictEqual(seen, now ?? null)) continue;
    throw new PipedeskError("PD_DESK_CHANGED", `"${name}" has been changed since.`, { details: { what: name } });
  }
}

/** Of a record each entry that is named; null and none are one. */
function requireEntries(present: Readonly<Record<string, unknown>>, seen: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(seen)) {
    if (isSameSet(value ?? null, present[name] ?? null)) continue;
    throw new PipedeskError("PD_DESK_CHANGED", `"${name}" has been changed since.`, { details: { what: name } });
  }
}

function isSameSet(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return isDeepStrictEqual(one, other);
  return isDeepStrictEqual(new Set<unknown>(one), new Set<unknown>(other));
}
