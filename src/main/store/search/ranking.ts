import type { DatabaseSync } from "node:sqlite";
import { COUNTED_DOCUMENTS, DENSE_WITHIN_TEXTS, RANKED_MATCHES } from "./limits.ts";
import { type Term, termQuery } from "./question.ts";
import { COLUMN_WEIGHTS } from "./schema.ts";
import { spansOf } from "./spans.ts";

/**
 * The row numbers of one page, best first.
 *
 * Few matches are ranked by bm25, the newest first among equals. Many are not, since bm25 looks at all of them, and at every
 * document of every word: then those with all words in the title come first, then the others, the newest first in each.
 * Each pass over an open word gathers its completions anew, so there are as few passes as can be.
 */
export function rankedPage(
  db: DatabaseSync,
  terms: readonly Term[],
  kinds: readonly string[] | undefined,
  offset: number,
  limit: number,
): number[] {
  const words = terms.map(termQuery).join(" AND ");
  const everywhere = matchIn("title body extra", words, kinds);
  const wanted = Math.max(RANKED_MATCHES, offset + limit);
  const matches = newest(db, everywhere, wanted);
  if (matches.length < RANKED_MATCHES && terms.every((term) => isRare(db, term, terms.length))) {
    const best = `SELECT rowid, bm25(search_words, ${COLUMN_WEIGHTS}) AS score FROM search_words
      WHERE search_words MATCH ? ORDER BY score, rowid DESC LIMIT ? OFFSET ?`;
    return db
      .prepare(best)
      .all(everywhere, limit, offset)
      .map((row) => Number(row["rowid"]));
  }
  const titled = areDense(db, matches)
    ? matches.filter(isTitled(db, terms))
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

function newest(db: DatabaseSync, match: string, most: number): number[] {
  const statement = db.prepare("SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT ?");
  return statement.all(match, most).map((row) => Number(row["rowid"]));
}

/**
 * Whether the words are so common that the newest thousand matches lie close together. Few titles may have them all, and the
 * index would visit every text there is to find that out; so the titles of these matches are read instead.
 */
function areDense(db: DatabaseSync, matches: readonly number[]): boolean {
  // The index keeps the length of each text here, in order: the one list of all numbers that is quick to walk.
  const statement = db.prepare("SELECT id FROM search_words_docsize ORDER BY id DESC LIMIT 1 OFFSET ?");
  const bound = Number(statement.get(DENSE_WITHIN_TEXTS)?.["id"] ?? 0);
  return (matches.at(RANKED_MATCHES - 1) ?? 0) > bound;
}

function isTitled(db: DatabaseSync, terms: readonly Term[]): (number: number) => boolean {
  const statement = db.prepare("SELECT title FROM search_text WHERE n = ?");
  return (number) => {
    const title = String(statement.get(number)?.["title"] ?? "");
    return terms.every((term) => spansOf(title, [term], 1).length > 0);
  };
}

/** A term by itself has been counted: it is the question. */
function isRare(db: DatabaseSync, term: Term, termCount: number): boolean {
  if (termCount === 1) return true;
  const statement = db.prepare(
    "SELECT 1 FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
  );
  return statement.get(termQuery(term), COUNTED_DOCUMENTS) === undefined;
}
