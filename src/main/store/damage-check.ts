import type { DatabaseSync } from "node:sqlite";
import { SqlStorageError, SqlStorageErrorCode } from "./sql-storage/index.ts";

/**
 * Walks through every table of a database that is not larger than `maxBytes`, before anything is written to it: what is found later is found
 * in the middle of work. Virtual tables are left out: the search index can be made anew.
 * @throws SqlStorageError DAMAGED_FILE
 */
export function refuseDamaged(db: DatabaseSync, maxBytes: number): void {
  const sizeBytes = numberOf(db, "PRAGMA page_count") * numberOf(db, "PRAGMA page_size");
  if (sizeBytes > maxBytes) return;
  const tables = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    .all();
  for (const { name } of tables) {
    const answer = db.prepare(`PRAGMA quick_check('${String(name).replaceAll("'", "''")}')`).get();
    const verdict = String(Object.values(answer ?? {})[0]);
    if (verdict !== "ok")
      throw new SqlStorageError(SqlStorageErrorCode.damagedFile, `The table "${String(name)}" is damaged: ${verdict}`);
  }
}

function numberOf(db: DatabaseSync, pragma: string): number {
  return Number(Object.values(db.prepare(pragma).get() ?? {})[0]);
}
