/** The server's half of files: what devices ask for and bring, whatever carries it. Each call looks anew at who its user is by now. */
import { mayWrite } from "#shared/rules/access/roles.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { BlobId } from "#shared/model/ids.ts";
import { MAX_FILE_BYTES } from "#shared/sync/limits.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { tooLarge, type FileAnswer, type FilePiece } from "../files/blob-link.ts";
import type { Partials } from "../files/partials.ts";
import { userOfCaller, type SyncCaller } from "./callers.ts";

export type ServerFiles = {
  /** @throws PD_SYNC_REVOKED */
  missing(caller: SyncCaller, ids: readonly BlobId[]): Promise<BlobId[]>;
  /** From `start` on, which may be its end. @throws PD_SYNC_REVOKED, PD_SYNC_FILE_AWAITED */
  read(caller: SyncCaller, id: BlobId, start: number): Promise<FileAnswer>;
  /** @returns how much of it is here. @throws PD_SYNC_REVOKED, PD_ACCESS_VIEWER, PD_INPUT_TOO_LARGE, PD_SYNC_FILE_WRONG */
  takePiece(caller: SyncCaller, id: BlobId, piece: FilePiece): Promise<number>;
  /** @throws as `takePiece` */
  takeWhole(caller: SyncCaller, id: BlobId, sizeBytes: number, chunks: AsyncIterable<Uint8Array>): Promise<void>;
};

export function createServerFiles(
  { store, setup }: Pick<DeskContext, "store" | "setup">,
  partials: Partials,
): ServerFiles {
  const { files } = store;
  /** What is brought of one file by one device: one piece after the other. */
  const turns = new Map<string, Promise<unknown>>();

  const userOf = (caller: SyncCaller) => userOfCaller({ store, setup }, caller);

  async function requireWriter(caller: SyncCaller, sizeBytes: number): Promise<void> {
    if (!mayWrite(await userOf(caller))) throw new PipedeskError("PD_ACCESS_VIEWER", "A viewer brings no files.");
    if (sizeBytes > MAX_FILE_BYTES) throw tooLarge();
  }

  async function inTurn<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const before = turns.get(name) ?? Promise.resolve();
    const mine = before.then(work, work);
    turns.set(name, mine);
    try {
      return await mine;
    } finally {
      if (turns.get(name) === mine) turns.delete(name);
    }
  }

  async function take(name: string, id: BlobId, { start, sizeBytes, content }: FilePiece): Promise<number> {
    if ((await files.sizeOf(id)) !== null) {
      await partials.drop(name);
      return sizeBytes;
    }
    const upTo = start + content.byteLength;
    if (start === 0 && upTo === sizeBytes) {
      await files.receive(id, sizeBytes, chunksOf(content));
      return sizeBytes;
    }
    const have = await partials.sizeOf(name);
    if (content.byteLength === 0 || start > have || upTo > sizeBytes) return Math.min(have, sizeBytes);
    await partials.append(name, start, [content]);
    if (upTo < sizeBytes) return upTo;
    try {
      await files.receive(id, sizeBytes, partials.read(name));
    } finally {
      // Also what is not the file that it should be: it is brought anew from its beginning.
      await partials.drop(name);
    }
    return sizeBytes;
  }

  return {
    async missing(caller, ids) {
      await userOf(caller);
      const missing: BlobId[] = [];
      for (const id of ids) if ((await files.sizeOf(id)) === null) missing.push(id);
      return missing;
    },
    async read(caller, id, start) {
      await userOf(caller);
      const sizeBytes = await files.sizeOf(id);
      if (sizeBytes === null) throw awaited(id);
      return { start, sizeBytes, chunks: files.stream(id, { start, end: sizeBytes }) };
    },
    async takePiece(caller, id, piece) {
      await requireWriter(caller, piece.sizeBytes);
      const name = `${id}.${caller.deviceId}`;
      return inTurn(name, () => take(name, id, piece));
    },
    async takeWhole(caller, id, sizeBytes, chunks) {
      await requireWriter(caller, sizeBytes);
      await files.receive(id, sizeBytes, chunks);
    },
  };
}

function awaited(id: BlobId): PipedeskError {
  return new PipedeskError("PD_SYNC_FILE_AWAITED", "The device on which this file was made has not brought it yet.", {
    details: { what: "file", id },
  });
}

async function* chunksOf(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
