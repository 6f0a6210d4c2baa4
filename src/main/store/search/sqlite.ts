import type { RawReads } from "../raw-reads.ts";
import { LOOKED_AT_CHARACTERS, SCORED_CHARACTERS } from "./limits.ts";
import { type Term, termQuery } from "./question.ts";
import type { Bounds, FoundText, SearchedColumns, SearchIndex } from "./reads.ts";

/** FTS5's. @param excluded no text that has any of these is found */
export function sqliteSearch({ rows }: RawReads, excluded: readonly Term[] = []): SearchIndex {
  const texts = async (numbers: readonly number[], columns: string) =>
    (await rows(
      `SELECT n, ${columns} FROM search_text WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n DESC`,
      JSON.stringify(numbers),
    )) as unknown as FoundText[];
  return {
    async newest(columns, terms, kinds, most, bounds = {}) {
      const { text, values } = boundsOf(bounds);
      const found = await rows(
        `SELECT rowid FROM search_words WHERE search_words MATCH ? ${text} ORDER BY rowid DESC LIMIT ?`,
        matchIn(columns, terms, kinds, excluded),
        ...values,
        most,
      );
      return found.map(([number]) => Number(number));
    },
    async documentsOf(numbers) {
      const found = await rows(
        "SELECT n, kind, id FROM search_text WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n DESC",
        JSON.stringify(numbers),
      );
      return found.map(([n, kind, id]) => ({ number: Number(n), kind: String(kind), id: String(id) }));
    },
    async idsWithAny(terms, kind, most) {
      const found = await rows(
        `SELECT id FROM search_text WHERE n IN (SELECT rowid FROM search_words WHERE search_words MATCH ?
         ORDER BY rowid DESC LIMIT ?)`,
        `kind : "${kind}" AND {title body extra} : (${terms.map((term) => termQuery(term)).join(" OR ")})`,
        most,
      );
      return found.map(([id]) => String(id));
    },
    async count(terms, most) {
      const [row] = await rows(
        "SELECT count(*) AS texts FROM (SELECT 1 FROM search_words WHERE search_words MATCH ? LIMIT ?)",
        matchIn("title body extra", terms, undefined, []),
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

/** A plus keeps the set from being what the index is walked by: each of its members would begin the whole question anew. */
function boundsOf({ below, within }: Bounds): { readonly text: string; readonly values: (string | number)[] } {
  const ofKinds = (within ?? []).map(
    () => "SELECT n FROM search_text WHERE kind = ? AND id IN (SELECT value FROM json_each(?))",
  );
  return {
    text: `${below === undefined ? "" : "AND rowid < ?"} ${within === undefined ? "" : `AND +rowid IN (${ofKinds.join(" UNION ALL ")})`}`,
    values: [
      ...(below === undefined ? [] : [below]),
      ...(within ?? []).flatMap(({ kind, ids }) => [kind, JSON.stringify(ids)]),
    ],
  };
}

function matchIn(
  columns: SearchedColumns,
  terms: readonly Term[],
  kinds: readonly string[] | undefined,
  excluded: readonly Term[],
): string {
  const wanted = `{${columns}} : (${terms.map((term) => termQuery(term)).join(" AND ")})`;
  const texts =
    excluded.length === 0
      ? wanted
      : `(${wanted} NOT {title body extra} : (${excluded.map((term) => termQuery(term)).join(" OR ")}))`;
  if (!kinds) return texts;
  const anyKind = kinds.map((kind) => `"${kind.replaceAll('"', '""')}"`).join(" OR ");
  return `kind : (${anyKind}) AND ${texts}`;
}
