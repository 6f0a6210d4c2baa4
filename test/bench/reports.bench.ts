import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { report } from "../../src/main/desk/queries/reports/report.ts";
import { searchDesk } from "../../src/main/desk/queries/search.ts";
import type { ReadContext } from "../../src/main/desk/read-context.ts";
import { createFactIndexes } from "../../src/main/store/facts/facts.ts";
import { sqliteRaw, sqliteReads, tableOf } from "../../src/main/store/raw-reads.ts";
import { createSearchHooks, type SearchEntry } from "../../src/main/store/search/index.ts";
import { seededRandom } from "../conformance/storage/random.ts";
import type { BenchRow } from "./bench-row.ts";
import { latenciesOf, row } from "./storage/measure.ts";

const TICKETS = 100_000;
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);
const WORDS = "parcel refund invoice broken late colour address order tent lamp stove boots zipper size return".split(
  " ",
);
const RUNS = 20;
const TAKES = 3;

/** Reports over a year of a hundred thousand tickets, and searches with operators among as many messages. */
export async function benchReports(): Promise<BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), "pipedesk-bench-"));
  const db = new DatabaseSync(join(directory, "facts.sqlite"));
  try {
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768;");
    fill(db);
    const context = contextOver(db);
    const ask = (q: string, kind: "ticket" | "message") => () =>
      searchDesk(context, { q, kind, offset: 0, limit: 40, userId: "user-3", timeZone: "Europe/Rome" });
    const questions = [
      ask("status:open owner:me", "ticket"),
      ask("owner:none priority:high -tag:refund", "ticket"),
      ask("broken status:open owner:me", "message"),
      ask("parcel refund from:a77@example.com", "message"),
      ask("invoice has:attachment after:7d", "message"),
      ask("parcel after:2026-01-01", "ticket"),
    ];
    const found = await latenciesOf(questions.length * 10, (run) => questions[run % questions.length]?.(), TAKES);
    const year = { fromEpochMs: NOW - 365 * DAY_MS, untilEpochMs: NOW, q: "", timeZone: "Europe/Rome" };
    const owners = await latenciesOf(RUNS, () => report(context, { ...year, by: "owner" }), TAKES);
    const tags = await latenciesOf(RUNS, () => report(context, { ...year, by: "tag", q: "status:open" }), TAKES);
    return [
      row("search with operators, 100 000 tickets and messages, p95", "ms", found.p95Ms, null, [
        "< 50 ms",
        (value: number) => value < 50,
      ]),
      row("report of a year of 100 000 tickets, by owner, p95", "ms", owners.p95Ms, null, [
        "< 200 ms",
        (value: number) => value < 200,
      ]),
      row("report of a year, by tag, filtered, p95", "ms", tags.p95Ms, null, [
        "< 200 ms",
        (value: number) => value < 200,
      ]),
    ];
  } finally {
    db.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

export const measure = benchReports;

const STAGES = ["new", "waiting-on-contact", "waiting-on-us", "closed"].map((key) => ({
  id: `stage-${key}`,
  name: key,
  kind: key === "closed" ? "closed" : "open",
}));
const PIPELINE = { id: "pipeline-support", name: "Support", stages: STAGES };

/** The tables as the storage has them, as far as these reads go. */
function fill(db: DatabaseSync): void {
  const random = seededRandom(7);
  const [tickets, messages, runs] = (["tickets", "messages", "runs"] as const).map(tableOf);
  const fixed = "n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL";
  db.exec(`CREATE TABLE ${tickets} (${fixed}, "k.stageId", "k.pipelineId", data TEXT NOT NULL);
    CREATE TABLE ${messages} (${fixed}, "k.ticketId", data TEXT NOT NULL);
    CREATE TABLE ${runs} (${fixed}, "k.workflowId", "k.status", "k.startedAtEpochMs", data TEXT NOT NULL);
    CREATE INDEX "runs by time through" ON ${runs} (("k.workflowId" || ''), deleted, "k.status", "k.startedAtEpochMs")`);
  const addTicket = db.prepare(`INSERT INTO ${tickets} VALUES (?, ?, 0, ?, ?, ?)`);
  const addMessage = db.prepare(`INSERT INTO ${messages} VALUES (?, ?, 0, ?, ?)`);
  const hooks = createSearchHooks({ all: (document) => document as SearchEntry });
  hooks.opened(db);
  const word = () => WORDS[Math.floor(random.next() ** 2 * WORDS.length)] ?? "";
  const stamps = Object.fromEntries(["subject", "ownerId", "stageId", "tags"].map((name) => [name, "0".repeat(28)]));
  db.exec("BEGIN");
  for (let n = 1; n <= TICKETS; n += 1) {
    const createdAtEpochMs = NOW - Math.floor((TICKETS - n) * ((365 * DAY_MS) / TICKETS)) - 1;
    const isClosed = random.next() < 0.8;
    const took = Math.floor(random.next() * 5 * DAY_MS);
    const stage = isClosed ? STAGES[3] : STAGES[n % 3];
    const subject = `${word()} ${word()} ${n}`;
    const ticket = {
      id: `ticket-${n}`,
      subject,
      number: n,
      priority: [null, "low", "high"][n % 3],
      ownerId: n % 5 === 0 ? null : `user-${n % 20}`,
      tags: n % 4 === 0 ? ["refund", "Parcel lost"].slice(n % 2) : [],
      pipelineId: PIPELINE.id,
      stageId: stage?.id ?? "",
      channelId: `channel-${n % 3}`,
      source: "email",
      createdAtEpochMs,
      closedAtEpochMs: isClosed ? createdAtEpochMs + took : null,
      timeToCloseMs: isClosed ? took : null,
      dueAtEpochMs: null,
      wasReopened: n % 11 === 0,
      unread: n % 30 === 0,
      lastActivityAtEpochMs: createdAtEpochMs + took,
      snippet: "x".repeat(150),
      stamps,
    };
    addTicket.run(n, ticket.id, ticket.stageId, PIPELINE.id, JSON.stringify(ticket));
    const text = Array.from({ length: 60 }, word).join(" ");
    const message = {
      id: `message-${n}`,
      kind: "email",
      direction: n % 2 === 0 ? "incoming" : "outgoing",
      authorId: n % 2 === 0 ? null : "user-1",
      ticketId: `ticket-${Math.max(n - 1, 1)}`,
      atEpochMs: createdAtEpochMs + 3_600_000,
      from: { name: "", address: `a${n % 500}@example.com` },
      to: [{ name: "", address: "support@example.com" }],
      attachments: n % 9 === 0 ? [{}] : [],
      subject,
      text,
      visibleText: text,
    };
    addMessage.run(n, message.id, message.ticketId, JSON.stringify(message));
    const entry = { body: "", extra: "", title: subject, atEpochMs: createdAtEpochMs, ticketId: ticket.id };
    const from = message.from.address;
    const entries: SearchEntry[] = [
      { ...entry, kind: "ticket", id: ticket.id },
      { ...entry, kind: "message", id: message.id, body: text, extra: from, atEpochMs: message.atEpochMs },
    ];
    const writes = entries.map((document) => ({ document: { ...document, _deleted: false }, previous: undefined }));
    hooks.written(db, { collectionName: "all" }, writes);
  }
  db.exec("COMMIT");
  createFactIndexes({ dialect: sqliteRaw, exec: (text) => db.exec(text) });
}

/** What these reads ask of a desk: documents by their ids, SQL, and the names that the setup has. */
function contextOver(db: DatabaseSync): ReadContext {
  const getMany = (collection: "tickets" | "messages") => {
    const statement = db.prepare(
      `SELECT id, data FROM ${tableOf(collection)} WHERE id IN (SELECT value FROM json_each(?))`,
    );
    return async (ids: readonly string[]) =>
      new Map(
        statement.all(JSON.stringify(ids)).map(({ id, data }) => [String(id), JSON.parse(String(data)) as unknown]),
      );
  };
  const users = Array.from({ length: 20 }, (_, n) => ({ id: `user-${n}`, name: `Agent ${n}`, address: "" }));
  return {
    store: {
      sql: sqliteReads(db),
      tickets: { getMany: getMany("tickets"), find: async () => [] },
      messages: { getMany: getMany("messages") },
      people: { getMany: async () => new Map() },
    },
    setup: { pipelines: () => [PIPELINE], all: (kind: string) => (kind === "user" ? users : []) },
    clock: { nowEpochMs: () => NOW },
  } as unknown as ReadContext;
}
