import type { DatabaseSync } from "node:sqlite";
import type { RawReads } from "../raw-reads.ts";

/** Documents of which the version before had written a part of what follows from them; seen to once, when the desk opens. */
const UNFINISHED = "unfinished_documents";

/**
 * Format 2: a piece of work is one commit, so tickets carry no waiting events and messages need not be settled. What a crash had left in halves keeps those properties until it is
 * finished (`desk/upgrade/finish-halves.ts`); its ids are noted here.
 */
export function upgradeToOneCommit(db: DatabaseSync): void {
  db.exec(
    `CREATE TABLE ${UNFINISHED} (collection TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (collection, id)) WITHOUT ROWID`,
  );
  dropUnused(db);
  for (const [collection, properties, isUnfinished] of [
    ["tickets", ["pending", "hasPending"], "data ->> '$.hasPending' = 1"],
    ["messages", ["settled"], "data ->> '$.settled' = 0"],
  ] as const) {
    const [from, to] = [`${collection}~0`, `${collection}~1`];
    if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(from)) continue;
    db.exec(`ALTER TABLE "${from}" RENAME TO "${to}"`);
    db.prepare("UPDATE storage_tables SET name = ? WHERE name = ?").run(to, from);
    // RxDB's own note of the collection in that version; it makes one of the new.
    db.prepare(`DELETE FROM "_rxdb_internal~0" WHERE id = ?`).run(`collection|${collection}-0`);
    db.exec(
      `INSERT INTO ${UNFINISHED} (collection, id) SELECT '${collection}', id FROM "${to}" WHERE deleted = 0 AND ${isUnfinished}`,
    );
    const paths = properties.map((property) => `'$.${property}'`).join(", ");
    db.exec(`UPDATE "${to}" SET data = json_remove(data, ${paths})
      WHERE id NOT IN (SELECT id FROM ${UNFINISHED} WHERE collection = '${collection}')`);
  }
}

/** A collection that was made for the blobs and that nothing ever wrote to: they lie in a table and in files of their own. */
function dropUnused(db: DatabaseSync): void {
  if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'blobs~0'").get()) return;
  db.exec(`DROP TABLE "blobs~0"`);
  db.exec("DELETE FROM storage_tables WHERE name = 'blobs~0'");
  db.exec(`DELETE FROM "_rxdb_internal~0" WHERE id = 'collection|blobs-0'`);
}

type Sql = Pick<DatabaseSync, "prepare">;

/** Ids of documents that the version before left in halves, in order; none where they have been seen to. */
export async function unfinishedIds(sql: RawReads, collection: "tickets" | "messages"): Promise<string[]> {
  // No version that wrote in halves knew another database.
  if (sql.sqlite === null) return [];
  if ((await sql.rows(`SELECT 1 FROM sqlite_schema WHERE name = '${UNFINISHED}'`)).length === 0) return [];
  const rows = await sql.rows(`SELECT id FROM ${UNFINISHED} WHERE collection = ? ORDER BY id`, collection);
  return rows.map(([id]) => String(id));
}

/** They are whole now. Part of the transaction in which they were finished. */
export function forgetUnfinished(sql: Sql): void {
  sql.prepare(`DELETE FROM ${UNFINISHED}`).run();
}
