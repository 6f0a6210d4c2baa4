import type { DatabaseSync } from "node:sqlite";
import type { RxDocumentData } from "rxdb";

/** Which database a hook was called for; `path` is null in memory mode. */
export type SqlDatabaseInfo = { readonly databaseName: string; readonly path: string | null };

export type SqlWriteInfo = { readonly databaseName: string; readonly collectionName: string };

/** One document that was written; `previous` is undefined when the id was new to the collection. */
export type SqlWrittenDocument<Doc = Record<string, unknown>> = {
  readonly document: RxDocumentData<Doc>;
  readonly previous: RxDocumentData<Doc> | undefined;
};

export type SqlStorageHooks = {
  /** A file of an earlier format is about to be upgraded: the moment to keep a copy. Outside of any transaction. */
  beforeUpgrade?(db: DatabaseSync, path: string, from: number): void;
  /** Takes a file of an earlier format to `formatVersion`, in the transaction that stamps it as that. */
  upgrade?(db: DatabaseSync, from: number): void;
  /** Runs once per opened database, before any collection is, in a transaction of its own. */
  opened?(db: DatabaseSync, info: SqlDatabaseInfo): void;
  /** Runs inside the transaction of the write: what it throws undoes the write. */
  written?(db: DatabaseSync, info: SqlWriteInfo, writes: readonly SqlWrittenDocument[]): void;
  /** Something failed that has no caller: a listener of a commit, what takes back memory after a rollback, the rollback itself. */
  fault?(error: unknown, what: string): void;
};

export type SqlStorageOptions = {
  /** Default `memory`: the database lives as long as one of its instances is open. */
  readonly mode?: "memory" | "file";
  /** File mode: the folder that holds `<databaseName>.sqlite`; it is made if it is missing. */
  readonly directory?: string;
  /** Keep the file locked while it is open, so that a second process is told `IN_USE`. Default false. */
  readonly exclusive?: boolean;
  /** The newest file format this program understands, and the one it stamps on a file. Default 1. */
  readonly formatVersion?: number;
  readonly hooks?: SqlStorageHooks;
  /** Asks another thread to put the write-ahead log into the database, where writing goes on without a pause. Absent: a commit does it. */
  readonly askForCheckpoint?: () => void;
};

/** `options` with every default filled in. */
export type FilledSqlStorageOptions = {
  readonly mode: "memory" | "file";
  readonly directory: string | null;
  readonly exclusive: boolean;
  readonly formatVersion: number;
  readonly hooks: SqlStorageHooks;
  readonly askForCheckpoint: (() => void) | undefined;
};

/** @throws TypeError when file mode is asked for without a folder. */
export function fillOptions(options: SqlStorageOptions): FilledSqlStorageOptions {
  const mode = options.mode ?? "memory";
  if (mode === "file" && !options.directory) {
    throw new TypeError("The SQL storage needs a `directory` in file mode.");
  }
  return {
    mode,
    directory: mode === "file" ? (options.directory ?? null) : null,
    exclusive: options.exclusive ?? false,
    formatVersion: options.formatVersion ?? 1,
    hooks: options.hooks ?? {},
    askForCheckpoint: options.askForCheckpoint,
  };
}
