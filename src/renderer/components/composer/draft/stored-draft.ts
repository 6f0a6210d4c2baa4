/** What the row of a draft tells. Pure. */
import type { DraftRow } from "#renderer/state/local-db.ts";

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
