import { z } from "zod";
import type { DraftStash } from "./draft-keeping.ts";

const Row = z.object({
  key: z.string(),
  text: z.string(),
  savedAtEpochMs: z.number(),
  content: z.unknown().optional(),
});
const PREFIX = "pipedesk:draft:";

/** The stash in the browser's own storage, which is written when the call returns. Without it (private windows) drafts lose this one guard. */
export function createDraftStash(storage: () => Storage): DraftStash {
  const attempt = <Result>(run: (storage: Storage) => Result, otherwise: Result): Result => {
    try {
      return run(storage());
    } catch {
      return otherwise;
    }
  };
  return {
    read: (key) =>
      attempt((stored) => {
        const text = stored.getItem(PREFIX + key);
        const row = text === null ? null : Row.safeParse(JSON.parse(text));
        return row?.success === true ? row.data : null;
      }, null),
    write: (row) => attempt((stored) => stored.setItem(PREFIX + row.key, JSON.stringify(row)), undefined),
    remove: (key) => attempt((stored) => stored.removeItem(PREFIX + key), undefined),
  };
}
