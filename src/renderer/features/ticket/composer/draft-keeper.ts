/**
 * Keeps one draft safe (H1c): saved on every pause in typing, on leaving the field and on closing the window; deleted once its words have been
 * sent.
 *
 * Writes go one after the other, so that an earlier one can't overtake the deletion that follows the sending. A window that closes doesn't wait for
 * a database: what is not known to be stored by then goes into the stash, which is written at once, and is taken from there at the next start.
 */
import type { DraftRow } from "#renderer/state/local-db.ts";
import { DRAFT_PAUSE_MS } from "../limits.ts";

export type DraftTable = {
  get(key: string): PromiseLike<DraftRow | undefined>;
  put(row: DraftRow): PromiseLike<unknown>;
  delete(key: string): PromiseLike<unknown>;
};

/** Storage that is written when the call returns; '' is a draft that was deleted. Never throws. */
export type DraftStash = {
  read(key: string): DraftRow | null;
  write(row: DraftRow): void;
  remove(key: string): void;
};

export type DraftKeeper = {
  /** What was kept last; '' where nothing was, or where nothing can be read. */
  load(): Promise<string>;
  /** An emptied draft is deleted at once: its words may just have been sent, and must not come back. */
  change(text: string): void;
  /** Saves at once what has not been saved yet. */
  flush(): Promise<void>;
  /** The window may be gone when this returns. */
  leave(): void;
};

export type DraftKeeperOptions = {
  readonly table: DraftTable;
  readonly stash: DraftStash;
  readonly key: string;
  readonly now: () => number;
  /** Calls back after the pause; returns the function that cancels. */
  readonly pause: (run: () => void, ms: number) => () => void;
  /** Whether what was typed is safe: false where the browser lets nothing be stored. */
  readonly onSaved: (safe: boolean) => void;
};

/** `kind` and author are part of the key: a draft belongs to its author and ticket. */
export function draftKey(kind: "reply" | "note", ticketId: string, userId: string): string {
  return `${kind}:${ticketId}:${userId}`;
}

export function createDraftKeeper(options: DraftKeeperOptions): DraftKeeper {
  const { table, stash, key, now, pause, onSaved } = options;
  /** What was typed and is not known to be stored; null where all is. */
  let unsaved: string | null = null;
  /** What was handed to the database last and has not been answered. */
  let writing: string | null = null;
  let cancel: (() => void) | null = null;
  let writes: Promise<void> = Promise.resolve();

  async function store(text: string): Promise<void> {
    try {
      if (text === "") await table.delete(key);
      else await table.put({ key, text, savedAtEpochMs: now() });
      // Newer words may be in the stash already.
      if (unsaved === text) {
        unsaved = null;
        stash.remove(key);
      }
      onSaved(true);
    } catch {
      onSaved(false);
    }
    if (writing === text) writing = null;
  }

  function flush(): Promise<void> {
    cancel?.();
    cancel = null;
    const text = unsaved;
    if (text === null || text === writing) return writes;
    writing = text;
    writes = writes.then(() => store(text));
    return writes;
  }

  function change(text: string): void {
    unsaved = text;
    cancel?.();
    if (text === "") void flush();
    else cancel = pause(() => void flush(), DRAFT_PAUSE_MS);
  }

  return {
    load: async () => {
      const stashed = stash.read(key);
      try {
        const row = await table.get(key);
        if (stashed === null || stashed.savedAtEpochMs <= (row?.savedAtEpochMs ?? 0)) return row?.text ?? "";
      } catch {
        onSaved(false);
      }
      if (stashed === null) return "";
      unsaved ??= stashed.text;
      void flush();
      return stashed.text;
    },
    change,
    flush,
    leave: () => {
      if (unsaved !== null) stash.write({ key, text: unsaved, savedAtEpochMs: now() });
      void flush();
    },
  };
}
