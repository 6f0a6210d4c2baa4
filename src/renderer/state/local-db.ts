/**
 * What belongs to this browser or window and is shared with nobody: view state and unsent drafts (H1c). Dexie over IndexedDB.
 *
 * Where IndexedDB can't be used (private windows of some browsers) opening fails; callers go on without memory and lose nothing but comfort.
 */
import { Dexie, type EntityTable } from "dexie";

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
