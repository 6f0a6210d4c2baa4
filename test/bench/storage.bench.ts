import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SQLInputValue } from "node:sqlite";
import { createRxDatabase, normalizeMangoQuery, prepareQuery, type RxStorage } from "rxdb";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { getRxStorageSql, type SqlStorageInstance } from "../../src/main/store/sql-storage/index.ts";
import type { BenchRow } from "./bench-row.ts";
import { loadPeer, withoutPeer } from "./peers/peer.ts";
import { latenciesOf, row, secondsOf } from "./storage/measure.ts";
import { PlainSqlite } from "./storage/plain-sqlite.ts";
import {
  type BenchTicket,
  FILLED_TICKET_SCHEMA,
  NEWEST_OF_A_STAGE,
  storedTicket,
  ticket,
  TICKET_SCHEMA,
} from "./storage/tickets.ts";

const WRITTEN = 20_000;
const STORED = 100_000;
const IN_POUCH = 20_000;
const PER_BULK = 500;
const QUERIES = 2_000;
/** Each writer is timed this often, in turn, and its best run counts: the others measure what else the machine did. */
const ROUNDS = 3;

type Folder = () => string;

/** Bulk writes and the query of the board, beside what others take for the same. */
export async function benchStorage(): Promise<BenchRow[]> {
  const root = mkdtempSync(join(tmpdir(), "pipedesk-bench-"));
  let count = 0;
  const folder = (): string => join(root, String(count++));
  try {
    return [...(await benchWrites(folder)), ...(await benchNewest(folder))];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export const measure = benchStorage;

async function benchWrites(folder: Folder): Promise<BenchRow[]> {
  const best = { storage: 0, collection: 0, plain: 0, memory: 0, pouch: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    best.plain = Math.max(best.plain, WRITTEN / (await plainWrites(folder)));
    best.storage = Math.max(best.storage, WRITTEN / (await storageWrites(folder)));
    const sql = getRxStorageSql({ mode: "file", directory: folder() });
    best.collection = Math.max(best.collection, WRITTEN / (await collectionWrites(sql)));
    best.memory = Math.max(best.memory, WRITTEN / (await collectionWrites(getRxStorageMemory())));
    best.pouch = Math.max(best.pouch, WRITTEN / ((await pouchWrites(folder)) ?? Number.POSITIVE_INFINITY));
  }
  const size = `${WRITTEN / 1_000} 000 documents, ${PER_BULK} at a time`;
  const unit = "documents/s";
  const budget = ["≥ 0.4 × peer", (_: number, ratio: number) => ratio >= 0.4] as const;
  return [
    row(`insert ${size}: storage`, unit, best.storage, ["node:sqlite", best.plain], budget),
    row(`insert ${size}: RxCollection`, unit, best.collection, ["node:sqlite", best.plain], budget),
    row(`insert ${size}: RxCollection`, unit, best.collection, ["RxDB memory", best.memory], null),
    besidePouch(row(`insert ${size}: RxCollection`, unit, best.collection, ["PouchDB LevelDB", best.pouch], null)),
  ];
}

async function openTickets(directory: string): Promise<{
  instance: SqlStorageInstance<BenchTicket>;
  storage: ReturnType<typeof getRxStorageSql>;
}> {
  const storage = getRxStorageSql({ mode: "file", directory });
  const instance = await storage.createStorageInstance<BenchTicket>({
    databaseInstanceToken: "bench",
    databaseName: "bench",
    collectionName: "tickets",
    schema: FILLED_TICKET_SCHEMA,
    options: {},
    multiInstance: false,
    devMode: false,
  });
  return { instance, storage };
}

async function fill(instance: SqlStorageInstance<BenchTicket>, documents: readonly ReturnType<typeof storedTicket>[]) {
  for (let start = 0; start < documents.length; start += PER_BULK) {
    const rows = documents.slice(start, start + PER_BULK).map((document) => ({ document }));
    const { error } = await instance.bulkWrite(rows, "bench");
    if (error.length > 0) throw new Error("Nothing conflicts here.");
  }
}

async function storageWrites(folder: Folder): Promise<number> {
  const documents = Array.from({ length: WRITTEN }, (_, number) => storedTicket(number));
  const { instance } = await openTickets(folder());
  const seconds = await secondsOf(() => fill(instance, documents));
  await instance.close();
  return seconds;
}

/** The rows a storage has written, read back: the same ones, in the same order, ready to be bound. */
async function plainWrites(folder: Folder): Promise<number> {
  const directory = folder();
  const { instance, storage } = await openTickets(directory);
  await fill(
    instance,
    Array.from({ length: WRITTEN }, (_, number) => storedTicket(number)),
  );
  const db = storage.connection("bench");
  if (!db) throw new Error("The database is open.");
  const { table } = instance.internals;
  const read = db.prepare(`SELECT * FROM "${table}" ORDER BY n`);
  const columns = read.columns().map(({ name }) => name);
  read.setReturnArrays(true);
  const rows = read.all() as unknown as SQLInputValue[][];
  const plain = new PlainSqlite(join(directory, "plain.sqlite"), db);
  await instance.close();
  const seconds = await secondsOf(() => plain.insert(table, columns, rows, PER_BULK));
  plain.db.close();
  return seconds;
}

async function collectionWrites(storage: RxStorage<unknown, unknown>): Promise<number> {
  const name = `bench${Math.trunc(performance.now() * 1_000)}`;
  const database = await createRxDatabase({ name, storage, multiInstance: false, eventReduce: true });
  const { tickets } = await database.addCollections({ tickets: { schema: TICKET_SCHEMA } });
  if (!tickets) throw new Error("The collection was added.");
  const documents = Array.from({ length: WRITTEN }, (_, number) => ticket(number));
  const seconds = await secondsOf(async () => {
    for (let start = 0; start < WRITTEN; start += PER_BULK) {
      await tickets.bulkInsert(documents.slice(start, start + PER_BULK));
    }
  });
  await database.remove();
  return seconds;
}

/** A peer with no figure is one that isn't installed. */
function besidePouch(measured: BenchRow): BenchRow {
  return measured.peerValue === 0 ? withoutPeer(measured, "PouchDB LevelDB") : measured;
}

/** @returns null where PouchDB is not installed */
async function pouchWrites(folder: Folder): Promise<number | null> {
  const peer = await loadPeer(() => import("./peers/pouch.ts"));
  if (!peer) return null;
  const pouch = peer.openPouch(folder());
  const documents = peer.pouchDocuments(Array.from({ length: WRITTEN }, (_, number) => ticket(number)));
  const seconds = await secondsOf(async () => {
    for (let start = 0; start < WRITTEN; start += PER_BULK)
      await pouch.bulkDocs(documents.slice(start, start + PER_BULK));
  });
  await pouch.close();
  return seconds;
}

async function benchNewest(folder: Folder): Promise<BenchRow[]> {
  const { instance, storage } = await openTickets(folder());
  const documents = Array.from({ length: STORED }, (_, number) => storedTicket(number));
  await fill(instance, documents);
  const mango = { ...NEWEST_OF_A_STAGE, selector: { _deleted: false, ...NEWEST_OF_A_STAGE.selector } };
  const query = prepareQuery<BenchTicket>(
    FILLED_TICKET_SCHEMA,
    normalizeMangoQuery<BenchTicket>(FILLED_TICKET_SCHEMA, structuredClone(mango)),
  );
  const plan = instance.explain(query).join("; ");
  if (!plan.includes("USING INDEX") || plan.includes("SCAN")) throw new Error(`This is a full scan: ${plan}`);
  const ours = await latenciesOf(QUERIES, async () => expectAll((await instance.query(query)).documents.length));

  const heapMegabytes = heapOfReadingAll(instance);

  const db = storage.connection("bench");
  const statement = db?.prepare(`SELECT data FROM "${instance.internals.table}" WHERE deleted = 0 AND "k.stageId" = ?
    ORDER BY "k.updatedAt" DESC, id LIMIT 50`);
  const plain = await latenciesOf(QUERIES, () =>
    expectAll(statement?.all("stage-3").map(({ data }) => JSON.parse(String(data)) as unknown).length),
  );
  await instance.close();

  const memoryInstance = await getRxStorageMemory().createStorageInstance<BenchTicket>({
    databaseInstanceToken: "bench",
    databaseName: "bench",
    collectionName: "tickets",
    schema: FILLED_TICKET_SCHEMA,
    options: {},
    multiInstance: false,
    devMode: false,
  });
  await memoryInstance.bulkWrite(
    documents.map((document) => ({ document })),
    "bench",
  );
  const memory = await latenciesOf(200, async () => expectAll((await memoryInstance.query(query)).documents.length));
  await memoryInstance.remove();

  const pouchMs = await pouchNewest(folder);

  const name = "50 newest tickets of a stage among 100 000";
  return [
    row(`${name}, median`, "ms", ours.medianMs, ["node:sqlite", plain.medianMs], ["< 1 ms", (value) => value < 1]),
    row(`${name}, p99`, "ms", ours.p99Ms, ["node:sqlite", plain.p99Ms], ["< 5 ms", (value) => value < 5]),
    row(`${name}, median`, "ms", ours.medianMs, ["RxDB memory", memory.medianMs], null),
    besidePouch(row(`${name}, median`, "ms", ours.medianMs, ["PouchDB view, 20 000", pouchMs ?? 0], null)),
    row("heap gained while reading 100 000 documents one by one", "MB", heapMegabytes, null, [
      "< 10 MB",
      (value) => value < 10,
    ]),
  ];
}

/** Median in ms; null where PouchDB is not installed. */
async function pouchNewest(folder: Folder): Promise<number | null> {
  const peer = await loadPeer(() => import("./peers/pouch.ts"));
  if (!peer) return null;
  const pouch = peer.openPouch(folder());
  await pouch.bulkDocs(peer.pouchDocuments(Array.from({ length: IN_POUCH }, (_, number) => ticket(number))));
  await peer.makeStageView(pouch);
  const { medianMs } = await latenciesOf(100, async () => expectAll(await peer.newestOfAStage(pouch, 50)));
  await pouch.close();
  return medianMs;
}

/** What is still held in the middle of it, after a collection: an array of the documents would be some 100 MB. */
function heapOfReadingAll(instance: SqlStorageInstance<BenchTicket>): number {
  const everything = normalizeMangoQuery<BenchTicket>(FILLED_TICKET_SCHEMA, {
    selector: {},
    sort: [{ updatedAt: "asc" }],
  });
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  let count = 0;
  for (const _ of instance.iterate(prepareQuery<BenchTicket>(FILLED_TICKET_SCHEMA, everything))) {
    count += 1;
    if (count % (STORED / 10) !== 0) continue;
    globalThis.gc?.();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  if (count !== STORED) throw new Error(`Read ${count} documents.`);
  return most / 2 ** 20;
}

function expectAll(found: number | undefined): void {
  if (found !== NEWEST_OF_A_STAGE.limit) throw new Error(`Found ${found} tickets.`);
}
