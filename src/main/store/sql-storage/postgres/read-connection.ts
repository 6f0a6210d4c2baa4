import { AsyncLocalStorage } from "node:async_hooks";
import type { RxDocumentData, RxJsonSchema } from "rxdb";
import { layoutOf } from "../layout.ts";
import type { ReadInstance } from "../read-connection.ts";
import { PgDatabase, type PgRow, type PgValue, type PostgresOptions } from "./database.ts";
import { PgReader, readsOfClient, readsOfDatabase, type PgReads } from "./reader.ts";

/** What is committed, and nothing that writes. */
export type PgReadConnection = {
  rows(text: string, values: readonly PgValue[]): Promise<PgRow[]>;
  /** @param schema as the writing connection has it: filled by RxDB with its own properties and indexes */
  collection<Doc>(collectionName: string, schema: RxJsonSchema<RxDocumentData<Doc>>): ReadInstance<Doc>;
  /** Another number after each commit. */
  readonly dataVersion: () => Promise<number>;
  /** Everything that `work` reads is of one moment, in a transaction that can't write. */
  readonly snapshot: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
};

/** Connects with the first read. @param shared the database whose pool is used; default: one of its own, which `close` closes */
export function openPgReadConnection(schema: string, options: PostgresOptions, shared?: PgDatabase): PgReadConnection {
  const database = shared ?? new PgDatabase(schema, options);
  const inside = new AsyncLocalStorage<PgReads>();
  const outside = readsOfDatabase(database);
  const reads = () => inside.getStore() ?? outside;
  const rows = (text: string, values: readonly PgValue[] = []) => database.guard(() => reads().rows(text, values));
  return {
    rows,
    collection<Doc>(collectionName: string, schemaOf: RxJsonSchema<RxDocumentData<Doc>>): ReadInstance<Doc> {
      const reader = new PgReader<Doc>(layoutOf(collectionName, schemaOf), schemaOf);
      return {
        collectionName,
        schema: schemaOf,
        findDocumentsById: (ids, withDeleted) => database.guard(() => reader.byIds(reads(), ids, withDeleted)),
        query: ({ query }) => database.guard(async () => ({ documents: await reader.query(reads(), query) })),
        count: ({ query }) =>
          database.guard(async () => {
            const { count, isFast } = await reader.count(reads(), query);
            return { count, mode: isFast ? "fast" : "slow" };
          }),
      };
    },
    dataVersion: async () => Number((await rows("SELECT n FROM storage_commits"))[0]?.[0]),
    snapshot: (work) => database.snapshot((client) => inside.run(readsOfClient(client), work)),
    close: async () => {
      if (shared === undefined) await database.close();
    },
  };
}
