import { fillWithDefaultSettings, normalizeRxJsonSchema, type RxJsonSchema } from "rxdb";
import { COLLECTIONS, rxSchemaOf, type CollectionName, type Documents } from "./collections.ts";
import { storeErrorOf } from "./errors.ts";
import { createReadRepository, type ReadRepository } from "./read-repository.ts";
import { sqliteReads, type RawReads } from "./raw-reads.ts";
import { databasePath, openReadConnection, type ReadConnection } from "./sql-storage/index.ts";

/** Also the name of the database's file in the desk's folder. */
export const DATABASE_NAME = "desk";

/** A desk's documents as a type that can't write: what only reads asks for this, and any `Store` is one. */
export type ReadStore = { readonly [Name in CollectionName]: ReadRepository<Documents[Name]> } & {
  /** For reads that RxDB has no words for: full text search, scans. */
  readonly sql: RawReads;
};

/** A connection of its own, in this thread or another, that sees what is committed and nothing else. */
export type OpenReadStore = ReadStore &
  Pick<ReadConnection, "snapshot" | "copyTo"> & {
    /** Another number after each commit that this one can see. */
    readonly dataVersion: () => number | Promise<number>;
    readonly close: () => void | Promise<void>;
  };

/**
 * Opens the documents of a desk that this process has open (`openStore`) for reading. Close it before the desk is closed.
 * @throws PD_STORE_FAILED where there is no such desk, PD_STORE_DAMAGED
 */
export function openReadStore(dataDir: string): OpenReadStore {
  try {
    const connection = openReadConnection(databasePath(dataDir, DATABASE_NAME));
    const repositories = Object.fromEntries(
      Object.entries(COLLECTIONS).map(([name, plan]) => {
        // As RxDB does where the desk is opened for writing.
        const schema = normalizeRxJsonSchema(rxSchemaOf(plan) as RxJsonSchema<{ id: string }>);
        return [name, createReadRepository(connection.collection(name, fillWithDefaultSettings(schema)))];
      }),
    ) as unknown as { [Name in CollectionName]: ReadRepository<Documents[Name]> };
    const { sql, dataVersion, snapshot, copyTo, close } = connection;
    return { ...repositories, sql: sqliteReads(sql), dataVersion, snapshot, copyTo, close };
  } catch (error) {
    throw storeErrorOf(error, "The desk could not be opened for reading");
  }
}
