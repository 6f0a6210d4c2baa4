/** The files of a desk that may lie elsewhere: on a device of a team what is not here is brought when somebody looks into it. */
import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { Subject, type Observable } from "rxjs";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { BlobId } from "#shared/model/ids.ts";
import type { BlobStore } from "./blobs.ts";
import { MAX_SMALL_BLOB_BYTES } from "./limits.ts";

/** From where files come that are not here. */
export type FileSource = {
  /** On return it is here. @throws PD_SYNC_… where it can't be had now */
  fetch(id: BlobId): Promise<void>;
  /** It is here, and somebody looked into it or put it here once more. */
  used(id: BlobId): void;
};

/**
 * Content that is read and is not here is fetched first, where there is a source; reads then throw what that throws. Never inside a transaction, which would wait for the network: there it is missing.
 */
export type DeskFiles = BlobStore & {
  /** Null: from nowhere, as on a desk that is nobody's copy. */
  from(source: FileSource | null): void;
  /** Brings here what is not: for a piece of work that will look into it. @throws PD_SYNC_… */
  bring(ids: readonly BlobId[]): Promise<void>;
  /**
   * Keeps content that comes from elsewhere under the name that it is said to have, whole or not at all.
   * @throws PD_SYNC_FILE_WRONG for other content; what the source throws, if it is a `PipedeskError`; PD_STORE_…
   */
  receive(id: BlobId, sizeBytes: number, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  /** What was received, once it is kept. */
  readonly came: Observable<BlobId>;
};

export function createDeskFiles(blobs: BlobStore, isInTransaction: () => boolean): DeskFiles {
  let source: FileSource | null = null;
  const came = new Subject<BlobId>();

  async function bringOne(id: BlobId): Promise<void> {
    if (source === null || isInTransaction()) return;
    if ((await blobs.sizeOf(id)) === null) await source.fetch(id);
    else source.used(id);
  }

  function put<Kept extends BlobId | { readonly id: BlobId }>(kept: Kept): Kept {
    source?.used(typeof kept === "string" ? kept : kept.id);
    return kept;
  }

  return {
    ...blobs,
    from: (next) => void (source = next),
    async bring(ids) {
      for (const id of ids) await bringOne(id);
    },
    async receive(id, sizeBytes, chunks) {
      const content = checked(id, sizeBytes, chunks);
      if (sizeBytes <= MAX_SMALL_BLOB_BYTES) await blobs.put(await buffer(content));
      else await blobs.putStream(content);
      came.next(id);
    },
    came: came.asObservable(),
    put: async (content) => put(await blobs.put(content)),
    putAll: async (contents) => (await blobs.putAll(contents)).map(put),
    putStream: async (chunks) => put(await blobs.putStream(chunks)),
    putFile: async (path) => put(await blobs.putFile(path)),
    takeFile: async (path) => put(await blobs.takeFile(path)),
    async read(id) {
      await bringOne(id);
      return blobs.read(id);
    },
    async *stream(id, range) {
      await bringOne(id);
      yield* blobs.stream(id, range);
    },
    async asBlob(id) {
      await bringOne(id);
      return blobs.asBlob(id);
    },
  };
}

async function* checked(
  id: BlobId,
  sizeBytes: number,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  const digest = createHash("sha256");
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > sizeBytes) break;
    digest.update(chunk);
    yield chunk;
  }
  if (bytes !== sizeBytes || digest.digest("hex") !== id)
    throw new PipedeskError("PD_SYNC_FILE_WRONG", "What came is not the file that it is said to be.", {
      details: { what: "file", id },
    });
}
