import type { SQLOutputValue } from "node:sqlite";
import type { SqlReads } from "../sql-storage/index.ts";
import type { SearchHit } from "./entry.ts";
import { excerptOf, markedText } from "./excerpt.ts";
import { LOOKED_AT_CHARACTERS } from "./limits.ts";
import { parseQuestion, type Term } from "./question.ts";
import { rankedPage } from "./ranking.ts";

export type SearchQuery = {
  /** What the person typed. */
  readonly text: string;
  readonly limit: number;
  readonly offset: number;
  /** Default: all kinds. */
  readonly kinds?: readonly string[];
};

/**
 * A page of what matches all words of the text, the best first (see `rankedPage`). Nothing is found for text without a word
 * in it; no text is an error.
 */
export function searchIndex(db: SqlReads, { text, limit, offset, kinds }: SearchQuery): SearchHit[] {
  const terms = parseQuestion(text);
  if (terms.length === 0 || limit <= 0 || kinds?.length === 0) return [];
  const page = rankedPage(db, terms, kinds, offset, limit);
  const select = db.prepare(`SELECT kind, id, ticketId, title, substr(body, 1, ${LOOKED_AT_CHARACTERS}) AS body, extra
    FROM search_text WHERE n = ?`);
  return page.flatMap((number) => {
    const row = select.get(number);
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
