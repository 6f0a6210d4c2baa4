import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sqliteReads } from "../../src/main/store/raw-reads.ts";
import { createSearchHooks, type SearchEntry, searchIndex } from "../../src/main/store/search/index.ts";
import { seededRandom } from "../conformance/storage/random.ts";
import type { BenchRow } from "./bench-row.ts";
import { latenciesOf, row, secondsOf } from "./storage/measure.ts";

const MESSAGES = 100_000;
const PER_TRANSACTION = 500;
const WORDS_PER_MESSAGE = 120;
const VOCABULARY = 30_000;
const QUESTIONS = 400;
const PEER_QUESTIONS = 40;
const PAGE = 50;
const TAKES = 3;

const SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve zi con per tra sta men".split(" ");

/** A made-up vocabulary: the commonest words are the shortest, as in any language. */
function wordAt(rank: number): string {
  let word = "";
  let rest = rank + 7;
  do {
    word += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length);
  } while (rest > 0);
  return word;
}

/** Full text search as the desk asks it: one to three words, common and rare, whole and half typed, some phrases. */
export async function benchSearch(): Promise<BenchRow[]> {
  const directory = mkdtempSync(join(tmpdir(), "pipedesk-bench-"));
  const path = join(directory, "search.sqlite");
  const db = new DatabaseSync(path);
  try {
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;");
    const random = seededRandom(42);
    // Zipf's law: the second word is half as frequent as the first.
    const rank = (): number => Math.floor(VOCABULARY ** random.next()) - 1;
    const text = (words: number): string => Array.from({ length: words }, () => wordAt(rank())).join(" ");
    const messages = Array.from({ length: MESSAGES }, (_, number): SearchEntry => ({
      id: `message-${number}`,
      kind: "message",
      ticketId: `ticket-${number % 30_000}`,
      title: text(6),
      body: text(WORDS_PER_MESSAGE),
      extra: `user${number % 5_000}@example.com`,
      atEpochMs: 1_600_000_000_000 + number * 60_000,
    }));
    const seconds = await secondsOf(() => indexAll(db, messages));
    const question = (run: number): string => {
      if (run % 10 === 0) return `user${run}@example.com`;
      if (run % 10 === 1) return `"${wordAt(rank())} ${wordAt(rank())}"`;
      const words = text(1 + (run % 3));
      return run % 2 === 0 ? words : words.slice(0, Math.max(2, words.length - 2));
    };
    const questions = Array.from({ length: QUESTIONS }, (_, run) => question(run));
    const reads = sqliteReads(db);
    const ask = (asked: string): unknown => searchIndex(reads, { text: asked, limit: PAGE, offset: 0 });
    const commonest = [0, 1, 2].map(wordAt);
    const ours = await latenciesOf(QUESTIONS, (run) => ask(questions[run] ?? ""), TAKES);
    const common = await latenciesOf(100, (run) => ask(commonest.slice(0, 1 + (run % 3)).join(" ")), TAKES);
    const peer = await latenciesOf(PEER_QUESTIONS, (run) => plainQuery(db, questions[run] ?? ""), TAKES);
    const mistyped = Array.from({ length: QUESTIONS }, (_, run) => withError(text(1 + (run % 3)), random.next()));
    const cold = await latenciesOf(1, () => ask(mistyped[0] ?? ""), 1);
    const forgiven = await latenciesOf(QUESTIONS, (run) => ask(mistyped[run] ?? ""), TAKES);
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const name = `search ${MESSAGES / 1_000} 000 messages, first ${PAGE} with excerpts`;
    const budget = ["< 20 ms", (value: number) => value < 20] as const;
    return [
      row(`${name}, p95`, "ms", ours.p95Ms, ["FTS5 bm25, snippet()", peer.p95Ms], budget),
      row(`${name}, median`, "ms", ours.medianMs, ["FTS5 bm25, snippet()", peer.medianMs], null),
      row(`${name}, the commonest words, p95`, "ms", common.p95Ms, null, budget),
      row(`${name}, mistyped, p95`, "ms", forgiven.p95Ms, null, budget),
      row(`${name}, mistyped, the first time`, "ms", cold.medianMs, null, null),
      row(`search: index ${MESSAGES / 1_000} 000 messages`, "messages/s", MESSAGES / seconds, null, null),
      row("search: bytes of index and text by byte of text", "×", statSync(path).size / sizeOf(messages), null, null),
    ];
  } finally {
    db.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

export const measure = benchSearch;

function indexAll(db: DatabaseSync, messages: readonly SearchEntry[]): void {
  const hooks = createSearchHooks({ messages: (document) => document as SearchEntry });
  hooks.opened(db);
  for (let start = 0; start < messages.length; start += PER_TRANSACTION) {
    const writes = messages
      .slice(start, start + PER_TRANSACTION)
      .map((message) => ({ document: { ...message, _deleted: false }, previous: undefined }));
    db.exec("BEGIN IMMEDIATE");
    hooks.written(db, { collectionName: "messages" }, writes);
    db.exec("COMMIT");
  }
}

/** Two letters of the longest word change places, as fingers have it. */
function withError(words: string, chance: number): string {
  const longest = words.split(" ").reduce((a, b) => (b.length > a.length ? b : a));
  const at = 1 + Math.floor(chance * Math.max(longest.length - 3, 1));
  const swapped = longest.slice(0, at) + (longest[at + 1] ?? "") + (longest[at] ?? "") + longest.slice(at + 2);
  return words.replace(longest, swapped);
}

/** What one would write first: everything ranked, excerpts by SQLite. */
function plainQuery(db: DatabaseSync, text: string): unknown {
  const match = text
    .split(" ")
    .map((word) => `"${word.replaceAll('"', "")}"`)
    .join(" AND ");
  const statement = db.prepare(`SELECT rowid, snippet(search_words, 2, '[', ']', '…', 24) FROM search_words
    WHERE search_words MATCH ? ORDER BY bm25(search_words, 0.0, 8.0, 1.0, 3.0) LIMIT ${PAGE}`);
  return statement.all(`${match} *`);
}

function sizeOf(messages: readonly SearchEntry[]): number {
  return messages.reduce((sum, { title, body, extra }) => sum + title.length + body.length + extra.length, 0);
}
