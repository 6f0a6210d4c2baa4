import type { DatabaseSync } from "node:sqlite";

/** Readers have their snapshots for moments; whoever holds one longer than that is waited for so long. */
const WAIT_MS = 30_000;

/**
 * Writes a database anew, so that nothing that was deleted or written over can be read out of its file. Deleting leaves bytes in free pages (https://sqlite.org/pragma.html#pragma_secure_delete), and the
 * index of words keeps a word until the part that holds it is merged (https://sqlite.org/fts5.html#the_optimize_command). The words that are offered to whoever mistypes one are those that are left.
 */
export function rewriteFile(db: DatabaseSync): void {
  db.exec(`PRAGMA busy_timeout = ${WAIT_MS}; PRAGMA secure_delete = ON`);
  try {
    db.exec("INSERT INTO search_words (search_words) VALUES ('optimize')");
    db.exec("CREATE VIRTUAL TABLE temp.left_words USING fts5vocab (main, search_words, row)");
    db.exec("DELETE FROM search_terms WHERE term NOT IN (SELECT term FROM temp.left_words)");
    db.exec("DROP TABLE temp.left_words");
    db.exec("VACUUM");
    // What is in the log is in the file then, and the log is empty.
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    db.exec("PRAGMA secure_delete = OFF");
  }
}
