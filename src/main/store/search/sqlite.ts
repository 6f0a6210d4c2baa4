import type { RawReads } from "../raw-reads.ts";
import { LOOKED_AT_CHARACTERS, SCORED_CHARACTERS } from "./limits.ts";
import { type Term, termQuery } from "./question.ts";
import type { FoundText, SearchedColumns, SearchIndex } from "./reads.ts";

/** FTS5's. */
export function sqliteSearch({ rows }: RawReads): SearchIndex {
  const texts = async (numbers: readonly number[], columns: string) =>
    (await rows(
      `SELECT n, ${columns} FROM search_text WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n DESC`,
      JSON.stringify(numbers),
    )) as unknown as FoundText[];
  return {
    async newest(columns, terms, kinds, most) {
      const found = await rows(
        "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT ?",
        matchIn(columns, terms, kinds),
        most,
      );
      return found.map(([number]) => Number(number));
    },
    async count(terms, most) {
      const [row] = await rows(
        "SELECT count(*) AS texts FROM (SELECT 1 FROM search_words WHERE search_words MATCH ? LIMIT ?)",
        matchIn("title body extra", terms, undefined),
        most,
      );
      return Number(row?.[0] ?? 0);
    },
    textsOf: (numbers) => texts(numbers, `title, extra, substr(body, 1, ${SCORED_CHARACTERS})`),
    titlesOf: (numbers) => texts(numbers, "title"),
    async numberBehind(count) {
      // The index keeps the length of each text here, in order: the one list of all numbers that is quick to walk.
      const [row] = await rows("SELECT id FROM search_words_docsize ORDER BY id DESC LIMIT 1 OFFSET ?", count);
      return Number(row?.[0] ?? 0);
    },
    async entriesOf(numbers) {
      const found = await rows(
        `SELECT n, kind, id, ticketId, title, substr(body, 1, ${LOOKED_AT_CHARACTERS}), extra
        FROM search_text WHERE n IN (SELECT value FROM json_each(?))`,
        JSON.stringify(numbers),
      );
      return new Map(
        found.map(([n, kind, id, ticketId, title, body, extra]) => [
          Number(n),
          {
            kind: String(kind),
            id: String(id),
            ticketId: ticketId === null ? null : String(ticketId),
            title: String(title),
            body: String(body),
            extra: String(extra),
          },
        ]),
      );
    },
    words: async (after, most) =>
      (await rows("SELECT n, term FROM search_terms WHERE n > ? ORDER BY n LIMIT ?", after, most)) as unknown as [
        number,
        string,
      ][],
  };
}

function matchIn(columns: SearchedColumns, terms: readonly Term[], kinds: readonly string[] | undefined): string {
  const texts = `{${columns}} : (${terms.map(termQuery).join(" AND ")})`;
  if (!kinds) return texts;
  const anyKind = kinds.map((kind) => `"${kind.replaceAll('"', '""')}"`).join(" OR ");
  return `kind : (${anyKind}) AND ${texts}`;
}
