import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { createSearchHooks, type SearchEntry, type SearchSources } from "../../../../../src/main/store/search/index.ts";

export type TestEntry = Partial<SearchEntry> & { id: string };
export type TestDocument = TestEntry & { _deleted: boolean };

export function entry(fields: TestEntry): SearchEntry {
  return { kind: "message", ticketId: null, title: "", body: "", extra: "", ...fields };
}

/** Documents that are their own entries; one marked `hidden` has none, of one marked `isBroken` it can't be told. */
export const SOURCES: SearchSources = {
  texts: (document) => {
    if (document["isBroken"]) throw new TypeError("no text");
    return document["hidden"] ? null : entry(document as TestEntry);
  },
};

type MarkedEntry = TestEntry & { hidden?: boolean; isBroken?: boolean };

export type TestIndex = {
  readonly db: DatabaseSync;
  readonly write: (document: MarkedEntry, previous?: MarkedEntry & { _deleted?: boolean }) => void;
  readonly remove: (previous: TestEntry) => void;
  /** The words as SQLite counts them, compared with the texts: fails when a row was left behind. */
  readonly check: () => void;
};

export function testIndex(
  entries: readonly TestEntry[] = [],
  fault?: (error: unknown, what: string) => void,
): TestIndex {
  const db = new DatabaseSync(":memory:");
  onTestFinished(() => db.close());
  const hooks = createSearchHooks(SOURCES, fault);
  hooks.opened(db);
  const info = { collectionName: "texts" };
  const index: TestIndex = {
    db,
    write: (document, previous) =>
      hooks.written(db, info, [
        { document: { ...document, _deleted: false }, previous: previous && { _deleted: false, ...previous } },
      ]),
    remove: (previous) =>
      hooks.written(db, info, [
        { document: { ...previous, _deleted: true }, previous: { ...previous, _deleted: false } },
      ]),
    check: () => db.exec("INSERT INTO search_words (search_words, rank) VALUES ('integrity-check', 1)"),
  };
  for (const each of entries) index.write(each);
  return index;
}
