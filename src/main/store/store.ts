import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { createRxDatabase, type RxCollection } from "rxdb";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { createConflictHandler } from "#shared/rules/merge/merge-documents.ts";
import { createBlobStore, createBlobTable, type BlobStore } from "./blobs.ts";
import { COLLECTIONS, rxSchemaOf, type CollectionName, type Documents } from "./collections.ts";
import { refuseDamaged } from "./damage-check.ts";
import { storeErrorOf } from "./errors.ts";
import { MAX_CHECKED_AT_OPEN_BYTES } from "./limits.ts";
import { createRepository, type Repository } from "./repository.ts";
import { createUnreadIndex } from "./grouped-counts.ts";
import { createRunFiguresIndex } from "./run-figures.ts";
import { searchHooks } from "./search-sources.ts";
import { getRxStorageSql } from "./sql-storage/index.ts";

/** Counted up when the file's layout changes in a way that an older program would misread; a newer file is refused. */
const FORMAT_VERSION = 1;
const DATABASE_NAME = "desk";

export type Store = { readonly [Name in CollectionName]: Repository<Documents[Name]> } & {
  readonly files: BlobStore;
  /** The open database, for reads that RxDB has no words for: full text search, backups. */
  readonly sql: DatabaseSync;
  close(): Promise<void>;
};

export type StoreOptions = {
  /** The desk's folder; made if it is missing. It holds `desk.sqlite` and `blobs/`. */
  readonly dataDir: string;
};

/**
 * Opens the desk's folder for this process alone.
 * @throws PD_STORE_IN_USE, PD_STORE_NEWER_FILE, PD_STORE_DAMAGED, PD_STORE_READ_ONLY, PD_STORE_DISK_FULL; the file is then untouched.
 */
export async function openStore({ dataDir }: StoreOptions): Promise<Store> {
  try {
    const storage = getRxStorageSql({
      mode: "file",
      directory: dataDir,
      exclusive: true,
      formatVersion: FORMAT_VERSION,
      hooks: {
        opened: (db) => {
          refuseDamaged(db, MAX_CHECKED_AT_OPEN_BYTES);
          searchHooks.opened(db);
        },
        written: (db, info, writes) => searchHooks.written(db, info, writes),
      },
    });
    const database = await createRxDatabase({ name: DATABASE_NAME, storage, multiInstance: false });
    try {
      const collections: Record<string, RxCollection> = await database.addCollections(
        Object.fromEntries(
          Object.entries(COLLECTIONS).map(([name, plan]) => [
            name,
            {
              schema: rxSchemaOf(plan),
              ...("sets" in plan ? { conflictHandler: createConflictHandler(plan.sets) } : {}),
            },
          ]),
        ),
      );
      const sql = storage.connection(DATABASE_NAME);
      if (!sql) throw new PipedeskError("PD_STORE_FAILED", "The desk's database did not open.");
      createBlobTable(sql);
      createRunFiguresIndex(sql);
      createUnreadIndex(sql);
      const blobDirectory = join(dataDir, "blobs");
      await mkdir(blobDirectory, { recursive: true });
      const repositories = Object.fromEntries(
        Object.entries(collections).map(([name, collection]) => [name, createRepository(collection)]),
      ) as unknown as { [Name in CollectionName]: Repository<Documents[Name]> };
      return {
        ...repositories,
        files: createBlobStore(blobDirectory, sql),
        sql,
        close: async () => {
          await database.close();
        },
      };
    } catch (error) {
      await database.close();
      throw error;
    }
  } catch (error) {
    throw storeErrorOf(error, "The desk could not be opened");
  }
}
