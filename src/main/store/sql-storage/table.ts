import type { Connection } from "./connection.ts";
import { syncIndexes, writeStatistics } from "./indexes.ts";
import { ODD, type SqlKey } from "./keys.ts";
import { attachmentTableName, FIXED_COLUMNS, type KeyField, quote, type TableLayout } from "./layout.ts";

/** What the instances of one table share beyond the layout. */
export type SharedTable = { removed: boolean; users: number };

/** Creates the table or brings an existing one to the layout: a schema may gain or lose indexes without a new version. */
export function ensureTable(connection: Connection, layout: TableLayout): void {
  if (!isCurrent(connection, layout)) connection.transaction(() => bringTables(connection, [layout]));
}

/** The same for many, as part of the caller's transaction. */
export function ensureTablesWithin(connection: Connection, layouts: readonly TableLayout[]): void {
  const due = layouts.filter((layout) => !isCurrent(connection, layout));
  if (due.length > 0) bringTables(connection, due);
}

function bringTables(connection: Connection, layouts: readonly TableLayout[]): void {
  connection.db.exec(
    "CREATE TABLE IF NOT EXISTS storage_tables (name TEXT PRIMARY KEY, layout TEXT NOT NULL) WITHOUT ROWID",
  );
  for (const layout of layouts) {
    const filled = readFilledPaths(connection, layout.name);
    if (filled) {
      addFixedColumns(connection, layout);
      addFields(connection, layout, filled);
    } else createTable(connection, layout);
    syncIndexes(connection, layout);
    if (layout.hasAttachments) createAttachmentTable(connection, layout);
    connection.run(
      "INSERT INTO storage_tables (name, layout) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET layout = excluded.layout",
      layout.name,
      describe(layout),
    );
  }
  writeStatistics(connection, layouts);
}

export function dropTable(connection: Connection, layout: TableLayout): void {
  connection.transaction(() => {
    connection.db.exec(`DROP TABLE IF EXISTS ${quote(layout.name)}`);
    connection.db.exec(`DROP TABLE IF EXISTS ${quote(attachmentTableName(layout))}`);
    connection.run("DELETE FROM storage_tables WHERE name = ?", layout.name);
  });
}

function describe(layout: TableLayout): string {
  return JSON.stringify({
    fields: layout.fields.map((field) => field.path),
    indexes: layout.indexes.map((index) => index.name),
    attachments: layout.hasAttachments,
    columns: FIXED_COLUMNS,
  });
}

function isCurrent(connection: Connection, layout: TableLayout): boolean {
  if (!connection.get("SELECT 1 FROM sqlite_schema WHERE name = 'storage_tables'")) return false;
  return connection.get("SELECT layout FROM storage_tables WHERE name = ?", layout.name)?.[0] === describe(layout);
}

/** The paths whose columns the last schema kept filled; undefined when there is no such table. */
function readFilledPaths(connection: Connection, name: string): ReadonlySet<string> | undefined {
  const stored = connection.get("SELECT layout FROM storage_tables WHERE name = ?", name)?.[0];
  if (typeof stored !== "string") return undefined;
  return new Set((JSON.parse(stored) as { fields: string[] }).fields);
}

function createTable(connection: Connection, layout: TableLayout): void {
  const table = quote(layout.name);
  // Key columns have no type, so that SQLite stores what is bound and converts nothing. The rowid is named, or VACUUM would
  // renumber it and search rows that point to it would point elsewhere.
  const keys = layout.fields.map((field) => `${quote(field.column)}, `).join("");
  connection.db.exec(`CREATE TABLE ${table} (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL,
    lwt REAL NOT NULL, odd INTEGER NOT NULL, rev TEXT NOT NULL, written INTEGER NOT NULL, ${keys}data TEXT NOT NULL)`);
}

/** A table of an earlier program has no revisions and commit numbers beside its documents. */
function addFixedColumns(connection: Connection, layout: TableLayout): void {
  const table = quote(layout.name);
  const present = columnsOf(connection, layout);
  if (!present.has("rev")) {
    connection.db.exec(`ALTER TABLE ${table} ADD COLUMN rev TEXT NOT NULL DEFAULT ''`);
    connection.db.exec(`UPDATE ${table} SET rev = data ->> '$._rev'`);
  }
  if (!present.has("written")) connection.db.exec(`ALTER TABLE ${table} ADD COLUMN written INTEGER NOT NULL DEFAULT 0`);
}

function columnsOf(connection: Connection, layout: TableLayout): Set<unknown> {
  return new Set(connection.all("SELECT name FROM pragma_table_info(?)", layout.name).map(([name]) => name));
}

function createAttachmentTable(connection: Connection, layout: TableLayout): void {
  connection.db.exec(`CREATE TABLE IF NOT EXISTS ${quote(attachmentTableName(layout))} (
    document TEXT NOT NULL, attachment TEXT NOT NULL, digest TEXT NOT NULL, type TEXT NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (document, attachment))`);
}

function addFields(connection: Connection, layout: TableLayout, filled: ReadonlySet<string>): void {
  const missing = layout.fields.filter((field) => !filled.has(field.path));
  if (missing.length === 0) return;
  const table = quote(layout.name);
  // A column may be there from an earlier schema that had this index: what it holds is out of date.
  const present = columnsOf(connection, layout);
  for (const { column } of missing) {
    if (!present.has(column)) connection.db.exec(`ALTER TABLE ${table} ADD COLUMN ${quote(column)}`);
  }
  const assignments = missing.map((field) => `${quote(field.column)} = ?`).join(", ");
  const update = connection.prepareOwn(`UPDATE ${table} SET odd = max(odd, ?), ${assignments} WHERE n = ?`);
  // By position, not by an open cursor: the rows change under it.
  let after = 0;
  for (;;) {
    const rows = connection.all(`SELECT n, data FROM ${table} WHERE n > ? ORDER BY n LIMIT 500`, after);
    for (const [n, data] of rows) {
      const document = JSON.parse(String(data)) as object;
      const { odd, keys } = readKeys(missing, document);
      update.run(odd, ...keys, Number(n));
      after = Number(n);
    }
    if (rows.length === 0) return;
  }
}

/** The key column values of a document, in the order of `fields`; an odd one is stored as missing and marks the row. */
export function readKeys(fields: readonly KeyField[], document: object): { odd: 0 | 1; keys: SqlKey[] } {
  let odd: 0 | 1 = 0;
  const keys = fields.map((field) => {
    const key = field.read(document);
    if (key !== ODD) return key;
    odd = 1;
    return null;
  });
  return { odd, keys };
}
