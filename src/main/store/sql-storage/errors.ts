/** What went wrong with a database file, in words a program can decide by. */
export const SqlStorageErrorCode = {
  newerFile: "NEWER_FILE",
  damagedFile: "DAMAGED_FILE",
  inUse: "IN_USE",
  readOnly: "READ_ONLY",
  diskFull: "DISK_FULL",
  notADatabase: "NOT_A_DATABASE",
  cannotOpen: "CANNOT_OPEN",
  /** The drive gives no locks, or no memory that programs share: a network drive. */
  cannotLock: "CANNOT_LOCK",
  fileGone: "FILE_GONE",
  readWriteFailed: "READ_WRITE_FAILED",
  closed: "CLOSED",
  removed: "REMOVED",
  /** A database server that can't be reached now: later is another matter. */
  unavailable: "UNAVAILABLE",
  noSuchAttachment: "NO_SUCH_ATTACHMENT",
  unexpected: "UNEXPECTED",
} as const;
export type SqlStorageErrorCode = (typeof SqlStorageErrorCode)[keyof typeof SqlStorageErrorCode];

/** The storage's only error class. Decide by `code`; the message is for people, `cause` for the log. */
export class SqlStorageError extends Error {
  override readonly name = "SqlStorageError";
  readonly code: SqlStorageErrorCode;

  constructor(code: SqlStorageErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

type SqliteError = Error & { errcode: number };

function isSqliteError(error: unknown): error is SqliteError {
  return (
    error instanceof Error &&
    (error as { code?: unknown }).code === "ERR_SQLITE_ERROR" &&
    typeof (error as { errcode?: unknown }).errcode === "number"
  );
}

/** SQLite's primary result codes (the low byte; the rest says where): https://sqlite.org/rescode.html */
const BY_RESULT_CODE: ReadonlyMap<number, readonly [SqlStorageErrorCode, string]> = new Map([
  [5, [SqlStorageErrorCode.inUse, "is in use by another program"]],
  [6, [SqlStorageErrorCode.inUse, "is in use by another part of this program"]],
  [8, [SqlStorageErrorCode.readOnly, "can't be written: the file or its folder is read-only"]],
  [10, [SqlStorageErrorCode.readWriteFailed, "couldn't be read or written: the disk reported an error"]],
  [11, [SqlStorageErrorCode.damagedFile, "is damaged"]],
  [13, [SqlStorageErrorCode.diskFull, "can't grow: the disk is full"]],
  [14, [SqlStorageErrorCode.cannotOpen, "can't be opened"]],
  // SQLITE_PROTOCOL: programs could not agree on who locks the log, which on NFS they never do.
  [15, [SqlStorageErrorCode.cannotLock, "can't be locked, or shared between the parts of this program, on this drive"]],
  [26, [SqlStorageErrorCode.notADatabase, "is not a database"]],
]);

/** Extended codes of an I/O error that say that locking or sharing memory failed, not reading or writing. */
const LOCKING_FAILED: ReadonlySet<number> = new Set([
  2058, // SQLITE_IOERR_UNLOCK
  2314, // SQLITE_IOERR_RDLOCK
  3850, // SQLITE_IOERR_LOCK
  4618, // SQLITE_IOERR_SHMOPEN
  4874, // SQLITE_IOERR_SHMSIZE
  5130, // SQLITE_IOERR_SHMLOCK
  5386, // SQLITE_IOERR_SHMMAP
]);
const LOCKING_WORDS = [
  SqlStorageErrorCode.cannotLock,
  "can't be locked, or shared between the parts of this program, on this drive",
] as const;

/** Turns SQLite's error into a SqlStorageError; any other error (a hook's, a matcher's) comes back as it is. */
export function toStorageError(error: unknown, databaseLabel: string): unknown {
  if (!isSqliteError(error)) return error;
  const known = LOCKING_FAILED.has(error.errcode) ? LOCKING_WORDS : BY_RESULT_CODE.get(error.errcode & 0xff);
  if (known) {
    return new SqlStorageError(known[0], `The database ${databaseLabel} ${known[1]}.`, { cause: error });
  }
  return new SqlStorageError(
    SqlStorageErrorCode.unexpected,
    `The database ${databaseLabel} refused a statement: ${error.message}.`,
    { cause: error },
  );
}
