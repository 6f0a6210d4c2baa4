import { DatabaseSync } from "node:sqlite";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postgresReads, sqliteReads, type RawReads } from "#main/store/raw-reads.ts";
import {
  createPostgresSearchHook,
  createSearchHooks,
  findInIndex,
  makePostgresSearch,
  type SearchEntry,
  type SearchSources,
} from "#main/store/search/index.ts";
import { getRxStoragePostgres, type PgDatabase } from "#main/store/sql-storage/index.ts";
import { testSchema } from "../../conformance/storage/fixtures.ts";
import { seededRandom } from "../../conformance/storage/random.ts";
import { postgresUrl } from "../../support/postgres/server.ts";

/** Documents that are their own entries. */
const SOURCES: SearchSources = { texts: (document) => document as unknown as SearchEntry };
type Document = SearchEntry & { readonly _deleted: boolean };

const entry = (fields: Partial<SearchEntry> & { id: string }): Document => ({
  kind: "message",
  ticketId: null,
  title: "",
  body: "",
  extra: "",
  ...fields,
  _deleted: false,
});

const sqlite = new DatabaseSync(":memory:");
const hooks = createSearchHooks(SOURCES);
let close: () => Promise<unknown> = async () => undefined;
let database: PgDatabase;
let onSqlite: RawReads;
let onPostgres: RawReads;

beforeAll(async () => {
  const storage = getRxStoragePostgres({ url: await postgresUrl(), opened: makePostgresSearch });
  const databaseName = `search ${randomUUID().slice(0, 8)}`;
  const instance = await storage.createStorageInstance({
    databaseInstanceToken: "search",
    databaseName,
    collectionName: "texts",
    schema: testSchema(),
    options: {},
    multiInstance: false,
    devMode: false,
  });
  close = () => instance.close();
  database = storage.database(databaseName);
  hooks.opened(sqlite);
  onSqlite = sqliteReads(sqlite);
  onPostgres = postgresReads((text, values) => database.rows(text, values));
});
afterAll(async () => {
  sqlite.close();
  await close();
});

async function write(document: Document, previous?: Document): Promise<void> {
  const writes = [{ document, previous }] as unknown as Parameters<typeof hooks.written>[2];
  hooks.written(sqlite, { collectionName: "texts" }, writes);
  const { transactions } = database;
  await transactions.run(async () => {
    await transactions.own?.begin();
    await createPostgresSearchHook(SOURCES, () => undefined)(database, "texts", writes);
  });
}

async function askBoth(text: string, kinds?: readonly string[]) {
  const query = { text, limit: 20, offset: 0, ...(kinds ? { kinds } : {}) };
  return { ours: await findInIndex(onPostgres, query), expected: await findInIndex(onSqlite, query) };
}

const WORDS = [
  "invoice",
  "Invoices",
  "boots",
  "leak",
  "Über",
  "naïve",
  "ada.lovelace@example.com",
  "555-1234",
  "don't",
  "NEAR",
  "\u0000x",
  "😀",
  "città",
  "Straße",
  "a",
];

test("the same questions find the same, in the same order, with the same excerpts, on both databases", async () => {
  const random = seededRandom(7);
  const text = () => Array.from({ length: random.below(9) }, () => random.pick(WORDS)).join(" ");
  const living = new Map<string, Document>();
  for (let step = 0; step < 150; step += 1) {
    const id = `d${random.below(60)}`;
    const kind = random.pick(["message", "ticket", "contact"]);
    const previous = living.get(`${kind} ${id}`);
    const next = entry({ id, kind, title: text(), body: text(), extra: text(), atEpochMs: random.below(40) });
    await write(next, previous);
    living.set(`${kind} ${id}`, next);
  }
  const questions = [
    ...WORDS,
    ...WORDS.map((word) => word.slice(0, 3)),
    "invoice boots",
    '"boots leak"',
    '"leak boots inv',
    "uber naive",
    "lovelace@exam",
    "invoixe",
    "bots leak",
    "citta strasse",
    "nothing of this",
    "!?",
    "AND OR NOT",
    "it's (a) title:test & | ! <-> :*",
  ];
  for (const question of questions)
    for (const kinds of [undefined, ["ticket"], ["message", "contact"]]) {
      const { ours, expected } = await askBoth(question, kinds);
      expect([question, kinds, ours]).toEqual([question, kinds, expected]);
    }
});

test("a text with more words than an index entry may hold is stored, and found by its first", async () => {
  const body = Array.from({ length: 120_000 }, (_, at) => `word${at}`).join(" ");
  await write(entry({ id: "long", title: "enormous", body }));
  expect((await askBoth("enormous")).ours.hits.map(({ id }) => id)).toEqual(["long"]);
  expect((await askBoth("word77")).ours.hits.map(({ id }) => id)).toEqual(["long"]);
});
