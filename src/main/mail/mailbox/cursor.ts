import { z } from "zod";
import type { ChannelId } from "#shared/model/ids.ts";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { derivedId } from "#main/desk/derived-ids.ts";

/** A message that the server did not give when it was asked, to be asked for again. */
export const Deferral = z.object({
  uid: z.number().int(),
  attempts: z.number().int(),
  retryAtEpochMs: z.number(),
  /** The server's words. */
  reason: z.string(),
});
export type Deferral = z.infer<typeof Deferral>;

/** How far a folder has been fetched. Only this device's: others have their own, and find the same messages (H4). */
export const FolderCursor = z.object({
  folder: z.string(),
  /** While the server says another one, all UIDs mean other messages (RFC 9051 §2.3.1.1). */
  uidValidity: z.string(),
  /** Everything below is in the desk, or waits in `deferred`. */
  nextUid: z.number().int(),
  /** What lies below was in the folder before the desk knew it. */
  historyBelowUid: z.number().int(),
  /** Of that, only what the server received since; null: all. */
  sinceEpochMs: z.number().nullable(),
  /** The span that this was begun with: a wider one begins anew. */
  fetchDays: z.number().int().nullable(),
  /** Taken in, and not flagged on the server yet. */
  toFlag: z.array(z.number().int()),
  deferred: z.array(Deferral),
  lastMessageAtEpochMs: z.number().nullable(),
});
export type FolderCursor = z.infer<typeof FolderCursor>;

export type Cursors = {
  /** Null for a folder that was never fetched. */
  read(folder: string): Promise<FolderCursor | null>;
  write(cursor: FolderCursor): Promise<void>;
  /** The same as part of a piece of work, with the messages up to which it has got. */
  put(piece: PieceOfWork, cursor: FolderCursor): void;
};

export function createCursors({ store, clock }: Pick<DeskContext, "store" | "clock">, channelId: ChannelId): Cursors {
  const idOf = (folder: string) => derivedId("mailbox", channelId, folder);
  const recordOf = (cursor: FolderCursor): LocalRecord => ({
    id: idOf(cursor.folder),
    value: cursor,
    updatedAtEpochMs: clock.nowEpochMs(),
  });
  return {
    async read(folder) {
      const cursor = FolderCursor.safeParse((await store.local.get(idOf(folder)))?.value);
      return cursor.success ? cursor.data : null;
    },
    async write(cursor) {
      const previous = await store.local.get(idOf(cursor.folder));
      await store.local.write([{ previous, next: recordOf(cursor) }]);
    },
    put: (piece, cursor) => piece.local.put(recordOf(cursor)),
  };
}
