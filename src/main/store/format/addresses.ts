import type { DatabaseSync } from "node:sqlite";
import { fillSearchIndex } from "../search/index.ts";
import { SEARCH_SOURCES } from "../search-sources.ts";

/**
 * Format 3: a contact has several addresses, notes, and bounces that name their address. What is searched of messages is no longer what they quote, and of people all their addresses:
 * the index is made anew.
 */
export function upgradeToAddresses(db: DatabaseSync): void {
  const [from, to] = ["people~0", "people~1"];
  const has = (name: string) =>
    db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;
  if (has(from)) {
    db.exec(`ALTER TABLE "${from}" RENAME TO "${to}"`);
    db.prepare("UPDATE storage_tables SET name = ? WHERE name = ?").run(to, from);
    // RxDB's own note of the collection in that version; it makes one of the new.
    db.prepare(`DELETE FROM "_rxdb_internal~0" WHERE id = ?`).run("collection|people-0");
    db.exec(`UPDATE "${to}" SET data = json_set(data,
      '$.addresses', iif(data ->> '$.address' = '', json_array(), json_array(data ->> '$.address')), '$.notes', '')`);
    db.exec(`UPDATE "${to}" SET data = json_remove(json_set(data, '$.hardBounces',
      json_array(json_object('address', data ->> '$.address', 'atEpochMs', data -> '$.hardBouncedAtEpochMs'))),
      '$.hardBouncedAtEpochMs') WHERE data ->> '$.hardBouncedAtEpochMs' IS NOT NULL`);
    db.exec(`UPDATE "${to}" SET data = json_remove(data, '$.hardBouncedAtEpochMs')`);
  }
  fillSearchIndex(db, SEARCH_SOURCES, function* documentsOf(collection) {
    for (const version of [1, 0]) {
      const table = `${collection}~${version}`;
      if (!has(table)) continue;
      for (const row of db.prepare(`SELECT data FROM "${table}" WHERE deleted = 0`).iterate())
        yield JSON.parse(String(row["data"])) as Record<string, unknown>;
      return;
    }
  });
}
