/** A desk on PostgreSQL: several processes may have it open, and each follows what the others commit. */
import { join } from "node:path";
import { fillWithDefaultSettings } from "rxdb";
import { Subject } from "rxjs";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { isReplicated } from "#shared/sync/collections.ts";
import { COLLECTIONS, mergeRuleOf, rxSchemaOf, type CollectionName, type Documents } from "./collections.ts";
import { createDeskFiles } from "./desk-files.ts";
import { storeErrorOf } from "./errors.ts";
import { FORMAT_VERSION } from "./format/format.ts";
import { keepToOwner } from "./own-access.ts";
import { openBareCollections, openRxCollections } from "./open-collections.ts";
import { createPostgresBlobs, makePostgresBlobs } from "./postgres-blobs.ts";
import { blobCacheOf, deskAddress, openPostgresReadStore } from "./postgres-read-store.ts";
import { adoptDocuments, adoptedNumbers } from "./adopt.ts";
import { postgresRaw, postgresReads, tableOf } from "./raw-reads.ts";
import { createReadIndexes } from "./read-indexes.ts";
import type { ReadRepository } from "./read-repository.ts";
import { DATABASE_NAME } from "./read-store.ts";
import { createRepository, type Repository } from "./repository.ts";
import { createPostgresLog } from "./replication/replication-log.ts";
import { createPostgresSearchHook, makePostgresSearch } from "./search/index.ts";
import { SEARCH_SOURCES } from "./search-sources.ts";
import {
  FileLock,
  getRxStoragePostgres,
  PgFeed,
  pgText,
  SqlStorageError,
  SqlStorageErrorCode,
  type PgClient,
  type PgDatabase,
  type PgStorageInstance,
} from "./sql-storage/index.ts";

export type PostgresStoreOptions = {
  readonly databaseUrl: string;
  /** A folder of this process alone, for what it needs as files for a while. */
  readonly dataDir: string;
  readonly fault: (error: unknown, what: string) => void;
  /** As of `StoreOptions`. */
  readonly nextStamp: () => string | null;
  readonly isBare: boolean;
};

/** @throws PD_STORE_UNAVAILABLE, PD_STORE_FAILED, PD_STORE_NEWER_FILE */
export async function openPostgresStore({ databaseUrl, dataDir, fault, nextStamp, isBare }: PostgresStoreOptions) {
  let closing = () => undefined as void;
  try {
    await keepToOwner(dataDir);
    // The folder is one process's: its name tells its stamps from those of others.
    const lock = FileLock.take(join(dataDir, "process"), "exclusive");
    closing = () => lock.release();
    const { url, schema } = deskAddress(databaseUrl);
    const storage = getRxStoragePostgres({
      url,
      schemaOf: () => schema,
      fault,
      async opened(client) {
        await requireFormat(client);
        await makePostgresSearch(client);
        await makePostgresBlobs(client);
      },
      written: createPostgresSearchHook(SEARCH_SOURCES, fault),
    });
    const open = isBare
      ? openBareCollections<PgStorageInstance<{ id: string }>>
      : openRxCollections<PgStorageInstance<{ id: string }>>;
    const { instances, close } = await open({
      name: DATABASE_NAME,
      storage,
      makeTables: () =>
        storage.makeTables(
          DATABASE_NAME,
          Object.entries(COLLECTIONS).map(([name, plan]) => ({
            name,
            schema: fillWithDefaultSettings(rxSchemaOf(plan)),
          })),
        ),
    });
    try {
      const database = storage.database(DATABASE_NAME);
      await makeReadIndexes(database);
      const desk = { databaseUrl, dataDir, nextStamp, close: () => close().finally(closing) };
      return await storeOver(database, new Map(Object.entries(instances)), desk);
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    closing();
    throw storeErrorOf(error, "The desk could not be opened");
  }
}

/** What lies there is of this program's format: PostgreSQL came with the format of now, so there is none before it to upgrade from. @throws SqlStorageError NEWER_FILE */
async function requireFormat(client: PgClient): Promise<void> {
  await client.query(
    "CREATE TABLE IF NOT EXISTS storage_format (only_one boolean PRIMARY KEY DEFAULT TRUE CHECK (only_one), version integer NOT NULL)",
  );
  await client.query("INSERT INTO storage_format (version) VALUES ($1) ON CONFLICT DO NOTHING", [FORMAT_VERSION]);
  const { rows } = await client.query<{ version: number }>("SELECT version FROM storage_format");
  if ((rows[0]?.version ?? 0) > FORMAT_VERSION)
    throw new SqlStorageError(SqlStorageErrorCode.newerFile, "The desk was written by a newer program.");
}

async function makeReadIndexes(database: PgDatabase): Promise<void> {
  const texts: string[] = [];
  createReadIndexes({ dialect: postgresRaw, exec: (text) => void texts.push(text) });
  // Making one that is there waits for all who write, and several tables in one transaction could wait for each other.
  const rows = await database.rows("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()");
  const present = new Set(rows.map(([name]) => String(name)));
  for (const text of texts) {
    const name = /"([^"]+)"/.exec(text)?.[1] ?? "";
    if (!present.has(name)) await database.locked((client) => client.query(text));
  }
}

async function storeOver(
  database: PgDatabase,
  instances: ReadonlyMap<string, PgStorageInstance<{ id: string }>>,
  desk: Pick<PostgresStoreOptions, "databaseUrl" | "dataDir" | "nextStamp"> & {
    readonly close: () => Promise<unknown>;
  },
) {
  const { transactions } = database;
  const committed = openPostgresReadStore(desk.databaseUrl, desk.dataDir, database);
  const elsewhere = new Subject<void>();
  const feed = new PgFeed(
    database,
    Array.from(instances.values(), (instance) => ({
      table: instance.internals.table,
      tell: (documents) => instance.tellOfOthers(documents as Parameters<typeof instance.tellOfOthers>[0]),
    })),
    () => elsewhere.next(),
  );
  const transaction = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await transactions.run(work);
    } catch (error) {
      throw error instanceof SqlStorageError ? storeErrorOf(error, "The desk could not be written") : error;
    }
  };
  const inTransaction = (write: () => Promise<void>) =>
    transaction(async () => {
      await transactions.own?.begin();
      await write();
    });
  const repositories = Object.fromEntries(
    Array.from(instances, ([name, instance]) => [
      name,
      createRepository(instance, committed[name as CollectionName] as unknown as ReadRepository<{ id: string }>, {
        transaction,
        ownTransaction: () => transactions.own,
        stamping: {
          rule: mergeRuleOf(name as CollectionName),
          byCommands: "sets" in COLLECTIONS[name as CollectionName],
          next: isReplicated(name) ? desk.nextStamp : () => null,
        },
      }),
    ]),
  ) as unknown as { [Name in CollectionName]: Repository<Documents[Name]> };
  await feed.open();
  return {
    ...repositories,
    files: createDeskFiles(
      createPostgresBlobs(database, blobCacheOf(desk.dataDir), inTransaction),
      () => transactions.own !== null,
    ),
    sql: postgresReads((text, values) => database.rows(text, values)),
    elsewhere: elsewhere.asObservable(),
    transaction,
    writeSql(): never {
      throw new PipedeskError("PD_INTERNAL", "Only SQLite is written to by hand.");
    },
    adopt: (name: CollectionName, rows: readonly { readonly written: number; readonly data: string }[]) =>
      inTransaction(async () => {
        const instance = instances.get(name);
        if (!instance) return;
        await adoptDocuments(instance, rows);
        const numbers = adoptedNumbers(rows);
        await database.run(
          `UPDATE ${tableOf(name)} AS t SET written = v.written FROM unnest($1::text[], $2::bigint[]) AS v (id, written) WHERE t.id = v.id`,
          [numbers.map(({ id }) => pgText(id)), numbers.map(({ written }) => written)],
        );
      }),
    async adoptCounter(commit: number): Promise<void> {
      await transactions.idle();
      await database.run("UPDATE storage_commits SET n = greatest(n, $1)", [commit]);
    },
    renumber(): Promise<number> {
      const open = transactions.own;
      if (open === null) throw new TypeError("There is no transaction to number.");
      return open.renumber();
    },
    replication: createPostgresLog(committed),
    writes: () => transactions.own?.writes ?? 0,
    mark: () => transactions.own?.mark() ?? (() => undefined),
    afterRollback: (undo: () => void) => void transactions.own?.afterRollback.push(undo),
    async withoutFlushes<Result>(work: () => Promise<Result>): Promise<Result> {
      transactions.isRelaxed = true;
      try {
        return await work();
      } finally {
        transactions.isRelaxed = false;
      }
    },
    hasFile: () => true,
    async copyTo(): Promise<void> {
      throw new PipedeskError("PD_STORE_FAILED", "A desk on PostgreSQL is copied with the tools of PostgreSQL.");
    },
    // VACUUM there is whoever runs the database's.
    rewrite: async () => undefined,
    async close() {
      await feed.close();
      await transactions.idle();
      elsewhere.complete();
      await committed.close();
      await desk.close();
    },
  };
}
