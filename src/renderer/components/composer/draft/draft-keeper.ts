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

/** Storage that is written when the call returns; an empty one is a draft that was deleted. Never throws. */
export type DraftStash = {
  read(key: string): DraftRow | null;
  write(row: DraftRow): void;
  remove(key: string): void;
};

/** How what is written becomes a row and comes back. */
export type DraftCodec<Content> = {
  /** What an unwritten draft is; also what a row that can't be read stands for. */
  readonly empty: Content;
  isEmpty(content: Content): boolean;
  /** Both, where words were typed before those that were kept had been read. */
  join(kept: Content, typed: Content): Content;
  toRow(content: Content): Pick<DraftRow, "text" | "content">;
  fromRow(row: DraftRow): Content;
};

export type DraftKeeper<Content> = {
  /** What was kept last; the empty draft where nothing was, or where nothing can be read. */
  load(): Promise<Content>;
  /** An emptied draft is deleted at once: its words may just have been sent, and must not come back. */
  change(content: Content): void;
  /** Saves at once what has not been saved yet. */
  flush(): Promise<void>;
  /** The window may be gone when this returns. */
  leave(): void;
};

export type DraftKeeperOptions<Content> = {
  readonly table: DraftTable;
  readonly stash: DraftStash;
  readonly codec: DraftCodec<Content>;
  readonly key: string;
  readonly now: () => number;
  /** Calls back after the pause; returns the function that cancels. */
  readonly pause: (run: () => void, ms: number) => () => void;
  /** Whether what was typed is safe: false where the browser lets nothing be stored. */
  readonly onSaved: (safe: boolean) => void;
};

/** What a draft is of: an answer, a new mail, a forward, a note, a waiting mail that is changed, a mail from the contact record. */
export type DraftKind = "reply" | "new" | "forward" | "note" | "edit" | "contact";

/** Kind and author are part of the key: a draft belongs to its author and to the ticket or contact that it is written at. */
export function draftKey(kind: DraftKind, placeId: string, userId: string): string {
  return `${kind}:${placeId}:${userId}`;
}

/** @rule H1c */
export function createDraftKeeper<Content>(options: DraftKeeperOptions<Content>): DraftKeeper<Content> {
  const { table, stash, codec, key, now, pause, onSaved } = options;
  /** What was written and is not known to be stored; null where all is. */
  let unsaved: { readonly content: Content } | null = null;
  /** What was handed to the database last and has not been answered. */
  let writing: { readonly content: Content } | null = null;
  let cancel: (() => void) | null = null;
  let writes: Promise<void> = Promise.resolve();

  const rowOf = (content: Content): DraftRow => ({ key, ...codec.toRow(content), savedAtEpochMs: now() });

  async function store(typed: { readonly content: Content }): Promise<void> {
    try {
      if (codec.isEmpty(typed.content)) await table.delete(key);
      else await table.put(rowOf(typed.content));
      // Newer words may be in the stash already.
      if (unsaved === typed) {
        unsaved = null;
        stash.remove(key);
      }
      onSaved(true);
    } catch {
      onSaved(false);
    }
    if (writing === typed) writing = null;
  }

  async function storeAfter(earlier: Promise<void>, next: { readonly content: Content }): Promise<void> {
    await earlier;
    await store(next);
  }

  function flush(): Promise<void> {
    cancel?.();
    cancel = null;
    const next = unsaved;
    if (next === null || next === writing) return writes;
    writing = next;
    writes = storeAfter(writes, next);
    return writes;
  }

  function change(content: Content): void {
    unsaved = { content };
    cancel?.();
    if (codec.isEmpty(content)) void flush();
    else cancel = pause(() => void flush(), DRAFT_PAUSE_MS);
  }

  return {
    load: async () => {
      const stashed = stash.read(key);
      try {
        const row = await table.get(key);
        if (stashed === null || stashed.savedAtEpochMs <= (row?.savedAtEpochMs ?? 0)) {
          return row === undefined ? codec.empty : codec.fromRow(row);
        }
      } catch {
        onSaved(false);
      }
      if (stashed === null) return codec.empty;
      const content = codec.fromRow(stashed);
      unsaved ??= { content };
      void flush();
      return content;
    },
    change,
    flush,
    leave: () => {
      if (unsaved !== null) stash.write(rowOf(unsaved.content));
      void flush();
    },
  };
}
