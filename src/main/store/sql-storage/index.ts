export { SqlStorageError, SqlStorageErrorCode, toStorageError } from "./errors.ts";
export type { SqlInstanceInternals, SqlInstanceOptions, SqlStorageInstance } from "./instance.ts";
export type {
  SqlDatabaseInfo,
  SqlStorageHooks,
  SqlStorageOptions,
  SqlWriteInfo,
  SqlWrittenDocument,
} from "./options.ts";
export { CommitConflict, type CommitRow, type CommittedRow } from "./commit-writer.ts";
export type { OpenTransaction, TransactionNotes } from "./transactions.ts";
export { databasePath } from "./connection.ts";
export { getRxStorageSql, type RxStorageSql } from "./storage.ts";
export { tableName } from "./layout.ts";
export { encodeText } from "./keys.ts";
export { checkFile } from "./file-check.ts";
export { FileLock } from "./file-lock.ts";
export {
  openReadConnection,
  type ReadConnection,
  type ReadInstance,
  type ReadStatement,
  type SqlReads,
} from "./read-connection.ts";
export { getRxStoragePostgres, type RxStoragePostgres } from "./postgres/storage.ts";
export type { PgStorageInstance } from "./postgres/instance.ts";
export type { PgClient, PgDatabase, PgRow, PgValue } from "./postgres/database.ts";
export { decodeKey, pgKey, pgText, safeText } from "./postgres/text.ts";
export { PgFeed, type FedTable } from "./postgres/feed.ts";
export { OTHERS_CONTEXT } from "./postgres/instance.ts";
export { openPgReadConnection, type PgReadConnection } from "./postgres/read-connection.ts";
