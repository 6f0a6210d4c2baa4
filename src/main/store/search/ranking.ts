import type { SqlReads } from "../sql-storage/index.ts";
import { DENSE_WITHIN_TEXTS, NEWEST_MATCHES, RANKED_MATCHES, SCORED_CHARACTERS } from "./limits.ts";
import { type Term, termQuery } from "./question.ts";
import { scoreOf } from "./score.ts";
import { spansOf } from "./spans.ts";

/**
 * The row numbers of one page, best first.
 *
 * Few matches are ranked by how well they match, the newest first among equals. Of many, those with all words in the title come
 * first, then the others, the newest first in each: no one of many matches is the best, and looking at all takes its time.
 *
 * Not by FTS5's own bm25: to weigh the words against each other it visits every text that has one of them, and each pass over
 * an open word gathers its completions anew, while in texts that have all the words their weights hardly matter. So there is
 * one pass over the index, two where matches are many and far apart, and the rest is reading what was found.
 */
export function rankedPage(
  db: SqlReads,
  terms: readonly Term[],
  kinds: readonly string[] | undefined,
  offset: number,
  limit: number,
): number[] {
  const words = terms.map(termQuery).join(" AND ");
  const wanted = Math.max(NEWEST_MATCHES, offset + limit);
  const matches = newest(db, matchIn("title body extra", words, kinds), wanted);
  if (matches.length <= RANKED_MATCHES) return ranked(db, matches, terms).slice(offset, offset + limit);
  const isComplete = matches.length < wanted;
  const titled =
    isComplete || areDense(db, matches)
      ? titledOf(db, matches, terms)
      : newest(db, matchIn("title", words, kinds), wanted);
  const first = new Set(titled);
  return [...titled, ...matches.filter((number) => !first.has(number))].slice(offset, offset + limit);
}

function matchIn(columns: string, words: string, kinds: readonly string[] | undefined): string {
  const texts = `{${columns}} : (${words})`;
  if (!kinds) return texts;
  const anyKind = kinds.map((kind) => `"${kind.replaceAll('"', '""')}"`).join(" OR ");
  return `kind : (${anyKind}) AND ${texts}`;
}

function newest(db: SqlReads, match: string, most: number): number[] {
  const statement = db.prepare("SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT ?");
  statement.setReturnArrays(true);
  return (statement.all(match, most) as unknown as number[][]).flat();
}

/** Newest first; sorting keeps the order of equals. */
function ranked(db: SqlReads, matches: readonly number[], terms: readonly Term[]): number[] {
  return textsOf(db, matches, `title, extra, substr(body, 1, ${SCORED_CHARACTERS})`)
    .map(([number, title = "", extra = "", body = ""]) => ({ number, score: scoreOf({ title, extra, body }, terms) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ number }) => number);
}

/** Newest first, all with one statement: a row by itself costs as much in calls as in reading. */
function textsOf(db: SqlReads, numbers: readonly number[], columns: string): [number, ...string[]][] {
  const statement = db.prepare(
    `SELECT n, ${columns} FROM search_text WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n DESC`,
  );
  statement.setReturnArrays(true);
  return statement.all(JSON.stringify(numbers)) as unknown as [number, ...string[]][];
}

/**
 * Whether the words are so common that the newest thousand matches lie close together. Few titles may have them all, and the
 * index would visit every text there is to find that out; so the titles of these matches are read instead.
 */
function areDense(db: SqlReads, matches: readonly number[]): boolean {
  // The index keeps the length of each text here, in order: the one list of all numbers that is quick to walk.
  const statement = db.prepare("SELECT id FROM search_words_docsize ORDER BY id DESC LIMIT 1 OFFSET ?");
  const bound = Number(statement.get(DENSE_WITHIN_TEXTS)?.["id"] ?? 0);
  return (matches.at(NEWEST_MATCHES - 1) ?? 0) > bound;
}

function titledOf(db: SqlReads, matches: readonly number[], terms: readonly Term[]): number[] {
  return textsOf(db, matches, "title")
    .filter(([, title = ""]) => terms.every((term) => spansOf(title, [term], 1).length > 0))
    .map(([number]) => number);
}
