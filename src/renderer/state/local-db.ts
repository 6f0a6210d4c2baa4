/**
 * What belongs to this browser or window and is shared with nobody: view state and unsent drafts (H1c). Dexie over IndexedDB.
 *
 * Where IndexedDB can't be used (private windows of some browsers) opening fails; callers go on without memory and lose nothing but comfort.
 */
import { Dexie, type EntityTable, liveQuery } from "dexie";
import { ENDED_DRAFT_KEPT_MS } from "./limits.ts";

export type PreferenceRow = { readonly key: string; readonly value: unknown };
/**
 * `key` names author, ticket and kind: `reply:t1:u1`. `content` is what a draft holds beside its plain text; whoever reads it checks it, since an
 * older or newer version may have written it.
 */
export type DraftRow = {
  readonly key: string;
  readonly text: string;
  readonly savedAtEpochMs: number;
  readonly content?: unknown;
  /** Names the draft to the core, which makes one message of it; absent in rows of earlier versions of the program. */
  readonly draftId?: string;
  /** Counts the writes of all windows. */
  readonly version?: number;
  /** The draft is over; its row stays for a while so that other windows learn of it. */
  readonly ended?: "sent" | "gone";
};

export type LocalDb = Dexie & {
  readonly preferences: EntityTable<PreferenceRow, "key">;
  readonly drafts: EntityTable<DraftRow, "key">;
};

export function openLocalDb(name = "pipedesk"): LocalDb {
  const db = new Dexie(name) as LocalDb;
  db.version(1).stores({ preferences: "key", drafts: "key, savedAtEpochMs" });
  return db;
}

/** Tells a draft's row whenever a window of this browser has changed it, until the returned function is called. */
export function watchDraft(db: LocalDb, key: string, onRow: (row: DraftRow | undefined) => void): () => void {
  const subscription = liveQuery(() => db.drafts.get(key)).subscribe({
    next: onRow,
    // A browser that stores nothing has told so when the draft was read.
    error: () => undefined,
  });
  return () => subscription.unsubscribe();
}

/** Drafts that ended long ago need no row any more. Comfort only: where nothing can be stored there is nothing to sweep. */
export async function sweepEndedDrafts(db: LocalDb, nowEpochMs: number): Promise<void> {
  await db.drafts
    .where("savedAtEpochMs")
    .below(nowEpochMs - ENDED_DRAFT_KEPT_MS)
    .and(({ ended }) => ended !== undefined)
    .delete()
    .catch(() => undefined);
}
