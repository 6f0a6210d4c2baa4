import type { Connection } from "./connection.ts";
import { quote, type TableLayout } from "./layout.ts";

/** Assumed sizes for the planner: what matters is which index it prefers, and that must not depend on the day. */
const ASSUMED_ROWS = 1_000_000;
const ASSUMED_DELETED = 1_000;

/** Creates the indexes of the layout and drops those it no longer has. */
export function syncIndexes(connection: Connection, layout: TableLayout): void {
  const { db } = connection;
  const kept = new Set([`${layout.name}#cleanup`, `${layout.name}#odd`, ...layout.indexes.map((index) => index.name)]);
  const existing = connection
    .all("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", layout.name)
    .map(([name]) => String(name));
  for (const name of existing) {
    if (!kept.has(name)) db.exec(`DROP INDEX ${quote(name)}`);
  }
  const table = quote(layout.name);
  // Made here, not with the table: one that an upgrade has renamed lost those of its old name above.
  db.exec(`CREATE INDEX IF NOT EXISTS ${quote(`${layout.name}#cleanup`)} ON ${table} (lwt) WHERE deleted = 1`);
  // Empty as long as every document keeps to its schema; see `Reader.hasOddRows`.
  db.exec(`CREATE INDEX IF NOT EXISTS ${quote(`${layout.name}#odd`)} ON ${table} (odd) WHERE odd = 1`);
  for (const index of layout.indexes) {
    const columns = index.columns.map((column) => quote(column.name)).join(", ");
    db.exec(`CREATE INDEX IF NOT EXISTS ${quote(index.name)} ON ${table} (${columns})`);
  }
}

/**
 * The index in whose order RxDB's replication reads changes. Most collections are never replicated by it, and keeping it for each write of theirs costs a tenth of
 * all that is written: so it is made for the first who asks, and kept from then on until the layout changes.
 */
export function ensureChangesIndex(connection: Connection, layout: TableLayout): void {
  const name = `${layout.name}#lwt,id`;
  if (connection.get("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?", name)) return;
  connection.transaction(() => connection.db.exec(`CREATE INDEX ${quote(name)} ON ${quote(layout.name)} (lwt, id)`));
}

/**
 * Without statistics SQLite takes every first column of an index for selective, `deleted` too, and would rather fetch and sort
 * all living rows than walk an index that is in order already. So it is told, in its own table, what the schema says.
 */
export function writeStatistics(connection: Connection, layouts: readonly TableLayout[]): void {
  // Makes the table `sqlite_stat1`, which can't be created by name.
  connection.db.exec("ANALYZE storage_tables");
  for (const layout of layouts) {
    connection.run("DELETE FROM sqlite_stat1 WHERE tbl = ?", layout.name);
    const write = (index: string, statistics: string): void => {
      connection.run("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", layout.name, index, statistics);
    };
    write(`sqlite_autoindex_${layout.name}_1`, `${ASSUMED_ROWS} 1`);
    write(`${layout.name}#cleanup`, `${ASSUMED_DELETED} 1`);
    write(`${layout.name}#odd`, "1 1");
    for (const index of layout.indexes) {
      let rows = ASSUMED_ROWS;
      const steps = index.columns.map(({ values }) => (rows = Math.max(1, Math.round(rows / values))));
      write(index.name, [ASSUMED_ROWS, ...steps].join(" "));
    }
  }
  connection.db.exec("ANALYZE sqlite_schema");
}
