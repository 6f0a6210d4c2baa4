import { createHash, randomUUID } from "node:crypto";
import { createReadStream, openAsBlob } from "node:fs";
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import { BlobId } from "#shared/model/ids.ts";
import { blobIdOf, chunksOf, type BlobReads, type BlobStore } from "./blobs.ts";
import { storeErrorOf } from "./errors.ts";
import { STREAM_CHUNK_BYTES } from "./limits.ts";
import { OWN_FILE_MODE, OWN_FOLDER_MODE } from "./own-access.ts";
import type { PgClient, PgDatabase, PgRow, PgValue } from "./sql-storage/index.ts";

type Rows = (text: string, values: readonly PgValue[]) => Promise<PgRow[]>;

/** Made once: changing a table, though nothing changes, waits for all who use it. */
export async function makePostgresBlobs(client: PgClient): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass('blob_parts') IS NOT NULL AS there");
  if (rows[0]?.there === true) return;
  for (const text of [
    `CREATE TABLE IF NOT EXISTS blobs (id text COLLATE "C" PRIMARY KEY, bytes bigint NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS blob_parts (id text COLLATE "C" NOT NULL, part integer NOT NULL, data bytea NOT NULL, PRIMARY KEY (id, part))`,
    // What is compressed once, as most attachments are, is not compressed again.
    "ALTER TABLE blob_parts ALTER COLUMN data SET STORAGE EXTERNAL",
  ])
    await client.query(text);
}

/**
 * Content by its SHA-256, in the desk's database: several processes, on several machines, have no folder in common. It lies in parts, so that large content is read and written in flat memory.
 * @param folder for copies of what is needed as a file for a while; made where it is missing
 */
export function createPostgresBlobs(
  database: PgDatabase,
  folder: string,
  inTransaction: (write: () => Promise<void>) => Promise<void>,
): BlobStore {
  async function keep(id: BlobId, sizeBytes: number, parts: AsyncIterable<Uint8Array>): Promise<void> {
    const isNew = await database.run("INSERT INTO blobs (id, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
      id,
      sizeBytes,
    ]);
    if (isNew === 0) return;
    let part = 0;
    for await (const data of parts)
      await database.run("INSERT INTO blob_parts (id, part, data) VALUES ($1, $2, $3)", [id, part++, data]);
  }

  const putSome = (contents: readonly Uint8Array[], ids: readonly BlobId[]) =>
    guarded(() =>
      inTransaction(async () => {
        for (const [position, content] of contents.entries()) {
          const id = ids[position];
          if (id !== undefined) await keep(id, content.byteLength, partsOf(content));
        }
      }),
    );

  async function putStream(chunks: AsyncIterable<Uint8Array>): Promise<{ id: BlobId; sizeBytes: number }> {
    try {
      // Its name is known only at its end: it is written under another, and renamed.
      const temporary = `new ${randomUUID()}`;
      const digest = createHash("sha256");
      let sizeBytes = 0;
      let part = 0;
      try {
        for await (const data of evenParts(chunks)) {
          digest.update(data);
          sizeBytes += data.byteLength;
          await database.run("INSERT INTO blob_parts (id, part, data) VALUES ($1, $2, $3)", [temporary, part++, data]);
        }
        const id = BlobId.parse(digest.digest("hex"));
        await inTransaction(async () => {
          const isNew = await database.run("INSERT INTO blobs (id, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
            id,
            sizeBytes,
          ]);
          await (isNew === 0
            ? database.run("DELETE FROM blob_parts WHERE id = $1", [temporary])
            : database.run("UPDATE blob_parts SET id = $2 WHERE id = $1", [temporary, id]));
        });
        return { id, sizeBytes };
      } catch (error) {
        await database.run("DELETE FROM blob_parts WHERE id = $1", [temporary]).catch(() => undefined);
        throw error;
      }
    } catch (error) {
      throw storeErrorOf(error, "The file could not be kept");
    }
  }

  return {
    async prepare(contents) {
      const ids = contents.map(blobIdOf);
      return { ids, keep: () => putSome(contents, ids) };
    },
    async putAll(contents) {
      const ids = contents.map(blobIdOf);
      await putSome(contents, ids);
      return ids;
    },
    async put(content) {
      const id = blobIdOf(content);
      await putSome([content], [id]);
      return id;
    },
    putStream,
    putFile: (path) => putStream(chunksOf(path)),
    async takeFile(path) {
      const kept = await putStream(createReadStream(path) as AsyncIterable<Uint8Array>);
      await rm(path, { force: true });
      return kept;
    },
    remove: (id) =>
      guarded(() =>
        inTransaction(async () => {
          await database.run("DELETE FROM blob_parts WHERE id = $1", [id]);
          await database.run("DELETE FROM blobs WHERE id = $1", [id]);
        }),
      ),
    ...createPostgresBlobReads((text, values) => database.rows(text, values), folder),
  };
}

/** The part of `createPostgresBlobs` that reads, over any connection. */
export function createPostgresBlobReads(rows: Rows, folder: string): BlobReads {
  async function sizeOf(id: BlobId): Promise<number | null> {
    const [row] = await guarded(() => rows("SELECT bytes FROM blobs WHERE id = $1", [id]));
    return row === undefined ? null : Number(row[0]);
  }

  async function requireSize(id: BlobId): Promise<number> {
    const bytes = await sizeOf(id);
    if (bytes === null) throw notFound("file", id);
    return bytes;
  }

  async function* stream(
    id: BlobId,
    { start, end } = { start: 0, end: Number.MAX_SAFE_INTEGER },
  ): AsyncGenerator<Uint8Array> {
    if (end <= start) return;
    const until = Math.min(end, await requireSize(id));
    for (let at = start; at < until;) {
      const part = Math.floor(at / STREAM_CHUNK_BYTES);
      const [row] = await guarded(() => rows("SELECT data FROM blob_parts WHERE id = $1 AND part = $2", [id, part]));
      const data = row?.[0];
      if (!(data instanceof Uint8Array)) throw notFound("file", id);
      const begin = part * STREAM_CHUNK_BYTES;
      yield data.subarray(at - begin, until - begin);
      at = begin + data.byteLength;
    }
  }

  async function read(id: BlobId): Promise<Uint8Array> {
    const content = new Uint8Array(await requireSize(id));
    let at = 0;
    for await (const part of stream(id)) {
      content.set(part, at);
      at += part.byteLength;
    }
    return content;
  }

  return {
    sizeOf,
    read,
    stream,
    async asBlob(id) {
      const bytes = await requireSize(id);
      if (bytes <= STREAM_CHUNK_BYTES) return new Blob([new Uint8Array(await read(id))]);
      const path = join(folder, id);
      const there = await stat(path).catch(() => null);
      if (there?.size !== bytes) {
        await mkdir(folder, { recursive: true, mode: OWN_FOLDER_MODE });
        const temporary = `${path}.${randomUUID()}.tmp`;
        await writeFile(temporary, stream(id), { mode: OWN_FILE_MODE });
        await rename(temporary, path);
      }
      return openAsBlob(path);
    },
  };
}

async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw storeErrorOf(error, "The attachment could not be read or written");
  }
}

async function* partsOf(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.byteLength; at += STREAM_CHUNK_BYTES)
    yield content.subarray(at, at + STREAM_CHUNK_BYTES);
}

/** The same bytes in parts of one size, but for the last: where a part lies follows from its number. */
async function* evenParts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.byteLength;
    if (bytes < STREAM_CHUNK_BYTES) continue;
    const all = Buffer.concat(waiting);
    const whole = all.byteLength - (all.byteLength % STREAM_CHUNK_BYTES);
    yield* partsOf(all.subarray(0, whole));
    waiting = [all.subarray(whole)];
    bytes = all.byteLength - whole;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
