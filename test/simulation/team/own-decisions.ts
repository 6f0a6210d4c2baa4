/** What a server decides by itself (final numbers, moves that a rule refuses, merges in a ring) no device has brought: a merge of what they brought can't know of it. The stamps tell where that is. */
import { WHOLE_STAMP } from "#shared/rules/merge/merge-copies.ts";
import { parseStamp } from "#shared/rules/clock/stamp.ts";
import { canonicalJson } from "#shared/model/canonical-json.ts";
import type { Stamps } from "#shared/model/stamps.ts";

type Documents = Map<string, string>;
type Plain = Record<string, unknown> & { readonly stamps?: Stamps; readonly stamp?: string };

/** Both without what the server's own stamps are on, so that they can be compared. */
export function withoutOwnDecisions(
  server: Documents,
  reference: Documents,
  deviceId: string,
): { readonly server: Documents; readonly reference: Documents } {
  const kept = { server: new Map(server), reference: new Map(reference) };
  const isOwn = (stamp: string | undefined) => parseStamp(stamp ?? "")?.deviceId === deviceId;
  const touched = new Set<string>();
  for (const [key, text] of server) {
    const { ticketId, stamp } = JSON.parse(text) as Plain & { ticketId?: string };
    if (ticketId !== undefined && isOwn(stamp) && !reference.has(key)) touched.add(`tickets/${ticketId}`);
  }
  // What it decides can set off workflows, which run there: a merge that it undoes closes the ticket again.
  const ownRuns = new Set<string>();
  for (const [key, text] of server) {
    if (!key.startsWith("runs/") || reference.has(key)) continue;
    const { id, eventId } = JSON.parse(text) as { id: string; eventId: string };
    const event = JSON.parse(server.get(`activities/${eventId}`) ?? "{}") as Plain;
    if (isOwn(event.stamp)) ownRuns.add(id);
  }
  for (const [key, text] of server) {
    const known = reference.get(key);
    if (known === text) continue;
    if (known === undefined && ownRuns.has(runOf(JSON.parse(text) as Plain) ?? "")) {
      kept.server.delete(key);
      continue;
    }
    const document = JSON.parse(text) as Plain;
    const { stamps = {}, stamp } = document;
    const isKeptRevision = key.startsWith("setup/wr_") && isOwn(stamps["definition"]);
    if (isOwn(stamp) || isOwn(stamps[WHOLE_STAMP]) || isKeptRevision) {
      kept.server.delete(key);
      kept.reference.delete(key);
      continue;
    }
    const brought = known === undefined ? null : (JSON.parse(known) as Plain);
    const entries = Object.keys(stamps).filter(
      (entry) => isOwn(stamps[entry]) && brought?.stamps?.[entry] !== stamps[entry],
    );
    // It has no stamp: the newest counts, and the server's line in the history may be that.
    if (touched.has(key)) entries.push("lastActivityAtEpochMs");
    if (brought === null && entries.length > 0) kept.server.delete(key);
    if (entries.length === 0 || brought === null) continue;
    kept.server.set(key, without(document, entries));
    kept.reference.set(key, without(brought, entries));
  }
  return kept;
}

/** The run that a document is, or that made it. */
function runOf(document: Plain): string | undefined {
  const { id, eventId, outgoing, cause } = document as {
    id?: string;
    eventId?: string;
    outgoing?: { cause?: { runId?: string } };
    cause?: { runId?: string };
  };
  return eventId === undefined ? (outgoing?.cause?.runId ?? cause?.runId) : id;
}

/** Entries name a property, or an element of a set: `tags+vip`. */
function without({ stamps = {}, ...document }: Plain, entries: readonly string[]): string {
  const names = new Set(entries.map((entry) => entry.split(/[+-]/u)[0] ?? entry));
  const isKept = ([name]: readonly [string, unknown]) => !names.has(name.split(/[+-]/u)[0] ?? name);
  const kept = Object.fromEntries(Object.entries(document).filter(isKept));
  return canonicalJson({ ...kept, stamps: Object.fromEntries(Object.entries(stamps).filter(isKept)) });
}
