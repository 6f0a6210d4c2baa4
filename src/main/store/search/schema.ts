import type { DatabaseSync } from "node:sqlite";

/**
 * `search_text` holds the texts as they are shown; `search_words` is the index over it and holds no text of its own. `n` is
 * the order of time, so that walking the index backwards walks from the newest to the oldest. `kind` is a column of the index:
 * a filter is then an intersection like any other word, not a look at each match. `search_terms` are the words for whoever mistypes one.
 */
const SEARCH_SCHEMA = `
  CREATE TABLE IF NOT EXISTS search_text (n INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, ticketId TEXT,
    title TEXT NOT NULL, body TEXT NOT NULL, extra TEXT NOT NULL, UNIQUE (kind, id));
  CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5 (kind, title, body, extra,
    content = 'search_text', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
  CREATE TABLE IF NOT EXISTS search_terms (n INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE);
`;

export function createSearchSchema(db: DatabaseSync): void {
  db.exec(SEARCH_SCHEMA);
}

export function dropSearchSchema(db: DatabaseSync): void {
  db.exec("DROP TABLE IF EXISTS search_words; DROP TABLE IF EXISTS search_text; DROP TABLE IF EXISTS search_terms");
}
