import type { ReadStore } from "../../src/main/store/read-store.ts";
import type { SqlReads } from "../../src/main/store/sql-storage/index.ts";

/** A desk's SQLite, for what a test asks of it by hand; inside a transaction it is the connection that writes. */
export function sqliteOf({ sql }: Pick<ReadStore, "sql">): SqlReads {
  if (sql.sqlite === null) throw new TypeError("The desk lies on another database.");
  return sql.sqlite;
}
