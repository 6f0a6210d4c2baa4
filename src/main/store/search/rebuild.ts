import type { DatabaseSync } from "node:sqlite";
import { entryOf, type SearchSources } from "./entry.ts";
import { SearchWriter } from "./hooks.ts";
import { createSearchSchema, dropSearchSchema } from "./schema.ts";

/**
 * Makes the index anew from the documents, in one transaction: for when what is searched of them has changed, or the index is
 * found damaged. `documentsOf` gives the living documents of a collection; they are taken one by one.
 */
export function rebuildSearchIndex(
  db: DatabaseSync,
  sources: SearchSources,
  documentsOf: (collectionName: string) => Iterable<Record<string, unknown>>,
): void {
  db.exec("BEGIN IMMEDIATE");
  try {
    fillSearchIndex(db, sources, documentsOf);
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** The same, as part of the caller's transaction. */
export function fillSearchIndex(
  db: DatabaseSync,
  sources: SearchSources,
  documentsOf: (collectionName: string) => Iterable<Record<string, unknown>>,
): void {
  dropSearchSchema(db);
  createSearchSchema(db);
  const writer = new SearchWriter(db);
  for (const [collectionName, source] of Object.entries(sources)) {
    for (const document of documentsOf(collectionName)) writer.replace(null, entryOf(source, document));
  }
}
