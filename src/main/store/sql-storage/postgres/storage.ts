import {
  addRxStorageMultiInstanceSupport,
  ensureRxStorageInstanceParamsAreCorrect,
  RXDB_VERSION,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorage,
  type RxStorageInstanceCreationParams,
} from "rxdb";
import { SqlStorageError, SqlStorageErrorCode } from "../errors.ts";
import { layoutOf } from "../layout.ts";
import type { SharedTable } from "../table.ts";
import { type PgClient, PgDatabase, type PostgresOptions } from "./database.ts";
import { type PgInstanceInternals, type PgInstanceOptions, PgStorageInstance } from "./instance.ts";
import { ensurePgTables, makeStorageTables } from "./tables.ts";
import type { PgWrittenHook } from "./writer.ts";

export type PgStorageOptions = PostgresOptions & {
  /** The schema in which a database lies; default: one of its name. */
  readonly schemaOf?: (databaseName: string) => string;
  /** Runs once per opened database, before any collection is made, in a transaction that one process at a time has. */
  readonly opened?: (client: PgClient) => Promise<void>;
  /** Runs inside the transaction of the write: what it throws undoes the write. */
  readonly written?: PgWrittenHook;
};

/** RxDB's storage on PostgreSQL: a schema for each database name, a table for each collection. */
export type RxStoragePostgres = Omit<RxStorage<PgInstanceInternals, PgInstanceOptions>, "createStorageInstance"> & {
  /** The open database of that name. @throws SqlStorageError CLOSED */
  database(databaseName: string): PgDatabase;
  /** Makes the tables of these collections in one go. An instance of the database must be open. @throws SqlStorageError */
  makeTables(
    databaseName: string,
    collections: readonly { readonly name: string; readonly schema: RxJsonSchema<RxDocumentData<unknown>> }[],
  ): Promise<void>;
  createStorageInstance<Doc>(
    params: RxStorageInstanceCreationParams<Doc, PgInstanceOptions>,
  ): Promise<PgStorageInstance<Doc>>;
};

const STORAGE_NAME = "postgres";

type Entry = { readonly opened: Promise<PgDatabase>; readonly tables: Map<string, SharedTable>; users: number };

/** Nothing is opened before the first collection is; the last instance of a database that closes closes its connections. */
export function getRxStoragePostgres(options: PgStorageOptions): RxStoragePostgres {
  const entries = new Map<string, Entry>();
  const open = new Map<string, PgDatabase>();

  async function openDatabase(databaseName: string): Promise<PgDatabase> {
    const database = new PgDatabase(options.schemaOf?.(databaseName) ?? databaseName, options);
    try {
      await database.makeSchema();
      await database.locked(async (client) => {
        await makeStorageTables(client);
        await options.opened?.(client);
      });
      open.set(databaseName, database);
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  function acquire(databaseName: string): Entry {
    let entry = entries.get(databaseName);
    if (!entry) {
      entry = { opened: openDatabase(databaseName), tables: new Map(), users: 0 };
      entries.set(databaseName, entry);
    }
    entry.users += 1;
    return entry;
  }

  async function release(databaseName: string, entry: Entry): Promise<void> {
    entry.users -= 1;
    if (entry.users > 0) return;
    if (entries.get(databaseName) === entry) entries.delete(databaseName);
    const database = await entry.opened.catch(() => null);
    if (database === null) return;
    if (open.get(databaseName) === database) open.delete(databaseName);
    await database.close();
  }

  async function openInstance<Doc>(
    params: RxStorageInstanceCreationParams<Doc, PgInstanceOptions>,
  ): Promise<PgStorageInstance<Doc>> {
    const { databaseName } = params;
    const entry = acquire(databaseName);
    try {
      const database = await entry.opened;
      const layout = layoutOf(params.collectionName, params.schema);
      await ensurePgTables(database, [layout]);
      let shared = entry.tables.get(layout.name);
      if (!shared || shared.removed) {
        shared = { removed: false, users: 0 };
        entry.tables.set(layout.name, shared);
      }
      return new PgStorageInstance(params, database, layout, shared, options.written, () =>
        release(databaseName, entry),
      );
    } catch (error) {
      await release(databaseName, entry);
      throw error;
    }
  }

  const databaseOf = (databaseName: string): PgDatabase => {
    const database = open.get(databaseName);
    if (database) return database;
    throw new SqlStorageError(SqlStorageErrorCode.closed, `The database "${databaseName}" is not open.`);
  };

  return {
    name: STORAGE_NAME,
    rxdbVersion: RXDB_VERSION,
    database: databaseOf,
    makeTables: (databaseName, collections) =>
      ensurePgTables(
        databaseOf(databaseName),
        collections.map(({ name, schema }) => layoutOf(name, schema)),
      ),
    async createStorageInstance(params) {
      ensureRxStorageInstanceParamsAreCorrect(params);
      const instance = await openInstance(params);
      addRxStorageMultiInstanceSupport(STORAGE_NAME, params, instance);
      return instance;
    },
  };
}
