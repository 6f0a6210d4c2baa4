import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Core } from "#main/core.ts";
import { dumpDesk, normaliseDump, type DeskDump } from "../../support/desk-dump.ts";
import { expectedOf, OPENED_AT_EPOCH_MS, unpackOldDesk, type OldDesk } from "../../support/old-desk.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { sqliteOf } from "../../support/sqlite-of.ts";
import { tellAll } from "./told-tickets.ts";

/** Written by the version whose pieces of work were several writes, with halves of each kind in it. */
const NAME = "before-one-commit";
/** Paths, inside the desk's folder, of the copies that it keeps of a file before it upgrades it. */
const BACKUPS: readonly RegExp[] = [/^desk\.format-1\.backup\.sqlite$/u];
const HOUR_MS = 3_600_000;
const PATIENCE_MS = 20_000;
/**
 * What that version lost, and nothing in its file tells any more: that the timeline was to tell of a note which is there, and that a mail which had no ticket yet
 * came from an import.
 */
const LOST = ["note-1 before tickets 1", "import-3 before tickets 1"];

let old: OldDesk;
let desk: TestDesk | undefined;
beforeEach(async () => {
  old = await unpackOldDesk(NAME);
});
afterEach(async () => {
  await desk?.core.close();
  desk = undefined;
  await old.remove();
});

async function open(nowEpochMs = OPENED_AT_EPOCH_MS): Promise<TestDesk> {
  await desk?.core.close();
  desk = undefined;
  desk = await openTestDesk({ dataDir: old.dataDir, nowEpochMs });
  return desk;
}

const dumped = async ({ core }: TestDesk): Promise<DeskDump> =>
  normaliseDump(await dumpDesk(core.context.store), { ...old, openedAtEpochMs: OPENED_AT_EPOCH_MS });

describe("[H4] a desk of the version before", () => {
  test("is whole once it is open: each document is as that version itself would have finished it", async () => {
    await open();
    // Closed and open again, so that nothing is still on its way.
    const found = await dumped(await open());
    const expected = await expectedOf(NAME);
    for (const [name, documents] of Object.entries(expected))
      expect({ [name]: found[name] }).toEqual({ [name]: documents });
    expect(Object.keys(found)).toEqual(Object.keys(expected));
  });

  test("stays as it is when it is opened again, later", async () => {
    await open();
    const first = await dumpDesk((await open()).core.context.store);
    const again = await dumpDesk((await open(OPENED_AT_EPOCH_MS + HOUR_MS)).core.context.store);
    expect(again).toEqual(first);
  });

  test("gives each ticket a number of its own", async () => {
    const { store } = (await open()).core.context;
    const numbers = (await store.tickets.find({ selector: {} })).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(Math.max(...numbers.map(Number))).toBeGreaterThan(old.lastTicketNumber);
  });

  test("is copied first, as it was, also where an earlier copy was cut off", async () => {
    const before = rowsOf(join(old.dataDir, "desk.sqlite"));
    await writeFile(join(old.dataDir, "desk.format-1.backup.sqlite.part"), "SQLite format 3");
    await open();
    await open();
    const files = await readdir(old.dataDir, { recursive: true });
    const copies = files.filter((path) => BACKUPS.some((pattern) => pattern.test(path)));
    expect(files.filter((path) => path.includes(".part"))).toEqual([]);
    expect(copies.map((path) => rowsOf(join(old.dataDir, path)))).toEqual(BACKUPS.map(() => before));
  });

  test("loses the collection that nothing was ever kept in", async () => {
    const path = join(old.dataDir, "desk.sqlite");
    const traces = () => {
      const sql = new DatabaseSync(path, { readOnly: true });
      const found = sql
        .prepare(
          `SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'blobs~%'
          UNION ALL SELECT name FROM storage_tables WHERE name LIKE 'blobs~%'
          UNION ALL SELECT id FROM "_rxdb_internal~0" WHERE id LIKE 'collection|blobs-%'`,
        )
        .all();
      sql.close();
      return found.map(({ name }) => name);
    };
    expect(traces()).toEqual(["blobs~0", "blobs~0", "collection|blobs-0"]);
    await open();
    await desk?.core.close();
    desk = undefined;
    expect(traces()).toEqual([]);
  });

  test("has every index of a new desk", async () => {
    const fresh = await openTestDesk();
    const indexes = indexesOf(fresh.core);
    await fresh.close();
    expect(indexesOf((await open()).core)).toEqual(indexes);
    expect(indexes.length).toBeGreaterThan(30);
  });

  test("[D8b] has contacts with the address that they had, in a list of which there may be more", async () => {
    const { store } = (await open()).core.context;
    const people = await store.people.find({ selector: { kind: "contact" } });
    expect(people.length).toBeGreaterThan(5);
    expect(people.map(({ addresses, notes }) => [addresses, notes])).toEqual(
      people.map(({ address }) => [address === "" ? [] : [address], ""]),
    );
    const [person] = people.filter(({ address }) => address !== "");
    const { items } = await (await open()).client.contacts.list({ q: person?.address ?? "" });
    expect(items.map(({ id }) => id)).toContain(person?.id);
  });

  test("has all its files", async () => {
    const { store } = (await open()).core.context;
    const messages = await store.messages.find({ selector: {} });
    const ids = messages.flatMap(({ rawBlobId, htmlBlobId, attachments }) => [
      ...[rawBlobId, htmlBlobId].filter((id) => id !== null),
      ...attachments.map(({ blobId }) => blobId),
    ]);
    const missing = await Promise.all(ids.map(async (id) => ((await store.files.sizeOf(id)) === null ? [id] : [])));
    expect([missing.flat(), ids.length > 200]).toEqual([[], true]);
  });
});

describe("[H4] work goes on where that version left it", () => {
  test("[D8] each mail that is handed in again is a duplicate", async () => {
    const { client, core } = await open();
    const { store } = core.context;
    const mails = (await store.messages.find({ selector: {} })).filter(({ direction }) => direction === "incoming");
    const counts = async () => [
      await store.messages.count({}),
      await store.tickets.count({}),
      await store.people.count({}),
    ];
    const before = await counts();
    const results = new Map<string, number>();
    for (const { rawBlobId, channelId } of mails) {
      if (rawBlobId === null || channelId === null) continue;
      const body = new Blob([Buffer.from(await store.files.read(rawBlobId))]);
      const { status } = await client.channels.ingest({ params: { id: channelId }, body });
      results.set(status, (results.get(status) ?? 0) + 1);
    }
    expect([Array.from(results.keys()), await counts()]).toEqual([["duplicate"], before]);
  });

  test("[D2] an answer finds its thread, and its writer is known", async () => {
    const now = await open();
    const { client, core, clock } = now;
    const { store } = core.context;
    const people = await store.people.count({});
    clock.nowEpochMs += HOUR_MS;
    const { ticketId } = await now.receive({
      messageId: "later@example.com",
      inReplyTo: "mail-3@example.com",
      from: "Miamail-3 <miamail-3@example.com>",
      subject: "Re: Question mail-3",
    });
    const { items } = await client.tickets.list({ limit: 1 });
    expect(items.map(({ id, subject }) => [id, subject])).toEqual([[ticketId, "Question mail-3"]]);
    expect(await store.people.count({})).toBe(people);
  });

  test("[F5] the next ticket goes to whom that version would have given it", async () => {
    const now = await open();
    const { core, clock } = now;
    const turns = (await core.context.store.local.find({ selector: {} })).flatMap(({ id, value }) =>
      id.startsWith("turns") && typeof value === "object" && value !== null ? Object.entries(value) : [],
    );
    const [next] = turns.toSorted(([, a], [, b]) => (String(a) < String(b) ? -1 : 1));
    clock.nowEpochMs += HOUR_MS;
    const { ticketId } = await now.receive({ messageId: "turn@example.com", subject: "Effects! again" });
    const made = (await core.context.store.tickets.getMany([String(ticketId)])).get(String(ticketId));
    expect([turns.length, made?.ownerId]).toEqual([3, next?.[0]]);
  });

  test("[F7] its waiting runs go on when their time comes, in whatever revision they began", async () => {
    const later = OPENED_AT_EPOCH_MS + 60 * 24 * HOUR_MS;
    const { core } = await open(later);
    expect(await dueRuns(core, later)).toBeGreaterThan(1);
    await startAndSettle(core, later);
    const tickets = await core.context.store.tickets.find({ selector: {} });
    const patient = tickets.filter(({ subject }) => subject.startsWith("Patience"));
    expect(patient.map(({ tags }) => tags.toSorted())).toEqual([
      ["answered", "old"],
      ["answered", "old"],
    ]);
  });
});

async function dueRuns({ context: { store } }: Core, nowEpochMs: number): Promise<number> {
  const runs = await store.runs.find({ selector: { status: "waiting" } });
  return runs.filter(({ wakeAtEpochMs }) => wakeAtEpochMs > 0 && wakeAtEpochMs <= nowEpochMs).length;
}

async function startAndSettle(core: Core, nowEpochMs: number): Promise<void> {
  core.start();
  const left = async () =>
    (await dueRuns(core, nowEpochMs)) + (await core.context.store.webhookRequests.count({ reported: false }));
  await expect.poll(left, { timeout: PATIENCE_MS }).toBe(0);
}

/** Each half beside the one of its kind that was never cut off. */
describe("[F7] what was cut off at any write is, once the desk is open, as if it had not been", () => {
  let kinds: Record<string, Record<string, string>>;
  beforeEach(async () => {
    kinds = JSON.parse(
      await readFile(join(import.meta.dirname, "../../fixtures/desks", NAME, "halves.json"), "utf8"),
    ) as Record<string, Record<string, string>>;
  });

  test("for each kind of work", async () => {
    await open();
    const { core } = await open();
    // What a receiver has answered is told to the runs by the service that calls it. Nothing leaves this machine: no address is allowed.
    await startAndSettle(core, OPENED_AT_EPOCH_MS);
    const told = tellAll(await dumpDesk(core.context.store));
    const halves = Object.values(kinds).flatMap((points) => {
      const [whole = ""] = Object.keys(points).filter((name) => points[name] === "whole");
      return Object.entries(points).map(([name, point]) => ({
        half: `${name} before ${point}`,
        is: told(name),
        as: told(whole),
      }));
    });
    expect(halves.filter(({ as }) => as.length === 0)).toEqual([]);
    const differing = halves.filter(({ is, as }) => JSON.stringify(is) !== JSON.stringify(as));
    expect(differing.filter(({ half }) => !LOST.includes(half))).toEqual([]);
  });
});

/** Every row as it lies in the file. */
function rowsOf(path: string): unknown {
  const sql = new DatabaseSync(path, { readOnly: true });
  const tables = sql
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%~%' ORDER BY name")
    .all();
  const rows = tables.map(({ name }) => [
    name,
    sql.prepare(`SELECT id, json(data) AS data FROM "${String(name)}" ORDER BY id`).all(),
  ]);
  sql.close();
  return rows;
}

function indexesOf({ context }: Core): string[] {
  const found = sqliteOf(context.store)
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name")
    .all();
  return found.map(({ name }) => String(name));
}
