import type { SQLOutputValue } from "node:sqlite";
import type { SqlReads } from "../sql-storage/index.ts";
import type { SearchHit } from "./entry.ts";
import { excerptOf, markedText } from "./excerpt.ts";
import { LOOKED_AT_CHARACTERS } from "./limits.ts";
import { parseQuestion, type Term } from "./question.ts";
import { rankedPage } from "./ranking.ts";
import { findsAnything, questionsOf, type Spelled } from "./spelling.ts";

export type SearchQuery = {
  /** What the person typed. */
  readonly text: string;
  readonly limit: number;
  readonly offset: number;
  /** Default: all kinds. */
  readonly kinds?: readonly string[];
  /** Typing errors are not forgiven. */
  readonly isExact?: boolean;
};

export type Found = {
  readonly hits: SearchHit[];
  /** Words that nothing was found for, with those that were searched for instead; none where the question found something as it is. */
  readonly spelled: readonly Spelled[];
};

/**
 * A page of what matches all words of the text, the best first (see `rankedPage`); where nothing of any kind does, of what matches the words that may be meant. Nothing is found for
 * text without a word in it; no text is an error.
 */
export function searchIndex(db: SqlReads, query: SearchQuery): SearchHit[] {
  return findInIndex(db, query).hits;
}

/** The same, with the words that were taken for others. */
export function findInIndex(db: SqlReads, { text, limit, offset, kinds, isExact = false }: SearchQuery): Found {
  const terms = parseQuestion(text);
  if (terms.length === 0 || limit <= 0 || kinds?.length === 0) return { hits: [], spelled: [] };
  for (const asked of isExact ? [{ terms, spelled: [] }] : questionsOf(db, terms)) {
    const page = rankedPage(db, asked.terms, kinds, offset, limit);
    // An empty page of all kinds, from the first match on, says that there is nothing.
    const isWhole = kinds === undefined && offset === 0;
    if (page.length === 0 && (isWhole || !findsAnything(db, asked.terms))) continue;
    return { hits: hitsOf(db, page, asked.terms), spelled: asked.spelled };
  }
  return { hits: [], spelled: [] };
}

function hitsOf(db: SqlReads, page: readonly number[], terms: readonly Term[]): SearchHit[] {
  const select =
    db.prepare(`SELECT n, kind, id, ticketId, title, substr(body, 1, ${LOOKED_AT_CHARACTERS}) AS body, extra
    FROM search_text WHERE n IN (SELECT value FROM json_each(?))`);
  const rows = new Map(select.all(JSON.stringify(page)).map((row) => [Number(row["n"]), row]));
  return page.flatMap((number) => {
    const row = rows.get(number);
    return row ? [toHit(row, terms)] : [];
  });
}

function toHit(row: Record<string, SQLOutputValue>, terms: readonly Term[]): SearchHit {
  const title = markedText(String(row["title"]), terms);
  const body = excerptOf(String(row["body"]), terms);
  const hasHit = [...title, ...body].some(({ hit }) => hit);
  const extra = hasHit && body.length > 0 ? [] : excerptOf(String(row["extra"]), terms);
  const isExtraBetter = body.length === 0 || extra.some(({ hit }) => hit);
  return {
    id: String(row["id"]),
    kind: String(row["kind"]),
    ticketId: row["ticketId"] === null ? null : String(row["ticketId"]),
    title,
    snippet: isExtraBetter ? extra : body,
  };
}
