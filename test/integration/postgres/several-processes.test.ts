import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { deskAddress } from "#main/store/postgres-read-store.ts";
import { openStore, type Store } from "#main/store/store.ts";
import { freshDeskUrl } from "../../support/postgres/desk-url.ts";
import { startWriter, type Writer } from "../../support/postgres/writer.ts";

const closes: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closes.splice(0).toReversed()) await close();
});

async function openHere(databaseUrl: string): Promise<Store> {
  const store = await openStore({ databaseUrl, dataDir: await mkdtemp(join(tmpdir(), "pipedesk-")) });
  closes.push(() => store.close());
  return store;
}

async function openThere(databaseUrl: string): Promise<Writer> {
  const writer = await startWriter(databaseUrl);
  closes.push(() => writer.close());
  return writer;
}

async function onSide(databaseUrl: string): Promise<pg.Client> {
  const { url, schema } = deskAddress(databaseUrl);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`SET search_path = "${schema}"`);
  closes.push(() => client.end());
  return client;
}

const record = (id: string) => ({ previous: null, next: { id, value: 0, updatedAtEpochMs: 0 } });
const idsOf = (prefix: string, commits: number, rows: number) =>
  Array.from({ length: commits * rows }, (_, at) => `${prefix}-${Math.floor(at / rows)}-${at % rows}`);

test("two processes that write at once hear of all that the other committed, each once", async () => {
  const url = await freshDeskUrl();
  const here = await openHere(url);
  const there = await openThere(url);
  const told: string[] = [];
  here.local.changes.subscribe((documents) => void told.push(...documents.map(({ id }) => id)));
  await Promise.all([
    there.write("there", 40, 3),
    (async () => {
      for (let commit = 0; commit < 40; commit += 1)
        await here.local.write([0, 1, 2].map((row) => record(`here-${commit}-${row}`)));
    })(),
  ]);
  const all = [...idsOf("here", 40, 3), ...idsOf("there", 40, 3)].toSorted();
  await vi.waitFor(() => expect(told.toSorted()).toEqual(all), { timeout: 20_000 });
  await vi.waitFor(async () => expect((await there.told()).toSorted()).toEqual(all), { timeout: 20_000 });
  // In the order of the commits.
  expect(told.filter((id) => id.startsWith("there"))).toEqual(idsOf("there", 40, 3));
});

test("who reads up to a number has read all of it: none is committed later under one that was passed", async () => {
  const url = await freshDeskUrl();
  const here = await openHere(url);
  const there = await openThere(url);
  const side = await onSide(url);
  const rowsUntil = async (number: string) =>
    Number((await side.query(`SELECT count(*) FROM "local~0" WHERE written <= $1`, [number])).rows[0].count);
  const newest = async () => String((await side.query("SELECT n FROM storage_commits")).rows[0].n);
  let number = "";
  let isWriting = true;
  const seen: { readonly number: string; readonly rows: number }[] = [];
  const reading = (async () => {
    while (isWriting) {
      number = await newest();
      seen.push({ number, rows: await rowsUntil(number) });
    }
  })();
  await Promise.all([
    there.write("there", 60, 2),
    (async () => {
      for (let commit = 0; commit < 30; commit += 1)
        await here.transaction(async () => {
          await here.local.write([record(`here-${commit}-0`)]);
          // The transaction stays open over turns in which the other process writes.
          for (let turn = 0; turn < 3; turn += 1) await here.local.find({ selector: {} });
          await here.local.write([record(`here-${commit}-1`)]);
        });
    })(),
  ]);
  isWriting = false;
  await reading;
  expect(seen.length).toBeGreaterThan(10);
  for (const { number: until, rows } of seen) expect([until, await rowsUntil(until)]).toEqual([until, rows]);
});

test("a document that two processes change at once: one of them learns of the conflict, and decides again on what is there", async () => {
  const url = await freshDeskUrl();
  const here = await openHere(url);
  const other = await openThere(url);
  await other.write("shared", 1, 1);
  const known = await here.local.get("shared-0-0");
  if (!known) throw new Error("It was written.");
  const side = await onSide(url);
  await side.query(`UPDATE "local~0" SET rev = '2-elsewhere' WHERE id = 'shared-0-0'`);
  await expect(here.local.write([{ previous: known, next: { ...known, value: 1 } }])).rejects.toMatchObject({
    code: "PD_STORE_CONFLICT",
  });
});

test("where the bell's connection is cut, and where it never rang, what was written meanwhile is told all the same", async () => {
  const url = await freshDeskUrl();
  const here = await openHere(url);
  const there = await openThere(url);
  const told = new Set<string>();
  here.local.changes.subscribe((documents) => {
    for (const { id } of documents) told.add(id);
  });
  const side = await onSide(url);
  // Cuts all connections of this database but this one's, those that listen too.
  await side.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE $1",
    [`LISTEN "pipedesk ${deskAddress(url).schema}"`],
  );
  await there.write("there", 5, 2);
  await vi.waitFor(() => expect([...told].toSorted()).toEqual(idsOf("there", 5, 2).toSorted()), { timeout: 20_000 });
});

test("a process that is killed in the middle of writing leaves whole commits, and the others go on", async () => {
  const url = await freshDeskUrl();
  const here = await openHere(url);
  const there = await openThere(url);
  const told: string[] = [];
  here.local.changes.subscribe((documents) => void told.push(...documents.map(({ id }) => id)));
  const writing = there.write("there", 100_000, 5).catch(() => "killed");
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(20), { timeout: 20_000 });
  await there.kill();
  expect(await writing).toBe("killed");
  await here.local.write([record("after")]);
  const ids = (await here.local.find({ selector: {} })).map(({ id }) => id).filter((id) => id.startsWith("there"));
  const byCommit = Map.groupBy(ids, (id) => id.split("-")[1]);
  expect([...new Set(Array.from(byCommit.values(), ({ length }) => length))]).toEqual([5]);
  await vi.waitFor(() => expect(told.filter((id) => id.startsWith("there")).toSorted()).toEqual(ids.toSorted()), {
    timeout: 20_000,
  });
});

test("commits that are larger than one look are told whole, each once", async () => {
  const url = await freshDeskUrl();
  const here = await openHere(url);
  const there = await openThere(url);
  const told: string[] = [];
  here.local.changes.subscribe((documents) => void told.push(...documents.map(({ id }) => id)));
  await there.write("many", 4, 300);
  await there.write("one", 1, 1_200);
  await there.write("last", 1, 1);
  const all = [...idsOf("many", 4, 300), ...idsOf("one", 1, 1_200), "last-0-0"].toSorted();
  await vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(all.length), { timeout: 20_000 });
  expect(told.toSorted()).toEqual(all);
});
