import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  CommitConflict,
  getRxStoragePostgres,
  type CommitRow,
  type PgDatabase,
  type PgStorageInstance,
} from "../../../src/main/store/sql-storage/index.ts";
import { postgresUrl } from "../../support/postgres/server.ts";
import { prepared, type StoredDocument, type TestDocument, testSchema } from "./fixtures.ts";

/** How one commit carries rows of several collections: the same as on SQLite, over a connection that every statement waits for. */
let people: PgStorageInstance<TestDocument>;
let places: PgStorageInstance<TestDocument>;
let database: PgDatabase;
let events: string[];

beforeEach(async () => {
  const storage = getRxStoragePostgres({ url: await postgresUrl() });
  const databaseName = `commits ${randomUUID().slice(0, 8)}`;
  const open = (collectionName: string) =>
    storage.createStorageInstance<TestDocument>({
      databaseInstanceToken: "test",
      databaseName,
      collectionName,
      schema: testSchema(),
      options: {},
      multiInstance: false,
      devMode: false,
    });
  [people, places] = await Promise.all([open("people"), open("places")]);
  database = storage.database(databaseName);
  events = [];
  for (const instance of [people, places])
    instance.changeStream().subscribe(({ events: bulk }) => {
      for (const { operation, documentId } of bulk)
        events.push(`${instance.collectionName} ${operation} ${documentId}`);
    });
});
afterEach(async () => {
  await Promise.all([people.close(), places.close()]);
});

const plain = (id: string, amount = 1): TestDocument => ({
  id,
  name: "Ada",
  amount,
  flag: true,
  place: { city: "Turin", zip: 10121 },
});
const added = (id: string): CommitRow<TestDocument> => ({ previous: null, next: plain(id) });
const commit = <Result>(work: () => Promise<Result>) => database.transactions.run(work);
const idsOf = async (instance: PgStorageInstance<TestDocument>) =>
  (
    await instance.query(prepared(testSchema(), { selector: { _deleted: { $eq: false } }, sort: [{ id: "asc" }] }))
  ).documents.map(({ id }) => id);
const writtenBy = async (table: string) =>
  (await database.rows(`SELECT id, written FROM "${table}" ORDER BY id`)).map(([id, n]) => [id, Number(n)]);

test("writes all of it, and tells of it in order, only then; the next commit bears the next number", async () => {
  const before = await commit(async () => {
    await places.writeInTransaction([added("here")], "test");
    await people.writeInTransaction([added("a"), added("b")], "test");
    return [events.length, await idsOf(people)];
  });
  expect(before).toEqual([0, ["a", "b"]]);
  expect(events).toEqual(["places INSERT here", "people INSERT a", "people INSERT b"]);
  await commit(() => people.writeInTransaction([added("c")], "test"));
  const [[, first]] = (await writtenBy("places~0")) as [[string, number]];
  expect(await writtenBy("people~0")).toEqual([
    ["a", first],
    ["b", first],
    ["c", first + 1],
  ]);
});

test("or nothing, where the work fails: no row, no event, and what was kept in memory is taken back in reverse", async () => {
  const undone: string[] = [];
  const failed = commit(async () => {
    await people.writeInTransaction([added("a")], "test");
    database.transactions.own?.afterRollback.push(
      () => void undone.push("first"),
      () => void undone.push("second"),
    );
    throw new TypeError("bad");
  });
  await expect(failed).rejects.toThrow("bad");
  expect([await idsOf(people), events, undone]).toEqual([[], [], ["second", "first"]]);
});

test("what is not committed is seen by those inside alone", async () => {
  let seenOutside: Promise<string[]> = Promise.resolve([]);
  const outside = idsOf.bind(null, people);
  let look: () => void = () => undefined;
  const looked = new Promise<void>((resolve) => (look = resolve));
  const reader = looked.then(() => (seenOutside = outside()));
  await commit(async () => {
    await people.writeInTransaction([added("a")], "test");
    look();
    await reader;
    expect(await idsOf(people)).toEqual(["a"]);
  });
  expect(await seenOutside).toEqual([]);
  expect(await idsOf(people)).toEqual(["a"]);
});

test("a document that is not what it was when it was read is a conflict, and nothing of the commit is written", async () => {
  const [first] = await commit(() => people.writeInTransaction([added("a")], "test"));
  const known = first?.document as StoredDocument;
  await commit(() => people.writeInTransaction([{ previous: known, next: plain("a", 2) }], "test"));
  const late = commit(async () => {
    await places.writeInTransaction([added("here")], "test");
    await people.writeInTransaction([{ previous: known, next: plain("a", 3) }], "test");
  });
  await expect(late).rejects.toThrow(CommitConflict);
  await expect(commit(() => people.writeInTransaction([added("a")], "test"))).rejects.toThrow(CommitConflict);
  expect(await idsOf(places)).toEqual([]);
});

test("a document that was deleted comes back as its next revision; one is written twice in one go", async () => {
  const [first] = await commit(() => people.writeInTransaction([added("a")], "test"));
  await commit(() =>
    people.writeInTransaction(
      [{ previous: first?.document as StoredDocument, next: plain("a"), isDeleted: true }],
      "test",
    ),
  );
  const [again] = await commit(() => people.writeInTransaction([added("a")], "test"));
  expect(again?.document._rev).toBe("3-test");
  expect(events).toEqual(["people INSERT a", "people DELETE a", "people INSERT a"]);
});

test("work that is asked for meanwhile waits, and work from inside joins", async () => {
  const order: string[] = [];
  const one = commit(async () => {
    await people.writeInTransaction([added("a")], "test");
    await commit(async () => {
      await people.writeInTransaction([added("b")], "test");
      order.push("joined");
    });
    order.push("one");
  });
  const two = commit(async () => {
    await people.writeInTransaction([added("c")], "test");
    order.push("two");
  });
  await Promise.all([one, two]);
  expect(order).toEqual(["joined", "one", "two"]);
  const numbers = (await writtenBy("people~0")).map(([, n]) => Number(n));
  expect(numbers[0]).toBe(numbers[1]);
  expect(numbers[2]).toBe(Number(numbers[0]) + 1);
});

test("rows by the thousand, and a text that no index entry could hold, are written and found", async () => {
  const long = `${"é".repeat(5_000)} end`;
  const rows = Array.from({ length: 2_500 }, (_, at) => added(`p${at}`));
  await commit(() =>
    people.writeInTransaction([...rows, { previous: null, next: { ...plain("long"), name: long } }], "test"),
  );
  const found = await people.query(
    prepared(testSchema(), { selector: { name: { $eq: long } }, sort: [{ id: "asc" }] }),
  );
  expect(found.documents.map(({ id, name }) => [id, name])).toEqual([["long", long]]);
  expect((await people.count(prepared(testSchema(), { selector: { name: { $eq: "Ada" } } }))).count).toBe(2_500);
});
