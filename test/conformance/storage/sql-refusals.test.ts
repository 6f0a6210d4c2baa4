import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { databasePath } from "../../../src/main/store/sql-storage/index.ts";
import { person, prepared, testSchema } from "./fixtures.ts";
import { fingerprint, openSql, temporaryFolders } from "./helpers/sql-files.ts";

const NOBODY = 65_534;

describe("files that can't be used", () => {
  const folder = temporaryFolders();

  async function filledFolder(documents = 200, formatVersion = 1): Promise<{ directory: string; path: string }> {
    const directory = folder();
    const instance = await openSql({ mode: "file", directory, formatVersion }, "desk");
    const rows = Array.from({ length: documents }, (_, index) => ({
      document: person(`id${index}`, { note: "n".repeat(300) }),
    }));
    await instance.bulkWrite(rows, "test");
    await instance.close();
    return { directory, path: databasePath(directory, "desk") };
  }

  it("refuses a file of a newer program and leaves it untouched", async () => {
    const { directory } = await filledFolder(10, 7);
    const before = fingerprint(directory);
    await expect(openSql({ mode: "file", directory, formatVersion: 6 }, "desk")).rejects.toMatchObject({
      name: "SqlStorageError",
      code: "NEWER_FILE",
      message: /newer version of this program \(format 7, this program knows 6\)/,
    });
    expect(fingerprint(directory)).toEqual(before);
  });

  it("refuses a newer file whose format still stands in its write-ahead log only", async () => {
    const { directory, path } = await filledFolder(10);
    const newer = folder();
    mkdirSync(newer);
    // Copied while open: what a crash of the newer program would leave behind.
    const instance = await openSql({ mode: "file", directory, formatVersion: 2 }, "desk");
    for (const suffix of ["", "-wal"]) copyFileSync(path + suffix, databasePath(newer, "desk") + suffix);
    await instance.close();
    const before = fingerprint(newer);
    expect(readFileSync(databasePath(newer, "desk")).readUInt32BE(60)).toBe(1);
    await expect(openSql({ mode: "file", directory: newer }, "desk")).rejects.toMatchObject({ code: "NEWER_FILE" });
    expect(fingerprint(newer)).toMatchObject(before);
  });

  it("takes an older file and stamps it", async () => {
    const { directory, path } = await filledFolder(3, 1);
    const instance = await openSql({ mode: "file", directory, formatVersion: 4 }, "desk");
    expect((await instance.findDocumentsById(["id1"], false)).map(({ id }) => id)).toEqual(["id1"]);
    await instance.close();
    const header = readFileSync(path);
    expect([header.readUInt32BE(60), header.toString("latin1", 68, 72)]).toEqual([4, "PDSK"]);
  });

  it.each([
    ["text", () => Buffer.from("These are my notes, not a database.\n".repeat(50))],
    ["zeros", () => Buffer.alloc(8192)],
  ])("refuses a file that is no database and leaves it untouched (%s)", async (_, content) => {
    const directory = folder();
    mkdirSync(directory);
    writeFileSync(databasePath(directory, "desk"), content());
    const before = fingerprint(directory);
    await expect(openSql({ mode: "file", directory }, "desk")).rejects.toMatchObject({ code: "NOT_A_DATABASE" });
    expect(fingerprint(directory)).toEqual(before);
  });

  it.each([
    ["marked as another program's", "PRAGMA application_id = 42; CREATE TABLE theirs (a)"],
    ["unmarked, with tables", "CREATE TABLE theirs (a)"],
  ])("refuses another program's database and leaves it untouched (%s)", async (_, sql) => {
    const directory = folder();
    mkdirSync(directory);
    const foreign = new DatabaseSync(databasePath(directory, "desk"));
    foreign.exec(sql);
    foreign.close();
    const before = fingerprint(directory);
    await expect(openSql({ mode: "file", directory }, "desk")).rejects.toMatchObject({ code: "NOT_A_DATABASE" });
    expect(fingerprint(directory)).toEqual(before);
  });

  it("refuses a file that was cut short", async () => {
    const { directory, path } = await filledFolder();
    truncateSync(path, Math.floor(statSync(path).size / 2));
    const before = fingerprint(directory);
    await expect(openSql({ mode: "file", directory }, "desk")).rejects.toMatchObject({ code: "DAMAGED_FILE" });
    expect(fingerprint(directory)).toEqual(before);
  });

  it("says damaged when reading comes upon damage", async () => {
    const { directory, path } = await filledFolder(2_000);
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 8 * 4096, bytes.length - 4096);
    writeFileSync(path, bytes);
    const read = async (): Promise<void> => {
      const instance = await openSql({ mode: "file", directory }, "desk");
      try {
        await instance.query(prepared(testSchema(), { selector: {}, sort: [{ note: "asc" }] }));
      } finally {
        await instance.close();
      }
    };
    await expect(read()).rejects.toMatchObject({
      code: "DAMAGED_FILE",
      message: /is damaged/,
      cause: expect.any(Error),
    });
  });

  it("opens an empty file as a new database", async () => {
    const directory = folder();
    mkdirSync(directory);
    appendFileSync(databasePath(directory, "desk"), "");
    const instance = await openSql({ mode: "file", directory }, "desk");
    expect(await instance.findDocumentsById(["a"], true)).toEqual([]);
    await instance.close();
  });

  it("refuses a read-only file", async () => {
    const { directory, path } = await filledFolder(3);
    chmodSync(directory, 0o755);
    chmodSync(path, 0o444);
    const open = () => openSql({ mode: "file", directory }, "desk");
    await expect(asOrdinaryUser(open)).rejects.toMatchObject({ code: "READ_ONLY", message: /is read-only/ });
  });

  it("says where a folder can't be made", async () => {
    const { path } = await filledFolder(1);
    await expect(openSql({ mode: "file", directory: `${path}/below` }, "desk")).rejects.toMatchObject({
      code: "CANNOT_OPEN",
    });
    expect(dirname(path)).not.toBe(path);
  });

  it("says read-only when the medium turns out to be", async () => {
    const hooks = { opened: (db: DatabaseSync) => db.exec("PRAGMA query_only = ON") };
    await expect(openSql({ mode: "file", directory: folder(), hooks }, "desk")).rejects.toMatchObject({
      code: "READ_ONLY",
    });
  });

  it("says when the disk is full, undoes the write whole, and goes on", async () => {
    const directory = folder();
    const hooks = { opened: (db: DatabaseSync) => db.exec("PRAGMA max_page_count = 60") };
    const instance = await openSql({ mode: "file", directory, hooks }, "desk");
    const small = person("small");
    await instance.bulkWrite([{ document: small }], "test");
    const rows = Array.from({ length: 200 }, (_, index) => ({
      document: person(`id${index}`, { note: "n".repeat(3_000) }),
    }));
    await expect(instance.bulkWrite(rows, "test")).rejects.toMatchObject({
      code: "DISK_FULL",
      message: /the disk is full/,
    });
    const { documents } = await instance.query(prepared(testSchema(), { selector: {} }));
    expect(documents).toEqual([small]);
    await instance.close();
  });

  it("needs a folder in file mode", async () => {
    await expect(openSql({ mode: "file" })).rejects.toThrow(/directory/);
  });
});

/** File permissions don't bind the superuser, as whom tests may run in a container. */
async function asOrdinaryUser<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.geteuid?.() !== 0 || !process.seteuid) return work();
  process.seteuid(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid(0);
  }
}
