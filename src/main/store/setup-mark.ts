import { COLLECTIONS } from "./collections.ts";
import { tableName, type SqlReads } from "./sql-storage/index.ts";

const TABLE = `"${tableName("setup", COLLECTIONS.setup.version)}"`;

/**
 * Another text whenever the setup is another: how many documents there are, when each was written last and how large they are. Reads the heads of the rows, none
 * of the documents. @throws Error from SQLite
 */
export function setupMark(sql: SqlReads): string {
  const row = sql
    .prepare(
      `SELECT count(*) AS rows, sum(deleted) AS gone, max(lwt) AS latest, total(lwt) AS written, sum(octet_length(data)) AS bytes FROM ${TABLE}`,
    )
    .get();
  return JSON.stringify(row);
}
