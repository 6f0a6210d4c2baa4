/** What the keeper of a draft is given, and what the composer has of it. */
import type { DraftRow } from "#renderer/state/local-db.ts";

export type DraftTable = {
  get(key: string): PromiseLike<DraftRow | undefined>;
  /**
   * Reads the row and writes what `decide` makes of it in one transaction, in which no other window writes; undefined leaves it as it is.
   * @returns the row as it is then
   */
  change(key: string, decide: (row: DraftRow | undefined) => DraftRow | undefined): PromiseLike<DraftRow | undefined>;
  /** Tells the row whenever a window has changed it, until the returned function is called. */
  watch(key: string, onRow: (row: DraftRow | undefined) => void): () => void;
};

/** Storage that is written when the call returns; an empty one is a draft that has ended. Never throws. */
export type DraftStash = {
  read(key: string): DraftRow | null;
  write(row: DraftRow): void;
  remove(key: string): void;
};

/** How what is written becomes a row and comes back, and how two become one. */
export type DraftCodec<Content> = {
  /** What an unwritten draft is; also what a row that can't be read stands for. */
  readonly empty: Content;
  readonly isEmpty: (content: Content) => boolean;
  readonly isSame: (one: Content, other: Content) => boolean;
  /** True where all that stands in the one stands in the other too. */
  holds(content: Content, other: Content): boolean;
  /** Both, where words were typed before those that were kept had been read. */
  join(kept: Content, typed: Content): Content;
  /** What two windows have made of `base`, with nothing of either lost; `clash` where a person has to look at it. */
  readonly merge: (
    base: Content,
    theirs: Content,
    mine: Content,
  ) => { readonly content: Content; readonly clash: boolean };
  toRow(content: Content): Pick<DraftRow, "text" | "content">;
  fromRow(row: DraftRow): Content;
};

/** What the person has to know of what another window did. */
export type DraftNotice<Content> =
  /** Both windows wrote; what stands here now holds what both had. */
  | {
      readonly kind: "both";
      /** What each had; null once more was written since, which a choice would throw away. */
      readonly choice: { readonly mine: Content; readonly theirs: Content } | null;
    }
  /** It was sent while more was written; what is here did not go out. */
  | { readonly kind: "sent" };

export type DraftKeeper<Content> = {
  /** What was kept last; the empty draft where nothing was, or where nothing can be read. Joined with what was typed meanwhile. */
  load(): Promise<Content>;
  /** Follows what other windows make of it, until the returned function is called. Only after `load`. */
  follow(): () => void;
  /** The newest, also between two paintings: two changes in a row both count. */
  current(): Content;
  /** An emptied draft ends at once: its words must not come back. */
  change(content: Content): void;
  /** These words are with the core. What another window has added since stays, as another draft. */
  end(sent: Content): void;
  /** The words become a draft of their own: what bears the present name was sent, with other words. */
  renew(): void;
  /**
   * Names the draft to the core.
   * @param written as the person sees it: what another window has just ended is there until the next painting, and must not go out under another name
   */
  id(written?: Content): string;
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
  readonly newId: () => string;
  /** Calls back after the pause; returns the function that cancels. */
  readonly pause: (run: () => void, ms: number) => () => void;
  /** Whether what was typed is safe: false where the browser lets nothing be stored. */
  readonly onSaved: (safe: boolean) => void;
  /** The draft has become this by what another window did. */
  readonly onElsewhere: (content: Content, notice: DraftNotice<Content> | null) => void;
};
