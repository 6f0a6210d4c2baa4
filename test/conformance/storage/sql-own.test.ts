import { describe, expect, it } from "vitest";
import {
  getRxStorageSql,
  type SqlStorageHooks,
  type SqlWrittenDocument,
} from "../../../src/main/store/sql-storage/index.ts";
import { person, prepared, revised, testSchema } from "./fixtures.ts";
import { openSql, temporaryFolders } from "./helpers/sql-files.ts";

describe("what the SQL storage adds", () => {
  const folder = temporaryFolders();
  const schema = testSchema();

  it("runs the hooks once per database and once per write, in the write's transaction", async () => {
    const calls: unknown[] = [];
    const hooks: SqlStorageHooks = {
      opened(db, info) {
        calls.push(["opened", info, db.isTransaction]);
        db.exec("CREATE TABLE seen (id TEXT)");
      },
      written(db, info, writes) {
        calls.push(["written", info, db.isTransaction, structuredClone(writes)]);
        for (const { document } of writes)
          db.prepare("INSERT INTO seen VALUES (?)").run(String((document as { id?: unknown })["id"]));
      },
    };
    const instance = await openSql({ hooks }, "hooked");
    const a = person("a");
    const next = revised(a, { name: "Grace" });
    await instance.bulkWrite([{ document: a }], "test");
    await instance.bulkWrite(
      [{ previous: a, document: next }, { document: person("a") }, { document: person("b") }],
      "test",
    );
    await instance.bulkWrite([{ document: person("a") }], "test");
    const info = { databaseName: "hooked", collectionName: "people" };
    expect(calls).toEqual([
      ["opened", { databaseName: "hooked", path: null }, true],
      ["written", info, true, [{ document: a, previous: undefined }]],
      [
        "written",
        info,
        true,
        [expect.objectContaining({ document: expect.objectContaining({ id: "b" }) }), { document: next, previous: a }],
      ],
    ]);
    expect(instance.internals.connection.all("SELECT id FROM seen")).toEqual([["a"], ["b"], ["a"]]);
    await instance.close();
  });

  it("undoes the write when a hook fails, and says so with the hook's own error", async () => {
    const failure = new Error("no index today");
    let fails = false;
    const written = (_db: unknown, _info: unknown, writes: readonly SqlWrittenDocument[]): void => {
      if (fails && writes.length > 0) throw failure;
    };
    const instance = await openSql({ hooks: { written } }, "hooked");
    const events: unknown[] = [];
    const subscription = instance.changeStream().subscribe((bulk) => events.push(...bulk.events));
    fails = true;
    await expect(instance.bulkWrite([{ document: person("a") }], "test")).rejects.toBe(failure);
    fails = false;
    expect(await instance.bulkWrite([{ document: person("a") }], "test")).toEqual({ error: [] });
    expect(events.length).toBe(1);
    subscription.unsubscribe();
    await instance.close();
  });

  it("gives the open database by name, and none once it is closed", async () => {
    const storage = getRxStorageSql();
    const open = (collectionName: string) =>
      storage.createStorageInstance({
        databaseInstanceToken: "t",
        databaseName: "desk",
        collectionName,
        schema,
        options: {},
        multiInstance: false,
        devMode: true,
      });
    const [one, two] = [await open("one"), await open("two")];
    const db = storage.connection("desk");
    expect(db?.prepare("SELECT name FROM storage_tables ORDER BY name").all()).toEqual([
      { name: "one~0" },
      { name: "two~0" },
    ]);
    await one.close();
    expect(storage.connection("desk")).toBe(db);
    await two.close();
    expect(storage.connection("desk")).toBeUndefined();
    const again = await open("one");
    expect(storage.connection("desk")?.prepare('SELECT count(*) AS count FROM "one~0"').get()).toEqual({ count: 0 });
    await again.close();
  });

  it("keeps a file's documents from one opening to the next, all of them", async () => {
    const directory = folder();
    const documents = Array.from({ length: 50 }, (_, index) =>
      person(`id${index}`, { amount: index, level: index / 3 }),
    );
    const first = await openSql({ mode: "file", directory });
    await first.bulkWrite(
      documents.map((document) => ({ document })),
      "test",
    );
    await first.close();
    const second = await openSql({ mode: "file", directory });
    const { documents: found } = await second.query(prepared(schema, { selector: {}, sort: [{ amount: "asc" }] }));
    expect(found).toEqual(documents);
    await second.close();
  });

  it("gains and loses indexes when the schema does, filling the columns of documents that are there", async () => {
    const directory = folder();
    const rows = [3, 1, 2].map((amount) => ({ document: person(`id${amount}`, { amount, level: amount * 2 }) }));
    const withIndex = (indexes: unknown[]) => openSql({ mode: "file", directory }, "desk", testSchema({ indexes }));
    const query = (indexes: unknown[]) =>
      prepared(testSchema({ indexes }), {
        selector: { _deleted: false, amount: { $gt: 1 } },
        sort: [{ amount: "asc" }],
      });
    const first = await withIndex(["name"]);
    await first.bulkWrite(rows, "test");
    await first.close();
    const second = await withIndex(["name", "amount"]);
    expect(second.explain(query(["name", "amount"]))).toEqual([
      "SEARCH people~0 USING INDEX people~0#deleted,k.amount,id (deleted=? AND k.amount>? AND k.amount<?)",
    ]);
    expect((await second.query(query(["name", "amount"]))).documents.map(({ id }) => id)).toEqual(["id2", "id3"]);
    await second.close();
    // Without the index its column isn't kept up; with it again, it must be filled again.
    const third = await withIndex(["name"]);
    const [row] = rows;
    if (!row) throw new Error("There are rows.");
    await third.bulkWrite([{ previous: row.document, document: revised(row.document, { amount: 0 }) }], "test");
    await third.close();
    const fourth = await withIndex(["amount"]);
    expect((await fourth.query(query(["amount"]))).documents.map(({ id }) => id)).toEqual(["id2"]);
    await fourth.close();
  });

  it("reads a result document by document, and stops when it is left", async () => {
    const instance = await openSql({}, "cursor");
    const rows = Array.from({ length: 500 }, (_, index) => ({
      document: person(`id${String(index).padStart(3, "0")}`),
    }));
    await instance.bulkWrite(rows, "test");
    const seen: string[] = [];
    for (const document of instance.iterate(prepared(schema, { selector: {}, sort: [{ id: "asc" }] }))) {
      seen.push(document.id);
      // Writing while reading is allowed; the cursor keeps its place.
      if (seen.length === 2) await instance.bulkWrite([{ document: person("between") }], "test");
      if (seen.length === 3) break;
    }
    expect(seen).toEqual(["id000", "id001", "id002"]);
    const both = [0, 1].map(() =>
      instance.iterate(prepared(schema, { selector: { name: { $regex: "^Ada" } }, sort: [{ id: "asc" }] })),
    );
    const [one, two] = both;
    expect([one?.next().value?.id, two?.next().value?.id, one?.next().value?.id]).toEqual([
      "between",
      "between",
      "id000",
    ]);
    for (const cursor of both) cursor.return();
    await instance.close();
  });

  it("is closed, in its own words, after close", async () => {
    const instance = await openSql({}, "closed");
    await instance.close();
    await expect(instance.bulkWrite([{ document: person("a") }], "test")).rejects.toMatchObject({ code: "CLOSED" });
    await expect(instance.query(prepared(schema, { selector: {} }))).rejects.toMatchObject({ code: "CLOSED" });
    await expect(instance.remove()).rejects.toMatchObject({ code: "CLOSED" });
  });

  it("doesn't announce a document that was refused for a missing attachment", async () => {
    const instance = await openSql({}, "refused", testSchema({ attachments: {} }));
    const events: string[] = [];
    const subscription = instance
      .changeStream()
      .subscribe((bulk) => events.push(...bulk.events.map((event) => event.documentId)));
    const stub = { digest: "x", length: 1, type: "text/plain" };
    const refused = person("refused", {}, { _attachments: { one: stub } });
    const { error } = await instance.bulkWrite([{ document: refused }], "test");
    await instance.bulkWrite([{ document: refused }, { document: person("good") }], "test");
    expect([error.map(({ status }) => status), events]).toEqual([[510], ["good"]]);
    subscription.unsubscribe();
    await instance.close();
  });
});
