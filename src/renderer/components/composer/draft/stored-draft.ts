/** What the row of a draft tells. Pure. */
import type { DraftRow } from "#renderer/state/local-db.ts";
import type { DraftCodec } from "./draft-keeping.ts";

export type Stored<Content> = {
  /** 0: nothing was ever stored. */
  readonly version: number;
  /** Empty where the draft has ended. */
  readonly content: Content;
  /** Names the draft to the core; null where there is none. */
  readonly draftId: string | null;
  /** The name of the draft that has ended here last; null while one is being written. */
  readonly endedId: string | null;
  readonly endedAs?: "sent" | "gone";
};

export function storedOf<Content>(
  row: DraftRow | undefined,
  codec: { readonly empty: Content; fromRow(row: DraftRow): Content },
): Stored<Content> {
  if (row === undefined) return { version: 0, content: codec.empty, draftId: null, endedId: null };
  const version = row.version ?? 1;
  // A row of an earlier version of the program has no name; every window finds the same one for it.
  const name = row.draftId ?? `${row.key}:${row.savedAtEpochMs}`;
  return row.ended === undefined
    ? { version, content: codec.fromRow(row), draftId: name, endedId: null }
    : { version, content: codec.empty, draftId: null, endedId: name, endedAs: row.ended };
}

/** What a window that closed too early had; null where the row says as much, or more. */
export function withStash<Content>(
  base: Stored<Content>,
  kept: Content,
  stashed: DraftRow | null,
  row: DraftRow | undefined,
  codec: DraftCodec<Content>,
): Content | null {
  if (stashed?.version === undefined) {
    // Of an earlier version of the program, which knew one window.
    return (stashed?.savedAtEpochMs ?? 0) > (row?.savedAtEpochMs ?? 0) ? kept : null;
  }
  if (stashed.version === base.version) return codec.isSame(kept, base.content) ? null : kept;
  if (codec.isEmpty(kept) || codec.holds(base.content, kept)) return null;
  return codec.isEmpty(base.content) ? kept : codec.join(base.content, kept);
}
