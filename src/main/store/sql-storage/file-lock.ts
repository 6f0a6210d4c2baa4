import { closeSync, existsSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { SqlStorageError, SqlStorageErrorCode, toStorageError } from "./errors.ts";
import { EXCLUSIVE_LOCK_WAIT_MS } from "./limits.ts";

/**
 * Says that a database is in use, by a lock on a small file beside it: SQLite's own `locking_mode = EXCLUSIVE` would shut out this
 * process's own reading connections too. The file is an empty SQLite database on which a transaction is held, since SQLite knows how to
 * lock a file on every system, between the connections of one process too, and the system lets go of the lock when the process dies. It
 * stays when the lock is given back: whoever had opened it meanwhile would otherwise hold a lock on a file that no name leads to any more.
 */
export class FileLock {
  readonly #db: DatabaseSync;

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /**
   * `exclusive` shuts out every other lock, `shared` only exclusive ones. The file is made if it is missing.
   * @throws SqlStorageError IN_USE, READ_ONLY or CANNOT_OPEN
   */
  static take(databasePath: string, kind: "exclusive" | "shared"): FileLock {
    let db: DatabaseSync | undefined;
    try {
      const path = lockPath(databasePath);
      // Its owner's alone, like the file that it stands for.
      if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
      db = new DatabaseSync(path, { timeout: EXCLUSIVE_LOCK_WAIT_MS });
      // Nothing is ever written to it; in memory, so that no system could find a reason for a journal beside it either.
      db.exec("PRAGMA journal_mode = MEMORY");
      if (kind === "exclusive") db.exec("BEGIN EXCLUSIVE");
      // A transaction takes its shared lock with its first read.
      else db.exec("BEGIN; SELECT 1 FROM sqlite_schema");
      return new FileLock(db);
    } catch (error) {
      db?.close();
      throw lockErrorOf(error, databasePath);
    }
  }

  /** The same where there is a lock file already; undefined where there is none. */
  static takeIfThere(databasePath: string, kind: "exclusive" | "shared"): FileLock | undefined {
    return existsSync(lockPath(databasePath)) ? FileLock.take(databasePath, kind) : undefined;
  }

  release(): void {
    this.#db.close();
  }
}

/** A lock file that is there but can't be opened is another user's, or in a folder that can't be written. */
function lockErrorOf(error: unknown, databasePath: string): unknown {
  const known = toStorageError(error, `"${databasePath}"`);
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const isForbidden = ["EACCES", "EPERM", "EROFS"].includes(code);
  const isClosedToUs = known instanceof SqlStorageError && known.code === SqlStorageErrorCode.cannotOpen;
  if (!isForbidden && !(isClosedToUs && existsSync(lockPath(databasePath)))) return known;
  return new SqlStorageError(SqlStorageErrorCode.readOnly, `"${databasePath}" can't be locked.`, { cause: error });
}

function lockPath(databasePath: string): string {
  return databasePath.replace(/(?:\.sqlite)?$/u, ".lock");
}
