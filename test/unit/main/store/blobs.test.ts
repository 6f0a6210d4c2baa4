import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BlobId } from "#shared/model/ids.ts";
import { blobIdOf, createBlobStore, createBlobTable, type BlobStore } from "#main/store/blobs.ts";
import { MAX_SMALL_BLOB_BYTES } from "#main/store/limits.ts";

let folder: string;
let sql: DatabaseSync;
let blobs: BlobStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pipedesk-"));
  sql = new DatabaseSync(":memory:");
  createBlobTable(sql);
  blobs = createBlobStore(folder, sql, async (write) => write());
});
afterEach(async () => {
  sql.close();
  await rm(folder, { recursive: true, force: true });
});

const bytes = (length: number, fill: number) => new Uint8Array(length).fill(fill);
const filesIn = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

test("small and large content come back byte for byte under their SHA-256, the same content once", async () => {
  const [small, large, empty] = [bytes(MAX_SMALL_BLOB_BYTES, 1), bytes(MAX_SMALL_BLOB_BYTES + 1, 2), new Uint8Array()];
  const ids = await blobs.putAll([small, large, empty, small, large]);
  expect(ids).toEqual([small, large, empty, small, large].map(blobIdOf));
  expect(await Promise.all(ids.map(async (id) => blobIdOf(await blobs.read(id))))).toEqual(ids);
  expect(await filesIn()).toEqual([blobIdOf(large)]);
});

test("a file of any size is copied in, and no temporary file stays behind", async () => {
  const source = `${folder}.eml`;
  await writeFile(source, bytes(MAX_SMALL_BLOB_BYTES * 3, 7));
  const kept = await blobs.putFile(source);
  await rm(source);
  expect([kept.sizeBytes, (await blobs.read(kept.id)).byteLength, await filesIn()]).toEqual([
    MAX_SMALL_BLOB_BYTES * 3,
    MAX_SMALL_BLOB_BYTES * 3,
    [kept.id],
  ]);
});

test("a half-written file of a crash is written anew", async () => {
  const large = bytes(MAX_SMALL_BLOB_BYTES * 2, 3);
  const id = await blobs.put(large);
  const path = join(folder, id.slice(0, 2), id);
  await writeFile(path, bytes(10, 3));
  await blobs.put(large);
  expect(blobIdOf(await blobs.read(id))).toBe(id);
});

test("content that is not there is told by its id", async () => {
  const id = BlobId.parse("0".repeat(64));
  await expect(blobs.read(id)).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND", details: { id } });
});
