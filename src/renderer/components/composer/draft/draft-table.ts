import { type LocalDb, watchDraft } from "#renderer/state/local-db.ts";
import type { DraftTable } from "./draft-keeping.ts";

/** The drafts of this browser, which all of its windows share. */
export function createDraftTable(db: LocalDb): DraftTable {
  const { drafts } = db;
  return {
    get: (key) => drafts.get(key),
    change: (key, decide) =>
      db.transaction("rw", drafts, async () => {
        const found = await drafts.get(key);
        const next = decide(found);
        if (next === undefined) return found;
        await drafts.put(next);
        return next;
      }),
    watch: (key, onRow) => watchDraft(db, key, onRow),
  };
}
