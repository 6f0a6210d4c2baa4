import { expect, it } from "vitest";
import { getRxStorageSql, type SqlStorageInstance } from "../../../src/main/store/sql-storage/index.ts";
import { prepared, type TestDocument, testSchema } from "./fixtures.ts";
import { openSql, startWriter, temporaryFolders } from "./helpers/sql-files.ts";
import { commitSuite } from "./suites/commits.ts";

const folder = temporaryFolders();

commitSuite("SQL in memory", () => ({}));
commitSuite("SQL in files", () => ({ mode: "file", directory: folder() }));

const plain = (id: string): TestDocument => ({
  id,
  name: "Ada",
  amount: 1,
  flag: true,
  place: { city: "Turin", zip: 10121 },
});

it("numbers go on behind the last one when the file is opened again", async () => {
  const directory = folder();
  const numbers: number[] = [];
  for (const id of ["a", "b", "c"]) {
    const storage = getRxStorageSql({ mode: "file", directory });
    const instance: SqlStorageInstance<TestDocument> = await storage.createStorageInstance({
      databaseInstanceToken: "test",
      databaseName: "desk",
      collectionName: "people",
      schema: testSchema(),
      options: {},
      multiInstance: false,
      devMode: false,
    });
    await storage.transaction("desk", async () =>
      instance.writeInTransaction([{ previous: null, next: plain(id) }], "test"),
    );
    const { connection, table } = instance.internals;
    const row = connection.db.prepare(`SELECT written AS n FROM "${table}" WHERE id = ?`).get(id);
    numbers.push(Number(row?.["n"]));
    await instance.close();
  }
  expect(numbers).toEqual([1, 2, 3]);
});

it("a program killed between its writes and the commit leaves nothing of the last, and all of those before", async () => {
  for (const pairs of [1, 30]) {
    const directory = folder();
    const writer = startWriter(directory, "exclusive", "commits");
    await writer.acknowledged(pairs);
    const last = await writer.kill();
    const idsOf = async (collectionName: string) => {
      const instance = await openSql({ mode: "file", directory }, "killed", testSchema(), collectionName);
      const { documents } = await instance.query(prepared(testSchema(), { selector: {} }));
      await instance.close();
      return documents.map(({ id }) => Number(id)).toSorted((a, b) => a - b);
    };
    const people = await idsOf("people");
    expect(await idsOf("places")).toEqual(people);
    // The one after the last that was acknowledged may have reached the disk.
    expect([last + 1, last + 2]).toContain(people.length);
    expect(people).toEqual(people.map((_, at) => at));
  }
});
