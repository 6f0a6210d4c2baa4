import { createHash, hash, randomUUID } from "node:crypto";
import { createReadStream, openAsBlob } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { BlobId } from "#shared/model/ids.ts";
import { storeErrorOf } from "./errors.ts";
import type { SqlReads } from "./sql-storage/index.ts";
import { flushFolder } from "./flush-folder.ts";
import { OWN_FILE_MODE, OWN_FOLDER_MODE } from "./own-access.ts";
import { MAX_BLOBS_AT_ONCE, MAX_SMALL_BLOB_BYTES, STREAM_CHUNK_BYTES } from "./limits.ts";

export type BlobReads = {
  /** @throws PD_DESK_NOT_FOUND */
  read(id: BlobId): Promise<Uint8Array>;
  /** Null where there is no such content. */
  sizeOf(id: BlobId): Promise<number | null>;
  /** The bytes from `start` up to `end` (of all where not given), in flat memory. @throws PD_DESK_NOT_FOUND */
  stream(id: BlobId, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** To be sent somewhere, in flat memory. It can be read for as long as the content is kept. @throws PD_DESK_NOT_FOUND */
  asBlob(id: BlobId): Promise<Blob>;
};

export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Content by its SHA-256. Small content lies in a table of the desk's database, where they cost no sync of their own; large content in
 * files of that name: written to a temporary name, synced, renamed.
 */
export type BlobStore = BlobReads & {
  /** Writes the content unless it is there already. On return it survives a power cut. */
  put(content: Uint8Array): Promise<BlobId>;
  /** Several at once; their syncs overlap. */
  putAll(contents: readonly Uint8Array[]): Promise<BlobId[]>;
  /** Writes the large ones of these, and leaves the small ones to the transaction of the documents that name them. */
  prepare(contents: readonly Uint8Array[]): Promise<PreparedBlobs>;
  /** Content of any size as it comes, in flat memory. @throws what the source throws, if it is a `PipedeskError`; else PD_STORE_FAILED */
  putStream(chunks: AsyncIterable<Uint8Array>): Promise<{ id: BlobId; sizeBytes: number }>;
  /** Copies a file of any size in, in flat memory. @throws PD_IMPORT_SOURCE where it can't be read to its end */
  putFile(path: string | Buffer): Promise<{ id: BlobId; sizeBytes: number }>;
  /** The same for a file on the desk's own disk that nobody needs any more: it is moved. */
  takeFile(path: string): Promise<{ id: BlobId; sizeBytes: number }>;
  /** Takes content out of the desk: only what can be had again from elsewhere. Does nothing where it is not there. */
  remove(id: BlobId): Promise<void>;
};

export type PreparedBlobs = {
  readonly ids: readonly BlobId[];
  /** Writes the small ones, as part of the caller's transaction. */
  keep(): Promise<void>;
};

export function blobIdOf(content: Uint8Array): BlobId {
  return hash("sha256", content) as BlobId;
}

/** Made before the first write to it; see `createBlobStore`. */
export function createBlobTable(sql: DatabaseSync): void {
  sql.exec("CREATE TABLE IF NOT EXISTS small_blobs (id TEXT PRIMARY KEY, data BLOB NOT NULL)");
}

/**
 * @param directory an existing folder for large content; 256 subfolders are made in it as needed.
 * @param sql the desk's open database, with the table of `createBlobTable`.
 * @param inTransaction runs a write in the caller's transaction, or in one of its own.
 */
export function createBlobStore(
  directory: string,
  sql: DatabaseSync,
  inTransaction: (write: () => void) => Promise<void>,
): BlobStore {
  const insertSmall = sql.prepare("INSERT OR IGNORE INTO small_blobs (id, data) VALUES (?, ?)");
  const deleteSmall = sql.prepare("DELETE FROM small_blobs WHERE id = ?");
  const pathOf = (id: BlobId) => blobPath(directory, id);

  const made = new Set<string>();
  async function ensureFolder(folder: string): Promise<void> {
    if (made.has(folder)) return;
    await mkdir(folder, { recursive: true, mode: OWN_FOLDER_MODE });
    made.add(folder);
  }

  /** Returns the folder that got a new name, null where the blob was there. */
  async function write(id: BlobId, content: Uint8Array): Promise<string | null> {
    const path = pathOf(id);
    const folder = dirname(path);
    const present = await stat(path).catch(() => null);
    if (present?.size === content.byteLength) return null;
    await ensureFolder(folder);
    const temporaryPath = `${path}.${randomUUID()}.tmp`;
    try {
      const file = await open(temporaryPath, "wx", OWN_FILE_MODE);
      try {
        await file.writeFile(content);
        await file.datasync();
      } finally {
        await file.close();
      }
      await rename(temporaryPath, path);
    } catch (error) {
      await rm(temporaryPath, { force: true });
      throw error;
    }
    return folder;
  }

  async function putSmall(blobs: ReadonlyMap<BlobId, Uint8Array>): Promise<void> {
    if (blobs.size === 0) return;
    await inTransaction(() => {
      for (const [id, content] of blobs) insertSmall.run(id, content);
    });
  }

  async function putLarge(blobs: ReadonlyMap<BlobId, Uint8Array>): Promise<void> {
    const waiting = Array.from(blobs);
    const folders = new Set<string>();
    // In portions: a mail may have thousands of attachments, a process only so many open files.
    while (waiting.length > 0) {
      const written = await Promise.all(
        waiting.splice(0, MAX_BLOBS_AT_ONCE).map(([id, content]) => write(id, content)),
      );
      for (const folder of written) if (folder !== null) folders.add(folder);
    }
    // A rename survives a power cut only once its folder is synced too.
    for (const folder of folders) await flushFolder(folder);
  }

  async function prepare(contents: readonly Uint8Array[]): Promise<PreparedBlobs> {
    const ids = contents.map(blobIdOf);
    const small = new Map<BlobId, Uint8Array>();
    const large = new Map<BlobId, Uint8Array>();
    contents.forEach((content, position) => {
      const id = ids[position];
      if (id) (content.byteLength <= MAX_SMALL_BLOB_BYTES ? small : large).set(id, content);
    });
    const guarded = async (work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        throw storeErrorOf(error, "The attachment could not be written");
      }
    };
    if (large.size > 0) await guarded(() => putLarge(large));
    return { ids, keep: () => guarded(() => putSmall(small)) };
  }

  async function putAll(contents: readonly Uint8Array[]): Promise<BlobId[]> {
    const prepared = await prepare(contents);
    await prepared.keep();
    return [...prepared.ids];
  }

  async function putStream(chunks: AsyncIterable<Uint8Array>): Promise<{ id: BlobId; sizeBytes: number }> {
    const temporaryPath = join(directory, `${randomUUID()}.tmp`);
    try {
      const digest = createDigest();
      const file = await open(temporaryPath, "wx", OWN_FILE_MODE);
      try {
        for await (const chunk of chunks) {
          digest.add(chunk);
          await file.writeFile(chunk);
        }
        await file.datasync();
      } finally {
        await file.close();
      }
      return await nameAs(digest.end(), temporaryPath);
    } catch (error) {
      await rm(temporaryPath, { force: true });
      throw storeErrorOf(error, "The file could not be kept");
    }
  }

  async function takeFile(path: string): Promise<{ id: BlobId; sizeBytes: number }> {
    try {
      const digest = createDigest();
      for await (const chunk of chunksOf(path)) digest.add(chunk);
      const file = await open(path, "r+");
      try {
        await file.chmod(OWN_FILE_MODE);
        await file.datasync();
      } finally {
        await file.close();
      }
      return await nameAs(digest.end(), path);
    } catch (error) {
      throw storeErrorOf(error, "The file could not be kept");
    }
  }

  async function nameAs<Kept extends { id: BlobId }>(kept: Kept, path: string): Promise<Kept> {
    const folder = dirname(pathOf(kept.id));
    await ensureFolder(folder);
    await rename(path, pathOf(kept.id));
    await flushFolder(folder);
    return kept;
  }

  return {
    prepare,
    putAll,
    putStream,
    putFile: (path) => putStream(chunksOf(path)),
    takeFile,
    put: async (content) => (await putAll([content]))[0] ?? blobIdOf(content),
    async remove(id) {
      try {
        await inTransaction(() => void deleteSmall.run(id));
        await rm(pathOf(id), { force: true });
      } catch (error) {
        throw storeErrorOf(error, "The file could not be taken out");
      }
    },
    ...createBlobReads(directory, sql),
  };
}

/** The part of `createBlobStore` that reads, over any connection. */
export function createBlobReads(directory: string, sql: SqlReads): BlobReads {
  const selectSmall = sql.prepare("SELECT data FROM small_blobs WHERE id = ?");
  const selectSmallSize = sql.prepare("SELECT length(data) AS bytes FROM small_blobs WHERE id = ?");
  const smallOf = (id: BlobId): Uint8Array | null => {
    const small = selectSmall.get(id)?.["data"];
    return small instanceof Uint8Array ? small : null;
  };
  async function found<Value>(id: BlobId, look: () => Promise<Value>): Promise<Value> {
    try {
      return await look();
    } catch (error) {
      if (isMissing(error)) throw notFound("file", id);
      throw storeErrorOf(error, "The file could not be read");
    }
  }
  return {
    async sizeOf(id) {
      const small = selectSmallSize.get(id)?.["bytes"];
      if (typeof small === "number") return small;
      try {
        return (await stat(blobPath(directory, id))).size;
      } catch (error) {
        if (isMissing(error)) return null;
        throw storeErrorOf(error, "The file could not be read");
      }
    },
    async read(id) {
      return smallOf(id) ?? found(id, () => readFile(blobPath(directory, id)));
    },
    async *stream(id, { start, end } = { start: 0, end: Number.MAX_SAFE_INTEGER }) {
      if (end <= start) return;
      const small = smallOf(id);
      if (small) return yield small.subarray(start, end);
      const file = createReadStream(blobPath(directory, id), {
        start,
        end: end - 1,
        highWaterMark: STREAM_CHUNK_BYTES,
      });
      const chunks = (file as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
      try {
        for (let next = await found(id, () => chunks.next()); !next.done; next = await found(id, () => chunks.next()))
          yield next.value;
      } finally {
        file.destroy();
      }
    },
    async asBlob(id) {
      const small = smallOf(id);
      if (small) return new Blob([new Uint8Array(small)]);
      return found(id, async () => {
        // Tells a missing file now, not when it is read.
        await stat(blobPath(directory, id));
        return openAsBlob(blobPath(directory, id));
      });
    },
  };
}

function blobPath(directory: string, id: BlobId): string {
  return join(directory, id.slice(0, 2), id);
}

function createDigest() {
  const digest = createHash("sha256");
  let sizeBytes = 0;
  return {
    add(chunk: Uint8Array): void {
      digest.update(chunk);
      sizeBytes += chunk.byteLength;
    },
    end: () => ({ id: BlobId.parse(digest.digest("hex")), sizeBytes }),
  };
}

/** Tells trouble with the file that is read from trouble with the one that is written. */
export async function* chunksOf(path: string | Buffer): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path) as AsyncIterable<Uint8Array>;
  try {
    yield* stream;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new PipedeskError("PD_IMPORT_SOURCE", `The file could not be read: ${words}`, { cause: error });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
