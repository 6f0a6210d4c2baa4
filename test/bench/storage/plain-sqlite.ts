import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/** The peer: node:sqlite by itself, with the tables, indexes and pragmas a storage made, and rows that are ready to be bound. */
export class PlainSqlite {
  readonly db: DatabaseSync;

  /** `template`: an open database whose schema is copied. */
  constructor(path: string, template: DatabaseSync) {
    this.db = new DatabaseSync(path);
    this.db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;");
    const objects = template
      .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
      .all();
    for (const { sql } of objects) this.db.exec(String(sql));
    this.db.exec("ANALYZE storage_tables");
    const insert = this.db.prepare("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)");
    for (const { tbl, idx, stat } of template.prepare("SELECT * FROM sqlite_stat1").all()) {
      insert.run(tbl ?? null, idx ?? null, stat ?? null);
    }
    this.db.exec("ANALYZE sqlite_schema");
  }

  insert(table: string, columns: readonly string[], rows: readonly SQLInputValue[][], perTransaction: number): void {
    const names = columns.map((column) => `"${column}"`).join(", ");
    const statement = this.db.prepare(
      `INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => "?").join(", ")})`,
    );
    for (let start = 0; start < rows.length; start += perTransaction) {
      this.db.exec("BEGIN IMMEDIATE");
      for (const row of rows.slice(start, start + perTransaction)) statement.run(...row);
      this.db.exec("COMMIT");
    }
  }
}
