/** The list of runs as the desk tells it anew. Pure. */
import type { RunHead } from "#shared/contract/explanations/run-history.ts";

type Page = { readonly items: readonly RunHead[]; readonly nextCursor: string | null };

/**
 * What was loaded, with what the desk tells now of its beginning: what is newer comes on top, what no longer belongs goes, and what lies behind the part that was
 * asked for stays as it was.
 */
export function withFresh(loaded: readonly RunHead[], fresh: Page): readonly RunHead[] {
  const last = fresh.items.at(-1);
  if (last === undefined || fresh.nextCursor === null) return fresh.items;
  const known = new Set(fresh.items.map(({ id }) => id));
  return [...fresh.items, ...loaded.filter((run) => !known.has(run.id) && isBehind(run, last))];
}

/** In the order of the list: newest first, of one moment by id. */
function isBehind(run: RunHead, last: RunHead): boolean {
  if (run.startedAtEpochMs !== last.startedAtEpochMs) return run.startedAtEpochMs < last.startedAtEpochMs;
  return run.id < last.id;
}
