import { backup, type StatementSync } from "node:sqlite";
import type {
  RxDocumentData,
  RxJsonSchema,
  RxStorageCountResult,
  RxStorageInstance,
  RxStorageDefaultCheckpoint,
  RxStorageQueryResult,
} from "rxdb";
import { Connection } from "./connection.ts";
import type { SqlInstanceInternals, SqlInstanceOptions } from "./instance.ts";
import { layoutOf } from "./layout.ts";
import { Reader, type FilledQuery } from "./reader.ts";
import { StatementCache } from "./statement-cache.ts";

/** A statement that gives rows. What it gives is taken at once: it may be shared by all who prepare the same text. */
export type ReadStatement = Pick<StatementSync, "all" | "get" | "setReturnArrays">;

/** Raw reads in SQL; `DatabaseSync` is one of these. What would write can't be said. */
export type SqlReads = { prepare(sql: string): ReadStatement };

/** The reading part of a collection, as RxDB's storage interface has it. */
export type ReadInstance<Doc> = Pick<
  RxStorageInstance<Doc, SqlInstanceInternals, SqlInstanceOptions, RxStorageDefaultCheckpoint>,
  "collectionName" | "schema" | "findDocumentsById"
> & {
  query(filled: FilledQuery<Doc>): Promise<RxStorageQueryResult<Doc>>;
  count(filled: FilledQuery<Doc>): Promise<RxStorageCountResult>;
};

export type ReadConnection = {
  readonly sql: SqlReads;
  /** @param schema as the writing connection has it: filled by RxDB with its own properties and indexes */
  collection<Doc>(collectionName: string, schema: RxJsonSchema<RxDocumentData<Doc>>): ReadInstance<Doc>;
  /** Another number after each commit of another connection that this one can see. */
  readonly dataVersion: () => number;
  /**
   * Everything read until `work` ends is of one moment, however long it takes; one at a time. Meanwhile the write-ahead log grows by what is
   * written, so `work` must not wait for anything but reads.
   */
  readonly snapshot: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Writes all that is committed into a new file, in portions; also where the database's own file has no name any more. */
  readonly copyTo: (path: string) => Promise<void>;
  readonly close: () => void;
};

/** Opens a database file for reading what its writing connection has committed. @throws SqlStorageError; see `Connection.openToRead` */
export function openReadConnection(path: string): ReadConnection {
  const connection = Connection.openToRead(path);
  // Kept apart from the connection's own statements: those give their rows as arrays.
  const statements = new StatementCache((sql) => connection.db.prepare(sql));
  return {
    sql: { prepare: (sql) => connection.guard(() => statements.get(sql)) },
    collection<Doc>(collectionName: string, schema: RxJsonSchema<RxDocumentData<Doc>>): ReadInstance<Doc> {
      const reader = new Reader<Doc>(connection, layoutOf(collectionName, schema), schema);
      return {
        collectionName,
        schema,
        findDocumentsById: async (ids, withDeleted) => reader.byIds(ids, withDeleted),
        query: async ({ query }) => ({ documents: reader.query(query) }),
        count: async ({ query }) => {
          const { count, isFast } = reader.count(query);
          return { count, mode: isFast ? "fast" : "slow" };
        },
      };
    },
    dataVersion: () => Number(connection.get("PRAGMA data_version")?.[0]),
    async snapshot(work) {
      // A deferred transaction takes its snapshot with its first read.
      connection.guard(() => connection.db.exec("BEGIN; SELECT 1 FROM sqlite_schema"));
      try {
        return await work();
      } finally {
        if (connection.isOpen) connection.guard(() => connection.db.exec("COMMIT"));
      }
    },
    async copyTo(copyPath) {
      await backup(connection.db, copyPath);
    },
    close() {
      statements.clear();
      connection.close();
    },
  };
}
