import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { COLLECTIONS, type CollectionName } from "#main/store/collections.ts";
import { openReadStore, type OpenReadStore, type ReadStore } from "#main/store/read-store.ts";
import type { Store } from "#main/store/store.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { sqliteOf } from "../../support/sqlite-of.ts";

let desk: TestDesk;
let reader: OpenReadStore;
beforeEach(async () => {
  desk = await openTestDesk();
  reader = openReadStore(desk.dataDir);
});
afterEach(async () => {
  await reader.close();
  await desk.close();
});

/** Fails to compile where a type lets through what writes. */
type Lacks<Type, Name extends string> = Extract<keyof Type, Name> extends never ? true : never;

test("a type that can't write: the compiler knows no word for it", () => {
  const repository: Lacks<ReadStore["tickets"], "write" | "remove" | "purge"> = true;
  const raw: Lacks<ReadStore["sql"], "exec" | "function" | "close"> = true;
  const statement: Lacks<ReturnType<NonNullable<ReadStore["sql"]["sqlite"]>["prepare"]>, "run"> = true;
  // What reads takes the store that writes as well.
  const store: Store extends ReadStore ? true : never = true;
  expect([repository, raw, statement, store]).toEqual([true, true, true, true]);
});

test("what it is handed all the same is refused by the connection", () => {
  const write = () => sqliteOf(reader).prepare("CREATE TABLE t (a)").all();
  expect(write).toThrow(/readonly/u);
});

test("every collection is read as the store reads it", async () => {
  await desk.newTicket("<one@example.com>");
  const { store } = desk.core.context;
  const names = Object.keys(COLLECTIONS) as CollectionName[];
  for (const name of names) {
    const all = await store[name].find({ selector: {} });
    expect(await reader[name].find({ selector: {} })).toEqual(all);
    expect(await reader[name].count({})).toBe(all.length);
    const ids = all.map(({ id }) => id);
    expect(await reader[name].getMany([...ids, "none"])).toEqual(await store[name].getMany(ids));
  }
  expect((await reader.tickets.find({ selector: {} })).length).toBe(1);
  expect(await reader.tickets.get("t_none")).toBeNull();
});

test("while a transaction is open, what it wrote is not seen; once it is committed, it is", async () => {
  const id = await desk.newTicket();
  const { store } = desk.core.context;
  const [before, version] = [await reader.tickets.get(id), reader.dataVersion()];
  const known = await store.tickets.get(id);
  if (!known) throw new Error("It was made just now.");
  await store.transaction(async () => {
    await store.tickets.write([{ previous: known, next: { ...known, subject: "Another" } }]);
    expect((await store.tickets.get(id))?.subject).toBe("Another");
    expect(await reader.tickets.get(id)).toEqual(before);
    expect(reader.dataVersion()).toBe(version);
  });
  expect((await reader.tickets.get(id))?.subject).toBe("Another");
  expect(reader.dataVersion()).not.toBe(version);
});

test("a snapshot stays at its moment", async () => {
  await desk.newTicket("<one@example.com>");
  const counts = await reader.snapshot(async () => {
    const first = await reader.tickets.count({});
    await desk.newTicket("<two@example.com>");
    return [first, await reader.tickets.count({})];
  });
  expect(counts).toEqual([1, 1]);
  expect(await reader.tickets.count({})).toBe(2);
  await expect(reader.snapshot(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await reader.snapshot(() => reader.tickets.count({}))).toBe(2);
});

test("tables and columns that are made after it was opened are seen", async () => {
  const id = await desk.newTicket();
  const statement = sqliteOf(reader).prepare(`SELECT * FROM "tickets~${COLLECTIONS.tickets.version}" WHERE id = ?`);
  const columns = () => Object.keys(statement.get(id) ?? {});
  const before = columns();
  const { store } = desk.core.context;
  // Inside a transaction it is the connection that writes.
  await store.transaction(async () => {
    (sqliteOf(store) as DatabaseSync).exec(
      `ALTER TABLE "tickets~${COLLECTIONS.tickets.version}" ADD COLUMN "k.later"; CREATE TABLE later (a)`,
    );
  });
  expect(columns()).toEqual([...before, "k.later"]);
  expect(sqliteOf(reader).prepare("SELECT count(*) AS rows FROM later").get()).toEqual({ rows: 0 });
  expect((await reader.tickets.get(id))?.id).toBe(id);
});

test("a desk that isn't there can't be read", () => {
  const { dataDir } = desk;
  expect(() => openReadStore(`${dataDir}/none`)).toThrow(expect.objectContaining({ code: "PD_STORE_FAILED" }));
});
