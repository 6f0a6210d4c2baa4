import type { DatabaseSync, StatementSync } from "node:sqlite";
import { entryOf, type SearchEntry, type SearchSources } from "./entry.ts";
import { createSearchSchema } from "./schema.ts";
import { VocabularyWriter } from "./vocabulary.ts";
import { plainText } from "./words.ts";

type Written = {
  readonly document: Readonly<Record<string, unknown>> & { readonly _deleted: boolean };
  readonly previous: (Readonly<Record<string, unknown>> & { readonly _deleted: boolean }) | undefined;
};

/** The hooks of a storage that keep the index with the documents: structurally those of the SQL storage. */
export type SearchHooks = {
  opened(db: DatabaseSync): void;
  written(db: DatabaseSync, info: { readonly collectionName: string }, writes: readonly Written[]): void;
  /** What was written in the transaction under way is rolled back. */
  rolledBack(db: DatabaseSync): void;
};

/**
 * Writes the index rows of documents in the transaction of the documents themselves. A document whose text can't be had is stored all the same and not
 * found by a search; what the index itself throws undoes the write.
 * @param fault is told of such a document
 */
export function createSearchHooks(
  sources: SearchSources,
  fault: (error: unknown, what: string) => void = () => undefined,
): SearchHooks {
  const writers = new WeakMap<DatabaseSync, SearchWriter>();
  const searchedOf = (collectionName: string, document: Written["document"] | undefined): SearchEntry | null =>
    document === undefined || document._deleted
      ? null
      : entryOf(sources[collectionName], document, (error) =>
          fault(error, `a document of "${collectionName}" could not be made searchable: ${String(document["id"])}`),
        );
  return {
    opened: createSearchSchema,
    written(db, { collectionName }, writes) {
      if (!(collectionName in sources)) return;
      let writer = writers.get(db);
      if (!writer) {
        writer = new SearchWriter(db);
        writers.set(db, writer);
      }
      for (const { document, previous } of writes)
        writer.replace(searchedOf(collectionName, previous), searchedOf(collectionName, document));
    },
    rolledBack: (db) => writers.get(db)?.rolledBack(),
  };
}

/** Units between two milliseconds of `n`, so that entries of one moment find a free number. */
const NUMBERS_PER_MS = 1_000;

export class SearchWriter {
  readonly #find: StatementSync;
  readonly #newest: StatementSync;
  readonly #insertText: StatementSync;
  readonly #insertWords: StatementSync;
  readonly #deleteText: StatementSync;
  readonly #deleteWords: StatementSync;
  readonly #move: StatementSync;
  readonly #vocabulary: VocabularyWriter;
  /** The moment of the newest number that was given, and the number after it. */
  #recent = { base: -1, next: 0 };

  constructor(db: DatabaseSync) {
    this.#find = db.prepare("SELECT n, kind, title, body, extra, ticketId FROM search_text WHERE kind = ? AND id = ?");
    this.#newest = db.prepare("SELECT max(n) AS n FROM search_text");
    this.#insertText = db.prepare(
      "INSERT INTO search_text (n, kind, id, ticketId, title, body, extra) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    );
    this.#insertWords = db.prepare("INSERT INTO search_words (rowid, kind, title, body, extra) VALUES (?, ?, ?, ?, ?)");
    this.#deleteText = db.prepare("DELETE FROM search_text WHERE n = ?");
    // The index has no text of its own: to forget a row it must be told what it had been given.
    this.#deleteWords = db.prepare(
      "INSERT INTO search_words (search_words, rowid, kind, title, body, extra) VALUES ('delete', ?, ?, ?, ?, ?)",
    );
    this.#move = db.prepare("UPDATE search_text SET ticketId = ? WHERE kind = ? AND id = ?");
    this.#vocabulary = new VocabularyWriter(db);
  }

  /** `before`: what the index should hold now; null for nothing. Most writes change nothing that is searched. */
  replace(before: SearchEntry | null, after: SearchEntry | null): void {
    if (before && after && sameTexts(before, after)) {
      if (before.ticketId !== after.ticketId) this.#move.run(after.ticketId, after.kind, after.id);
      return;
    }
    const isSame = before?.kind === after?.kind && before?.id === after?.id;
    if (before && !isSame) this.#remove(before);
    if (!after) return;
    const texts = [plainText(after.title), plainText(after.body), plainText(after.extra)] as const;
    const number = this.#insert(after, texts, isSame ? this.#remove(after) : undefined);
    this.#insertWords.run(number, after.kind, ...texts);
    this.#vocabulary.add(texts);
  }

  /**
   * What is new is not looked for first: nearly always neither its number nor the entry is there.
   * @param had the number that it had
   */
  #insert(entry: SearchEntry, texts: readonly string[], had: number | undefined): number {
    const { kind, id, ticketId, atEpochMs = -1 } = entry;
    const base = atEpochMs >= 0 ? Math.trunc(atEpochMs) * NUMBERS_PER_MS : Number(this.#newest.get()?.["n"] ?? 0) + 1;
    // Thousands of one moment come one after the other: those before are not gone through again.
    let number = had ?? (base === this.#recent.base ? this.#recent.next : base);
    while (this.#insertText.run(number, kind, id, ticketId, ...texts).changes === 0)
      number = this.#remove(entry) ?? number + 1;
    if (had === undefined) this.#recent = { base, next: number + 1 };
    return number;
  }

  rolledBack(): void {
    this.#vocabulary.forget();
  }

  /** @returns the number it had, to be used again */
  #remove({ kind, id }: SearchEntry): number | undefined {
    const row = this.#find.get(kind, id);
    if (!row) return undefined;
    const number = Number(row["n"]);
    this.#deleteWords.run(number, kind, String(row["title"]), String(row["body"]), String(row["extra"]));
    this.#deleteText.run(number);
    return number;
  }
}

function sameTexts(a: SearchEntry, b: SearchEntry): boolean {
  return a.id === b.id && a.kind === b.kind && a.title === b.title && a.body === b.body && a.extra === b.extra;
}
