import type { DatabaseSync } from "node:sqlite";
import {
  addRxStorageMultiInstanceSupport,
  ensureRxStorageInstanceParamsAreCorrect,
  RXDB_VERSION,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorage,
  type RxStorageInstanceCreationParams,
} from "rxdb";
import type { Connection } from "./connection.ts";
import { ConnectionPool } from "./connection-pool.ts";
import { type SqlInstanceInternals, type SqlInstanceOptions, SqlStorageInstance } from "./instance.ts";
import { SqlStorageError, SqlStorageErrorCode } from "./errors.ts";
import { fillOptions, type FilledSqlStorageOptions, type SqlStorageOptions } from "./options.ts";
import { layoutOf, type TableLayout } from "./layout.ts";
import type { OpenTransaction } from "./transactions.ts";
import { ensureTable, ensureTablesWithin, type SharedTable } from "./table.ts";

/** RxDB's storage on node:sqlite. */
export type RxStorageSql = Omit<RxStorage<SqlInstanceInternals, SqlInstanceOptions>, "createStorageInstance"> & {
  /** The open database of that name, for raw reads, backup and search; undefined while no instance of it is open. */
  connection(databaseName: string): DatabaseSync | undefined;
  /** Whether the database's file still lies where it was opened; true for one in memory. */
  hasFile(databaseName: string): boolean;
  /**
   * Makes the tables of these collections, and what `beside` makes, in one transaction, on one flush of the disk. Without it each instance makes its own in one of
   * its own. An instance of the database must be open.
   * @throws SqlStorageError
   */
  makeTables(
    databaseName: string,
    collections: readonly { readonly name: string; readonly schema: RxJsonSchema<RxDocumentData<unknown>> }[],
    beside: (db: DatabaseSync) => void,
  ): void;
  /**
   * Runs work in one transaction over all collections of the database, all or nothing, on one flush of the disk; inside, instances write by `writeInTransaction`, and only
   * those inside see what is written before it is committed. Work that is asked for meanwhile waits; work that is asked for from inside joins.
   * Other dialects may refuse it where another process was faster: that is a conflict like that of a revision, and the work is to be done again.
   * @throws what the work throws, CommitConflict, SqlStorageError
   */
  transaction<Result>(databaseName: string, work: () => Promise<Result>): Promise<Result>;
  /** The caller's own open transaction, to be told of its end; null where the caller is in none. */
  ownTransaction(databaseName: string): OpenTransaction | null;
  createStorageInstance<Doc>(
    params: RxStorageInstanceCreationParams<Doc, SqlInstanceOptions>,
  ): Promise<SqlStorageInstance<Doc>>;
};

const STORAGE_NAME = "sql";

/**
 * A storage for RxDB that keeps each database in one SQLite database: a file, or memory. Nothing is opened before the first
 * collection is; the last instance of a database that closes closes it.
 */
export function getRxStorageSql(options: SqlStorageOptions = {}): RxStorageSql {
  const filled = fillOptions(options);
  const pool = new ConnectionPool(filled);
  const openConnection = (databaseName: string): Connection => {
    const open = pool.peek(databaseName);
    if (open) return open;
    throw new SqlStorageError(SqlStorageErrorCode.closed, `The database "${databaseName}" is not open.`);
  };
  return {
    name: STORAGE_NAME,
    rxdbVersion: RXDB_VERSION,
    connection: (databaseName) => pool.peek(databaseName)?.db,
    hasFile: (databaseName) => pool.peek(databaseName)?.hasFile ?? true,
    makeTables(databaseName, collections, beside) {
      const connection = openConnection(databaseName);
      connection.transaction(() => {
        ensureTablesWithin(
          connection,
          collections.map(({ name, schema }) => layoutOf(name, schema)),
        );
        beside(connection.db);
      });
    },
    transaction: (databaseName, work) => openConnection(databaseName).transactions.run(work),
    ownTransaction: (databaseName) => pool.peek(databaseName)?.transactions.own ?? null,
    async createStorageInstance(params) {
      ensureRxStorageInstanceParamsAreCorrect(params);
      const instance = openInstance(pool, filled, params);
      addRxStorageMultiInstanceSupport(STORAGE_NAME, params, instance);
      return instance;
    },
  };
}

function openInstance<Doc>(
  pool: ConnectionPool,
  options: FilledSqlStorageOptions,
  params: RxStorageInstanceCreationParams<Doc, SqlInstanceOptions>,
): SqlStorageInstance<Doc> {
  const { databaseName } = params;
  const { connection, tables } = pool.acquire(databaseName);
  try {
    const layout = layoutOf(params.collectionName, params.schema);
    const shared = openTable(connection, tables, layout);
    const release = (): void => {
      shared.users -= 1;
      if (shared.users === 0 && tables.get(layout.name) === shared) tables.delete(layout.name);
      pool.release(databaseName);
    };
    return new SqlStorageInstance(params, connection, layout, shared, options.hooks, release);
  } catch (error) {
    pool.release(databaseName);
    throw error;
  }
}

/** A removed table's state stays with the instances that still hold it; whoever opens the name again gets a new one. */
function openTable(connection: Connection, tables: Map<string, SharedTable>, layout: TableLayout): SharedTable {
  ensureTable(connection, layout);
  let shared = tables.get(layout.name);
  if (!shared || shared.removed) {
    shared = { removed: false, users: 0 };
    tables.set(layout.name, shared);
  }
  shared.users += 1;
  return shared;
}
