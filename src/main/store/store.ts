import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { NEVER, type Observable } from "rxjs";
import { fillWithDefaultSettings } from "rxdb";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { isReplicated } from "#shared/sync/collections.ts";
import { createBlobStore, createBlobTable } from "./blobs.ts";
import { COLLECTIONS, mergeRuleOf, rxSchemaOf, type CollectionName, type Documents } from "./collections.ts";
import { refuseDamaged } from "./damage-check.ts";
import { createDeskFiles, type DeskFiles } from "./desk-files.ts";
import { storeErrorOf } from "./errors.ts";
import { backUpFormat, FORMAT_VERSION, upgradeFormat } from "./format/format.ts";
import { MAX_CHECKED_AT_OPEN_BYTES } from "./limits.ts";
import { openPostgresStore } from "./postgres-store.ts";
import { adoptDocuments, adoptedNumbers } from "./adopt.ts";
import { sqliteRaw, sqliteReads, tableOf, type RawReads } from "./raw-reads.ts";
import { openBareCollections, openRxCollections } from "./open-collections.ts";
import { createRepository, type Repository } from "./repository.ts";
import { createReplicationLog, type ReplicationLog } from "./replication/replication-log.ts";
import { createReadIndexes } from "./read-indexes.ts";
import type { ReadRepository } from "./read-repository.ts";
import { keepToOwner, OWN_FOLDER_MODE } from "./own-access.ts";
import { DATABASE_NAME, openReadStore, type OpenReadStore } from "./read-store.ts";
import { createSearchHooks } from "./search/index.ts";
import { SEARCH_SOURCES } from "./search-sources.ts";
import type { Workers } from "#main/threads/workers.ts";
import { createCheckpoints } from "./checkpoint/checkpoint-thread.ts";
import {
  databasePath,
  encodeText,
  getRxStorageSql,
  SqlStorageError,
  type SqlReads,
  type SqlStorageInstance,
} from "./sql-storage/index.ts";

export type Store = { readonly [Name in CollectionName]: Repository<Documents[Name]> } & {
  readonly files: DeskFiles;
  /** For reads that RxDB has no words for: full text search, scans. Inside a transaction they see what it has written, outside what is committed. */
  readonly sql: RawReads;
  /** After each commit of another process of the same desk, told once for several; never where the desk is this process's alone. */
  readonly elsewhere: Observable<void>;
  /**
   * Runs work in one transaction: what it writes is committed together, on one flush of the disk, or not at all, and is told to others only then. Reads inside see what was written;
   * work that is asked for from inside joins.
   * @throws what the work throws; PD_STORE_…
   */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Writes what is no document, as part of the caller's transaction or in one of its own. */
  writeSql(write: (sql: DatabaseSync) => void): Promise<void>;
  /**
   * Takes documents as another store of the same desk has them, with their revisions and the numbers of their commits; those that are there already stay as they are. For a desk that is filled, which
   * nobody else has open.
   * @throws PD_STORE_…
   */
  adopt(name: CollectionName, rows: readonly AdoptedRow[]): Promise<void>;
  /** The number of the last commit of the desk that was adopted: the next is one more. */
  adoptCounter(commit: number): Promise<void>;
  /** How often the caller's transaction was written to; 0 outside of one. */
  writes(): number;
  /**
   * What the caller's transaction writes from now on bears the next commit number, though it is committed together with what came before.
   * @returns that number
   */
  renumber(): number | Promise<number>;
  /** The desk's commits in order, for replication. */
  readonly replication: ReplicationLog;
  /** Does this where the caller's transaction is rolled back: what was kept in memory of it is taken back too. */
  afterRollback(undo: () => void): void;
  /** @returns does what `afterRollback` was told in the caller's transaction since now, once: where work in it failed and the rest goes on. */
  mark(): () => void;
  /**
   * Spares the wait for the disk after each commit while the work goes on. With a write-ahead log a power cut then costs the newest commits but never the file
   * (https://sqlite.org/pragma.html#pragma_synchronous): for what can be made again.
   */
  withoutFlushes<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Whether the desk's file still lies where it was opened. Where it doesn't, nothing is committed any more. */
  hasFile(): boolean;
  /** Writes all that is committed into a new file, whether the desk's own still has a name or not. Large attachments are no part of it. @throws PD_STORE_… */
  copyTo(path: string): Promise<void>;
  /**
   * Writes the desk's file anew: what was deleted, or written over, is in it no more, nor in its index of words and its log. Reads go on meanwhile, writes wait. Takes seconds for a gigabyte, and as much
   * room again. Does nothing where the desk lies on another database, which has its own ways.
   * @throws PD_STORE_…
   */
  rewrite(): Promise<void>;
  close(): Promise<void>;
};

/** A document's JSON, and the number of the commit that wrote it last. */
export type AdoptedRow = { readonly written: number; readonly data: string };

export type StoreOptions = {
  /** The desk's folder; made if it is missing. It holds `desk.sqlite` and `blobs/`. */
  readonly dataDir: string;
  /** Is told of what failed without a caller: a listener of changes, a document that can't be searched. Default: nobody. */
  readonly fault?: (error: unknown, what: string) => void;
  /** Default: each thread's own. */
  readonly workers?: Workers | undefined;
  /** `postgres://…`: the desk lies on PostgreSQL, and `dataDir` holds only what this process needs for a while. */
  readonly databaseUrl?: string | undefined;
  /** The stamp for what no command stamps; null where nobody else will ever see the desk's documents. Default: null. */
  readonly nextStamp?: () => string | null;
  /** Without RxDB's own collections, of which a process may have those of one desk: for a process that opens several. Default: with them. */
  readonly isBare?: boolean | undefined;
};

/**
 * Opens the desk's folder for this process alone; a desk on PostgreSQL, beside others that may have it open.
 * @throws PD_STORE_IN_USE, PD_STORE_NEWER_FILE, PD_STORE_DAMAGED, PD_STORE_READ_ONLY, PD_STORE_DISK_FULL; the file is then untouched.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { dataDir, fault = () => undefined, workers, nextStamp = () => null, isBare = false, databaseUrl } = options;
  if (databaseUrl !== undefined) return openPostgresStore({ databaseUrl, dataDir, fault, nextStamp, isBare });
  try {
    const searchHooks = createSearchHooks(SEARCH_SOURCES, fault);
    await keepToOwner(dataDir);
    const checkpoints = createCheckpoints(databasePath(dataDir, DATABASE_NAME), workers);
    const storage = getRxStorageSql({
      askForCheckpoint: () => checkpoints.ask(),
      mode: "file",
      directory: dataDir,
      exclusive: true,
      formatVersion: FORMAT_VERSION,
      hooks: {
        beforeUpgrade: (db, path, from) => {
          refuseDamaged(db, MAX_CHECKED_AT_OPEN_BYTES);
          backUpFormat(db, path, from);
        },
        upgrade: upgradeFormat,
        opened: (db) => {
          refuseDamaged(db, MAX_CHECKED_AT_OPEN_BYTES);
          searchHooks.opened(db);
        },
        written: (db, info, writes) => {
          searchHooks.written(db, info, writes);
          const open = storage.ownTransaction(DATABASE_NAME);
          if (open) open.afterRollback.push(() => searchHooks.rolledBack(db));
          else searchHooks.rolledBack(db);
        },
        fault,
      },
    });
    const openCollections = isBare
      ? openBareCollections<SqlStorageInstance<{ id: string }>>
      : openRxCollections<SqlStorageInstance<{ id: string }>>;
    const database = await openCollections({
      name: DATABASE_NAME,
      storage,
      makeTables: () =>
        storage.makeTables(
          DATABASE_NAME,
          Object.entries(COLLECTIONS).map(([name, plan]) => ({
            name,
            schema: fillWithDefaultSettings(rxSchemaOf(plan)),
          })),
          (db) => {
            createBlobTable(db);
            createReadIndexes({ dialect: sqliteRaw, exec: (text) => db.exec(text) });
          },
        ),
    });
    try {
      const sql = storage.connection(DATABASE_NAME);
      if (!sql) throw new PipedeskError("PD_STORE_FAILED", "The desk's database did not open.");
      const blobDirectory = join(dataDir, "blobs");
      await mkdir(blobDirectory, { recursive: true, mode: OWN_FOLDER_MODE });
      const ownTransaction = () => storage.ownTransaction(DATABASE_NAME);
      const transaction = async <Result>(work: () => Promise<Result>): Promise<Result> => {
        try {
          return await storage.transaction(DATABASE_NAME, work);
        } catch (error) {
          // What the work itself throws passes as it is: not all of it is the store's.
          throw error instanceof SqlStorageError ? storeErrorOf(error, "The desk could not be written") : error;
        }
      };
      // Made now: it sees the tables and indexes that the lines above may have added.
      const committed = openReadStore(dataDir);
      const repositories = Object.fromEntries(
        Object.entries(database.instances).map(([name, instance]) => [
          name,
          createRepository(instance, readsOf(committed, name), {
            transaction,
            ownTransaction,
            stamping: {
              rule: mergeRuleOf(name as CollectionName),
              byCommands: "sets" in COLLECTIONS[name as CollectionName],
              next: isReplicated(name) ? nextStamp : () => null,
            },
          }),
        ]),
      ) as unknown as { [Name in CollectionName]: Repository<Documents[Name]> };
      const inside = sqliteReads(sql);
      const inTransaction = (write: () => void) =>
        transaction(async () => {
          ownTransaction()?.begin();
          write();
        });
      return {
        ...repositories,
        files: createDeskFiles(createBlobStore(blobDirectory, sql, inTransaction), () => ownTransaction() !== null),
        get sql() {
          return ownTransaction() === null ? committed.sql : inside;
        },
        elsewhere: NEVER,
        transaction,
        writeSql: (write) => inTransaction(() => write(sql)),
        adopt: (name, rows) =>
          transaction(async () => {
            const instance = database.instances[name];
            if (!instance) return;
            await adoptDocuments(instance, rows);
            const number = sql.prepare(`UPDATE ${tableOf(name)} SET written = ? WHERE id = ?`);
            for (const { id, written } of adoptedNumbers(rows)) number.run(written, encodeText(id));
          }),
        adoptCounter: (commit) =>
          inTransaction(() => void sql.prepare("UPDATE storage_commits SET n = max(n, ?)").run(commit)),
        writes: () => ownTransaction()?.writes ?? 0,
        renumber() {
          const open = ownTransaction();
          if (open === null) throw new TypeError("There is no transaction to number.");
          return open.renumber();
        },
        replication: createReplicationLog(readsOfSqlite(committed), (write) => inTransaction(() => write(sql))),
        mark: () => ownTransaction()?.mark() ?? (() => undefined),
        afterRollback: (undo) => void ownTransaction()?.afterRollback.push(undo),
        async withoutFlushes(work) {
          // In its turn: while a transaction is open the level can't be changed.
          const setLevel = (level: "NORMAL" | "FULL") =>
            transaction(async () => sql.exec(`PRAGMA synchronous = ${level}`));
          await setLevel("NORMAL");
          try {
            return await work();
          } finally {
            await setLevel("FULL");
          }
        },
        hasFile: () => storage.hasFile(DATABASE_NAME),
        async copyTo(path) {
          try {
            await committed.copyTo(path);
          } catch (error) {
            throw storeErrorOf(error, "A copy of the desk could not be made");
          }
        },
        async rewrite() {
          try {
            // In its turn, and nothing is begun on this connection: the thread has the file to itself.
            await storage.transaction(DATABASE_NAME, () => checkpoints.rewrite());
          } catch (error) {
            throw storeErrorOf(error, "The desk's file could not be written anew");
          }
        },
        close: async () => {
          await checkpoints.close();
          if (storage.hasFile(DATABASE_NAME)) {
            await committed.close();
            await database.close();
          } else {
            // The last to close takes the write-ahead log away, by its name: that may be another desk's by now. One that only reads doesn't.
            await database.close();
            await committed.close();
          }
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

function readsOfSqlite({ sql: { sqlite } }: OpenReadStore): SqlReads {
  if (sqlite === null) throw new TypeError("A desk's folder holds SQLite.");
  return sqlite;
}

/** A collection's name says of which type its documents are, which the compiler can't follow through a loop. */
function readsOf(store: OpenReadStore, name: string): ReadRepository<{ id: string }> {
  return store[name as CollectionName];
}
