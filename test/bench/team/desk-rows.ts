import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { REPLICATED_COLLECTIONS, type ReplicatedCollection } from "#shared/sync/collections.ts";
import { tableOfCollection } from "../automation/store-access.ts";
import { secondsOf } from "../storage/measure.ts";

export type DeskDocument = { readonly id: string } & Readonly<Record<string, unknown>>;
export type DeskRow = { readonly collection: ReplicatedCollection; readonly document: DeskDocument };

const openFile = (dataDir: string) => new DatabaseSync(join(dataDir, "desk.sqlite"), { readOnly: true });

/** Every document of a desk that travels, as it would go out. */
export function* rowsOfDesk(dataDir: string): Generator<DeskRow> {
  const db = openFile(dataDir);
  try {
    for (const collection of REPLICATED_COLLECTIONS) {
      const table = tableOfCollection(collection);
      for (const { data } of db.prepare(`SELECT data FROM "${table}" WHERE deleted = 0`).iterate()) {
        const { _meta, _rev, _attachments, _deleted, ...document } = JSON.parse(String(data)) as DeskDocument;
        yield { collection, document };
      }
    }
  } finally {
    db.close();
  }
}

export function countDocuments(dataDir: string): number {
  const db = openFile(dataDir);
  const count = (table: string) =>
    Number(db.prepare(`SELECT count(*) AS n FROM "${table}" WHERE deleted = 0`).get()?.["n"]);
  const counts = REPLICATED_COLLECTIONS.map((collection) => count(tableOfCollection(collection)));
  db.close();
  return counts.reduce((sum, one) => sum + one, 0);
}

/** The limit: the same rows bound as they are into the same tables with the same indexes, in one file and a few large transactions. No search rows, no merging, no network. */
export async function insertPlainly(dataDir: string, path: string): Promise<number> {
  const source = openFile(dataDir);
  const target = new DatabaseSync(path);
  target.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;");
  let seconds = 0;
  for (const collection of REPLICATED_COLLECTIONS) {
    const table = tableOfCollection(collection);
    for (const { sql } of source
      .prepare("SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND sql NOT NULL")
      .all(table))
      target.exec(String(sql));
    const read = source.prepare(`SELECT * FROM "${table}"`);
    const width = read.columns().length;
    read.setReturnArrays(true);
    const rows = read.all() as unknown as SQLInputValue[][];
    const insert = target.prepare(
      `INSERT INTO "${table}" VALUES (${Array.from({ length: width }, () => "?").join(", ")})`,
    );
    seconds += await secondsOf(() => {
      target.exec("BEGIN");
      for (const row of rows) insert.run(...row);
      target.exec("COMMIT");
    });
  }
  source.close();
  target.close();
  return seconds;
}
