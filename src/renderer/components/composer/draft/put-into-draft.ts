import type { DraftCodec, DraftTable } from "./draft-keeping.ts";
import { storedOf } from "./stored-draft.ts";

/** Adds what comes back (by Undo) to a draft that no screen shows now: it is there when its place is opened, and in the windows that show it. */
export async function putIntoDraft<Content>(
  options: {
    readonly table: DraftTable;
    readonly codec: DraftCodec<Content>;
    readonly now: () => number;
    readonly newId: () => string;
  },
  key: string,
  returned: Content,
): Promise<void> {
  const { table, codec, now, newId } = options;
  await table.change(key, (row) => {
    const there = storedOf(row, codec);
    const content = codec.isEmpty(there.content) ? returned : codec.join(there.content, returned);
    const draftId = there.draftId ?? newId();
    return { key, ...codec.toRow(content), savedAtEpochMs: now(), version: there.version + 1, draftId };
  });
}
