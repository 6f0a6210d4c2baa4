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
export type { OpenTransaction } from "./transactions.ts";
export { databasePath } from "./connection.ts";
export { getRxStorageSql, type RxStorageSql } from "./storage.ts";
export { tableName } from "./layout.ts";
export {
  openReadConnection,
  type ReadConnection,
  type ReadInstance,
  type ReadStatement,
  type SqlReads,
} from "./read-connection.ts";
