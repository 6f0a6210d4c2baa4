/**
 * Keeps one draft safe (H1c): saved on every pause in typing, on leaving and on closing the window; deleted only once its words have been sent.
 *
 * Writes go one after the other, so that an earlier one can't overtake the deletion that follows the sending.
 */
import type { DraftRow } from "#renderer/state/local-db.ts";
import { DRAFT_PAUSE_MS } from "../limits.ts";

export type DraftTable = {
  get(key: string): PromiseLike<DraftRow | undefined>;
  put(row: DraftRow): PromiseLike<unknown>;
  delete(key: string): PromiseLike<unknown>;
};

export type DraftKeeper = {
  /** What was saved; '' where nothing was, or where nothing can be read. */
  load(): Promise<string>;
  change(text: string): void;
  /** Saves at once what has not been saved yet. */
  flush(): Promise<void>;
};

export type DraftKeeperOptions = {
  readonly table: DraftTable;
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

export function createDraftKeeper({ table, key, now, pause, onSaved }: DraftKeeperOptions): DraftKeeper {
  let unsaved: string | null = null;
  let cancel: (() => void) | null = null;
  let writes: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    cancel?.();
    cancel = null;
    if (unsaved === null) return writes;
    const text = unsaved;
    unsaved = null;
    writes = writes.then(async () => {
      try {
        if (text === "") await table.delete(key);
        else await table.put({ key, text, savedAtEpochMs: now() });
        onSaved(true);
      } catch {
        onSaved(false);
      }
    });
    return writes;
  }

  return {
    load: async () => {
      try {
        return (await table.get(key))?.text ?? "";
      } catch {
        onSaved(false);
        return "";
      }
    },
    change: (text) => {
      unsaved = text;
      cancel?.();
      cancel = pause(() => void flush(), DRAFT_PAUSE_MS);
    },
    flush,
  };
}
