/**
 * The index of words on PostgreSQL: a `tsvector` that our own splitter of words makes, so that the same words are words on both databases, and none is a stop word or cut to its stem. Titles have the
 * weight A, bodies B, the rest C. Positions end at 16 383 (https://www.postgresql.org/docs/current/textsearch-limitations.html): words beyond are found, but not as parts of a phrase.
 */
import type { PgClient, PgDatabase } from "../sql-storage/index.ts";
import { safeText } from "../sql-storage/index.ts";
import type { RawReads } from "../raw-reads.ts";
import { entryOf, type SearchEntry, type SearchSources } from "./entry.ts";
import {
  LOOKED_AT_CHARACTERS,
  MAX_CHARACTERS_AT_ONCE,
  MAX_INDEXED_BYTES,
  MAX_KNOWN_WORDS,
  MAX_WORD_CHARACTERS,
  SCORED_CHARACTERS,
} from "./limits.ts";
import { type Term, wordsOf } from "./question.ts";
import type { Bounds, FoundText, SearchedColumns, SearchIndex } from "./reads.ts";
import { spelledWords } from "./vocabulary.ts";
import { plainText } from "./words.ts";

/** Made once: making an index again, though it is there, waits for all who write. */
export async function makePostgresSearch(client: PgClient): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass('search_terms') IS NOT NULL AS there");
  if (rows[0]?.there === true) return;
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
  const writer = new PostgresSearchWriter();
  return async (database, collectionName, writes) => {
    if (!(collectionName in sources)) return;
    // A document that is written twice in one go is one change.
    const changes = new Map<unknown, { readonly before: SearchEntry | null; readonly after: SearchEntry | null }>();
    for (const { document, previous } of writes) {
      const known = changes.get(document["id"]);
      const before = known ? known.before : searchedOf(collectionName, previous);
      changes.set(document["id"], { before, after: searchedOf(collectionName, document) });
    }
    await writer.write(database, [...changes.values()]);
  };
}

type Change = { readonly before: SearchEntry | null; readonly after: SearchEntry | null };
type Prepared = { readonly entry: SearchEntry; readonly texts: readonly [string, string, string] };

/** Many rows are a few statements: each is a way to the server and back. */
class PostgresSearchWriter {
  /** Words that are in the table, so that it is asked for new ones only. */
  #known = new Set<string>();

  async write(database: PgDatabase, changes: readonly Change[]): Promise<void> {
    const removed: SearchEntry[] = [];
    const added: SearchEntry[] = [];
    for (const { before, after } of changes) {
      if (before && after && sameTexts(before, after)) {
        if (before.ticketId !== after.ticketId) await this.#move(database, after);
        continue;
      }
      if (before) removed.push(before);
      if (after) added.push(after);
    }
    // What is new may have been there once, under its id.
    const had = await this.#remove(database, [...removed, ...added]);
    if (added.length === 0) return;
    const prepared = added.map((entry): Prepared => ({
      entry,
      texts: [prepare(entry.title), prepare(entry.body), prepare(entry.extra)],
    }));
    for (const some of portionsOf(prepared)) await this.#insert(database, some, had);
    await this.#addWords(
      database,
      prepared.flatMap(({ texts }) => texts.flatMap((text) => spelledWords(text))),
    );
  }

  async #move(database: PgDatabase, { ticketId, kind, id }: SearchEntry): Promise<void> {
    await database.run("UPDATE search_text SET ticket_id = $1 WHERE kind = $2 AND id = $3", [ticketId, kind, id]);
  }

  /** @returns the numbers that they had, to be used again */
  async #remove(database: PgDatabase, entries: readonly SearchEntry[]): Promise<ReadonlyMap<string, number>> {
    if (entries.length === 0) return new Map();
    const rows = await database.rows(
      `DELETE FROM search_text AS t USING unnest($1::text[], $2::text[]) AS gone (kind, id)
       WHERE t.kind = gone.kind AND t.id = gone.id RETURNING t.kind, t.id, t.n`,
      [entries.map(({ kind }) => kind), entries.map(({ id }) => id)],
    );
    return new Map(rows.map(([kind, id, n]) => [`${String(kind)} ${String(id)}`, Number(n)]));
  }

  /** Each gets the next number that is free behind its moment; no other process writes meanwhile. */
  async #insert(database: PgDatabase, all: readonly Prepared[], had: ReadonlyMap<string, number>): Promise<void> {
    const taken = new Set(had.values());
    let newest: number | null = null;
    let waiting: (readonly [number: number, prepared: Prepared])[] = [];
    for (const prepared of all) {
      const { kind, id, atEpochMs = -1 } = prepared.entry;
      const own = had.get(`${kind} ${id}`);
      if (atEpochMs < 0)
        newest ??= Number((await database.rows("SELECT coalesce(max(n), 0) FROM search_text"))[0]?.[0]);
      let number = own ?? (atEpochMs >= 0 ? Math.trunc(atEpochMs) * NUMBERS_PER_MS : (newest ?? 0) + 1);
      while (own === undefined && taken.has(number)) number += 1;
      taken.add(number);
      waiting.push([number, prepared]);
    }
    while (waiting.length > 0) {
      const rows = await database.rows(
        `INSERT INTO search_text (n, kind, id, ticket_id, title, body, extra, words)
         SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::tsvector[])
         ON CONFLICT (n) DO NOTHING RETURNING n`,
        [
          waiting.map(([number]) => number),
          waiting.map(([, { entry }]) => entry.kind),
          waiting.map(([, { entry }]) => entry.id),
          waiting.map(([, { entry }]) => entry.ticketId),
          ...([0, 1, 2] as const).map((part) => waiting.map(([, { texts }]) => texts[part])),
          waiting.map(([, { texts }]) => vectorOf(texts)),
        ],
      );
      const done = new Set(rows.map(([n]) => Number(n)));
      const left = waiting.filter(([number]) => !done.has(number));
      waiting = [];
      for (const [number, prepared] of left) {
        // Thousands of one moment stand one after the other: those before are not gone through again.
        const [row] = await database.rows("SELECT max(n) FROM search_text WHERE n >= $1 AND n < $2", [
          number,
          number + NUMBERS_PER_MS,
        ]);
        let next = Number(row?.[0] ?? number) + 1;
        while (taken.has(next)) next += 1;
        taken.add(next);
        waiting.push([next, prepared]);
      }
    }
  }

  async #addWords(database: PgDatabase, words: readonly string[]): Promise<void> {
    const fresh = [...new Set(words)].filter((word) => !this.#known.has(word)).toSorted();
    if (fresh.length === 0) return;
    await database.run(
      `INSERT INTO search_terms (term) SELECT new.term FROM unnest($1::text[]) AS new (term)
       WHERE NOT EXISTS (SELECT 1 FROM search_terms known WHERE known.term = new.term) ON CONFLICT DO NOTHING`,
      [fresh],
    );
    for (const word of fresh) if (this.#known.size < MAX_KNOWN_WORDS) this.#known.add(word);
    // What was added in a transaction that is rolled back is not in the table.
    database.transactions.own?.afterRollback.push(() => (this.#known = new Set()));
  }
}

/** Long texts go few at a time: a statement says each several times. */
function* portionsOf(all: readonly Prepared[]): Generator<readonly Prepared[]> {
  let portion: Prepared[] = [];
  let characters = 0;
  for (const prepared of all) {
    const length = prepared.texts.reduce((sum, text) => sum + text.length, 0);
    if (portion.length > 0 && characters + length > MAX_CHARACTERS_AT_ONCE) {
      yield portion;
      portion = [];
      characters = 0;
    }
    portion.push(prepared);
    characters += length;
  }
  if (portion.length > 0) yield portion;
}

const prepare = (text: string): string => safeText(plainText(text));

function sameTexts(a: SearchEntry, b: SearchEntry): boolean {
  return a.id === b.id && a.kind === b.kind && a.title === b.title && a.body === b.body && a.extra === b.extra;
}

const MAX_POSITION = 16_383;

/** A `tsvector` as text. Words of letters and digits alone need no quoting but for these quotes. */
function vectorOf([title, body, extra]: readonly [string, string, string]): string {
  const places = new Map<string, string[]>();
  let position = 0;
  let bytes = 0;
  for (const [text, weight] of [
    [title, "A"],
    [extra, "C"],
    [body, "B"],
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
function termQuery({ words, isOpen, isInTitle = false, others = [] }: Term, asked: string): string {
  const weights = isInTitle ? "A" : asked;
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

/** @param excluded no text that has any of these is found */
export function postgresSearch({ rows }: RawReads, excluded: readonly Term[] = []): SearchIndex {
  const queryOf = (columns: SearchedColumns, terms: readonly Term[], without: readonly Term[] = []) =>
    [
      ...terms.map((term) => termQuery(term, WEIGHTS[columns])),
      ...without.map((term) => `!${termQuery(term, WEIGHTS["title body extra"])}`),
    ].join(" & ");
  const texts = async (numbers: readonly number[], columns: string): Promise<FoundText[]> => {
    const found = await rows(
      `SELECT n, ${columns} FROM search_text WHERE n IN (SELECT jsonb_array_elements_text(?::jsonb)::bigint) ORDER BY n DESC`,
      JSON.stringify(numbers),
    );
    return found.map(([n, ...parts]) => [Number(n), ...parts.map(String)]);
  };
  return {
    async newest(columns, terms, kinds, most, bounds = {}) {
      const ofKinds = kinds ? "AND kind IN (SELECT jsonb_array_elements_text(?::jsonb))" : "";
      const { text, values } = boundsOf(bounds);
      const found = await rows(
        `SELECT n FROM search_text WHERE words @@ ?::tsquery ${ofKinds} ${text} ORDER BY n DESC LIMIT ?`,
        queryOf(columns, terms, excluded),
        ...(kinds ? [JSON.stringify(kinds)] : []),
        ...values,
        most,
      );
      return found.map(([n]) => Number(n));
    },
    async documentsOf(numbers) {
      const found = await rows(
        "SELECT n, kind, id FROM search_text WHERE n IN (SELECT jsonb_array_elements_text(?::jsonb)::bigint) ORDER BY n DESC",
        JSON.stringify(numbers),
      );
      return found.map(([n, kind, id]) => ({ number: Number(n), kind: String(kind), id: String(id) }));
    },
    async idsWithAny(terms, kind, most) {
      const found = await rows(
        "SELECT id FROM search_text WHERE words @@ ?::tsquery AND kind = ? ORDER BY n DESC LIMIT ?",
        terms.map((term) => termQuery(term, WEIGHTS["title body extra"])).join(" | "),
        kind,
        most,
      );
      return found.map(([id]) => String(id));
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

function boundsOf({ below, within }: Bounds): { readonly text: string; readonly values: (string | number)[] } {
  const ofKinds = (within ?? []).map(() => "(kind = ? AND id IN (SELECT jsonb_array_elements_text(?::jsonb)))");
  return {
    text: `${below === undefined ? "" : "AND n < ?"} ${within === undefined ? "" : `AND (${ofKinds.join(" OR ") || "false"})`}`,
    values: [
      ...(below === undefined ? [] : [below]),
      ...(within ?? []).flatMap(({ kind, ids }) => [kind, JSON.stringify(ids)]),
    ],
  };
}
