/**
 * The index of words on PostgreSQL: a `tsvector` that our own splitter of words makes, so that the same words are words on both databases, and none is a stop word or cut to its stem. Titles have the
 * weight A, bodies B, the rest C. Positions end at 16 383 (https://www.postgresql.org/docs/current/textsearch-limitations.html): words beyond are found, but not as parts of a phrase.
 */
import type { PgClient, PgDatabase } from "../sql-storage/index.ts";
import { safeText } from "../sql-storage/index.ts";
import type { RawReads } from "../raw-reads.ts";
import { entryOf, type SearchEntry, type SearchSources } from "./entry.ts";
import { LOOKED_AT_CHARACTERS, MAX_INDEXED_BYTES, MAX_WORD_CHARACTERS, SCORED_CHARACTERS } from "./limits.ts";
import { type Term, wordsOf } from "./question.ts";
import type { FoundText, SearchedColumns, SearchIndex } from "./reads.ts";
import { spelledWords } from "./vocabulary.ts";
import { plainText } from "./words.ts";

export async function makePostgresSearch(client: PgClient): Promise<void> {
  for (const text of [
    `CREATE TABLE IF NOT EXISTS search_text (n bigint PRIMARY KEY, kind text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, ticket_id text,
      title text NOT NULL, body text NOT NULL, extra text NOT NULL, words tsvector NOT NULL, UNIQUE (kind, id))`,
    "CREATE INDEX IF NOT EXISTS search_words ON search_text USING gin (words) WITH (fastupdate = off)",
    `CREATE TABLE IF NOT EXISTS search_terms (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, term text COLLATE "C" NOT NULL UNIQUE)`,
  ])
    await client.query(text);
}

/** Units between two milliseconds of `n`, so that entries of one moment find a free number. */
const NUMBERS_PER_MS = 1_000;

type Written = {
  readonly document: Readonly<Record<string, unknown>> & { readonly _deleted: boolean };
  readonly previous?: (Readonly<Record<string, unknown>> & { readonly _deleted: boolean }) | undefined;
};

/** Writes the index rows of documents in the transaction of the documents themselves, as `createSearchHooks` does on SQLite. */
export function createPostgresSearchHook(
  sources: SearchSources,
  fault: (error: unknown, what: string) => void,
): (database: PgDatabase, collectionName: string, writes: readonly Written[]) => Promise<void> {
  const searchedOf = (collectionName: string, document: Written["document"] | undefined): SearchEntry | null =>
    document === undefined || document._deleted
      ? null
      : entryOf(sources[collectionName], document, (error) =>
          fault(error, `a document of "${collectionName}" could not be made searchable: ${String(document["id"])}`),
        );
  return async (database, collectionName, writes) => {
    if (!(collectionName in sources)) return;
    for (const { document, previous } of writes)
      await replace(database, searchedOf(collectionName, previous), searchedOf(collectionName, document));
  };
}

async function replace(database: PgDatabase, before: SearchEntry | null, after: SearchEntry | null): Promise<void> {
  if (before && after && sameTexts(before, after)) {
    if (before.ticketId !== after.ticketId)
      await database.run("UPDATE search_text SET ticket_id = $1 WHERE kind = $2 AND id = $3", [
        after.ticketId,
        after.kind,
        after.id,
      ]);
    return;
  }
  const isSame = before?.kind === after?.kind && before?.id === after?.id;
  if (before && !isSame) await remove(database, before);
  if (!after) return;
  const texts = [after.title, after.body, after.extra].map((text) => safeText(plainText(text)));
  const [title = "", body = "", extra = ""] = texts;
  const had = await remove(database, after);
  const base =
    had ?? (after.atEpochMs === undefined || after.atEpochMs < 0 ? null : Math.trunc(after.atEpochMs) * NUMBERS_PER_MS);
  // The next number that is free behind the moment; no other process writes meanwhile.
  await database.run(
    `INSERT INTO search_text (n, kind, id, ticket_id, title, body, extra, words)
     VALUES ((WITH RECURSIVE free (n) AS (
         SELECT coalesce($1::bigint, (SELECT coalesce(max(n), 0) + 1 FROM search_text))
         UNION ALL SELECT free.n + 1 FROM free WHERE EXISTS (SELECT 1 FROM search_text t WHERE t.n = free.n))
       SELECT max(n) FROM free), $2, $3, $4, $5, $6, $7, $8::tsvector)`,
    [base, after.kind, after.id, after.ticketId, title, body, extra, vectorOf({ title, body, extra })],
  );
  const words = [...new Set(texts.flatMap(spelledWords))].toSorted();
  if (words.length > 0)
    await database.run(
      `INSERT INTO search_terms (term) SELECT new.term FROM unnest($1::text[]) AS new (term)
       WHERE NOT EXISTS (SELECT 1 FROM search_terms known WHERE known.term = new.term) ON CONFLICT DO NOTHING`,
      [words],
    );
}

async function remove(database: PgDatabase, { kind, id }: SearchEntry): Promise<number | undefined> {
  const [row] = await database.rows("DELETE FROM search_text WHERE kind = $1 AND id = $2 RETURNING n", [kind, id]);
  return row === undefined ? undefined : Number(row[0]);
}

function sameTexts(a: SearchEntry, b: SearchEntry): boolean {
  return a.id === b.id && a.kind === b.kind && a.title === b.title && a.body === b.body && a.extra === b.extra;
}

const MAX_POSITION = 16_383;

/** A `tsvector` as text. Words of letters and digits alone need no quoting but for these quotes. */
function vectorOf(texts: { readonly title: string; readonly body: string; readonly extra: string }): string {
  const places = new Map<string, string[]>();
  let position = 0;
  let bytes = 0;
  for (const [text, weight] of [
    [texts.title, "A"],
    [texts.extra, "C"],
    [texts.body, "B"],
  ] as const) {
    for (const word of wordsOf(text)) {
      position += 1;
      const short = word.slice(0, MAX_WORD_CHARACTERS);
      const known = places.get(short);
      if (known) known.push(`${Math.min(position, MAX_POSITION)}${weight}`);
      else {
        bytes += Buffer.byteLength(short) + 8;
        if (bytes > MAX_INDEXED_BYTES) break;
        places.set(short, [`${Math.min(position, MAX_POSITION)}${weight}`]);
      }
    }
    // No phrase goes from one part into the next.
    position += 1;
  }
  return Array.from(places, ([word, at]) => `'${word}':${at.slice(0, 255).join(",")}`).join(" ");
}

/** A term in PostgreSQL's language of queries. */
function termQuery({ words, isOpen, others = [] }: Term, weights: string): string {
  const own = words
    .map((word, at) => {
      const isPrefix = isOpen && at === words.length - 1;
      return `'${safeText(word).slice(0, MAX_WORD_CHARACTERS)}':${isPrefix ? "*" : ""}${weights}`;
    })
    .join(" <-> ");
  if (others.length === 0) return `(${own})`;
  return `(${[`(${own})`, ...others.map((other) => termQuery(other, weights))].join(" | ")})`;
}

const WEIGHTS: Readonly<Record<SearchedColumns, string>> = { title: "A", "title body extra": "ABC" };

export function postgresSearch({ rows }: RawReads): SearchIndex {
  const queryOf = (columns: SearchedColumns, terms: readonly Term[]) =>
    terms.map((term) => termQuery(term, WEIGHTS[columns])).join(" & ");
  const texts = async (numbers: readonly number[], columns: string): Promise<FoundText[]> => {
    const found = await rows(
      `SELECT n, ${columns} FROM search_text WHERE n IN (SELECT jsonb_array_elements_text(?::jsonb)::bigint) ORDER BY n DESC`,
      JSON.stringify(numbers),
    );
    return found.map(([n, ...parts]) => [Number(n), ...parts.map(String)]);
  };
  return {
    async newest(columns, terms, kinds, most) {
      const ofKinds = kinds ? "AND kind IN (SELECT jsonb_array_elements_text(?::jsonb))" : "";
      const found = await rows(
        `SELECT n FROM search_text WHERE words @@ ?::tsquery ${ofKinds} ORDER BY n DESC LIMIT ?`,
        queryOf(columns, terms),
        ...(kinds ? [JSON.stringify(kinds)] : []),
        most,
      );
      return found.map(([n]) => Number(n));
    },
    async count(terms, most) {
      const [row] = await rows(
        "SELECT count(*) FROM (SELECT 1 FROM search_text WHERE words @@ ?::tsquery LIMIT ?) AS found",
        queryOf("title body extra", terms),
        most,
      );
      return Number(row?.[0] ?? 0);
    },
    textsOf: (numbers) => texts(numbers, `title, extra, left(body, ${SCORED_CHARACTERS})`),
    titlesOf: (numbers) => texts(numbers, "title"),
    async numberBehind(count) {
      const [row] = await rows("SELECT n FROM search_text ORDER BY n DESC LIMIT 1 OFFSET ?", count);
      return Number(row?.[0] ?? 0);
    },
    async entriesOf(numbers) {
      const found = await rows(
        `SELECT n, kind, id, ticket_id, title, left(body, ${LOOKED_AT_CHARACTERS}), extra
        FROM search_text WHERE n IN (SELECT jsonb_array_elements_text(?::jsonb)::bigint)`,
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
    async words(after, most) {
      const found = await rows("SELECT n, term FROM search_terms WHERE n > ? ORDER BY n LIMIT ?", after, most);
      return found.map(([n, word]) => [Number(n), String(word)] as const);
    },
  };
}
