import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { SqlStorageError, SqlStorageErrorCode, toStorageError } from "./errors.ts";
import { APPLICATION_ID, checkFile } from "./file-check.ts";
import { FileLock } from "./file-lock.ts";
import { IdleCheckpoint } from "./idle-checkpoint.ts";
import {
  CHECKPOINT_PAGES,
  EXCLUSIVE_LOCK_WAIT_MS,
  LOCK_WAIT_MS,
  PAGE_CACHE_KIBIBYTES,
  READ_CACHE_KIBIBYTES,
  WAL_KEPT_BYTES,
} from "./limits.ts";
import type { FilledSqlStorageOptions } from "./options.ts";
import { SlotRegistry } from "./slots.ts";
import { StatementCache } from "./statement-cache.ts";
import { Transactions } from "./transactions.ts";

/** A value that goes into, or comes out of, a statement's row, as arrays: objects per row would cost as much as the read. */
export type SqlRow = readonly SQLInputValue[];

/**
 * One open database: its handle, its prepared statements and the state its collections share. All instances of one database
 * name under one storage object use the same connection, counted by `ConnectionPool`.
 */
export class Connection {
  readonly db: DatabaseSync;
  readonly databaseName: string;
  /** Null in memory mode. */
  readonly path: string | null;
  readonly slots: SlotRegistry;
  readonly transactions: Transactions;
  readonly #label: string;
  readonly #statements = new StatementCache((sql) => this.prepareOwn(sql));
  readonly #lock: FileLock | undefined;
  readonly #checkpoint: IdleCheckpoint | undefined;
  readonly #fault: ((error: unknown, what: string) => void) | undefined;
  #isOpen = true;
  /** Why nothing may be written or read any more; null as long as all is well. */
  #broken: SqlStorageError | null = null;

  private constructor(db: DatabaseSync, databaseName: string, path: string | null, write?: WriteParts) {
    this.db = db;
    this.databaseName = databaseName;
    this.path = path;
    this.#lock = write?.lock;
    this.#checkpoint = write?.checkpoint;
    this.#fault = write?.fault;
    this.#label = path === null ? `"${databaseName}"` : `"${path}"`;
    this.slots = new SlotRegistry(db);
    this.transactions = new Transactions(this);
  }

  /** @throws SqlStorageError when the file is newer, damaged, locked, read-only or not ours; it is then left as it was. */
  static open(databaseName: string, options: FilledSqlStorageOptions): Connection {
    const path = options.directory === null ? null : databasePath(options.directory, databaseName);
    const label = path === null ? `"${databaseName}"` : `"${path}"`;
    let db: DatabaseSync | undefined;
    let lock: FileLock | undefined;
    try {
      if (path !== null) lock = prepareFile(path, options);
      const timeout = options.exclusive ? EXCLUSIVE_LOCK_WAIT_MS : LOCK_WAIT_MS;
      db = new DatabaseSync(path ?? ":memory:", { timeout });
      if (path !== null) setUpFile(db, path, options, label);
      const checkpoint = path === null ? undefined : new IdleCheckpoint(db, options.askForCheckpoint);
      const connection = new Connection(db, databaseName, path, {
        lock,
        checkpoint,
        fault: (error, what) => options.hooks.fault?.(error, what),
      });
      connection.transaction(() => {
        connection.db.exec(
          "CREATE TABLE IF NOT EXISTS storage_commits (only INTEGER PRIMARY KEY CHECK (only = 1), n INTEGER NOT NULL)",
        );
        options.hooks.opened?.(connection.db, { databaseName, path });
      });
      return connection;
    } catch (error) {
      db?.close();
      lock?.release();
      throw toStorageError(error, label);
    }
  }

  /**
   * Opens a database file beside the connection that writes it, in this thread or another, to read what is committed. Takes no lock of
   * its own: it lives inside the lifetime of a writing connection. What it prepares sees tables and columns that were made before it was run.
   * @throws SqlStorageError CANNOT_OPEN, DAMAGED_FILE …; and READ_ONLY where a statement would write
   */
  static openToRead(path: string): Connection {
    let db: DatabaseSync | undefined;
    try {
      db = new DatabaseSync(path, { readOnly: true, timeout: LOCK_WAIT_MS });
      // `query_only` too: a temporary table would be a write that read-only allows.
      db.exec(`PRAGMA query_only = ON; PRAGMA cache_size = -${READ_CACHE_KIBIBYTES}`);
      return new Connection(db, path, path);
    } catch (error) {
      db?.close();
      throw toStorageError(error, `"${path}"`);
    }
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * A cached statement whose rows come as arrays. It must be run to its end at once: `iterate` shares its position with
   * every other user of the same text, so cursors take `prepareOwn`.
   */
  prepare(sql: string): StatementSync {
    return this.#statements.get(sql);
  }

  prepareOwn(sql: string): StatementSync {
    return this.guard(() => {
      const statement = this.db.prepare(sql);
      statement.setReturnArrays(true);
      return statement;
    });
  }

  all(sql: string, ...params: SQLInputValue[]): SqlRow[] {
    return this.guard(() => this.prepare(sql).all(...params) as unknown as SqlRow[]);
  }

  get(sql: string, ...params: SQLInputValue[]): SqlRow | undefined {
    return this.guard(() => this.prepare(sql).get(...params) as unknown as SqlRow | undefined);
  }

  run(sql: string, ...params: SQLInputValue[]): number {
    return this.guard(() => Number(this.prepare(sql).run(...params).changes));
  }

  /**
   * In one go, without a wait inside: see `transactions` for work that waits. Joins the transaction that is open, which must be the caller's own.
   * `IMMEDIATE`, since every transaction here reads what it then writes: two writers would otherwise meet at the commit.
   */
  transaction<Result>(work: () => Result): Result {
    const { own } = this.transactions;
    if (own !== null) {
      own.begin();
      return this.guard(work);
    }
    return this.guard(() => {
      this.prepare("BEGIN IMMEDIATE").run();
      try {
        const result = work();
        this.prepare("COMMIT").run();
        this.contain("a commit could not be noted", () => this.noteCommit());
        return result;
      } catch (error) {
        this.rollBack();
        throw error;
      }
    });
  }

  /**
   * Takes back the transaction that is open. Where SQLite refuses that, what it began lies about half written, visible to every later statement and ready to
   * be committed by one: nothing may use the connection any more. Opening the database again drops it. Throws nothing.
   */
  rollBack(): void {
    // A full disk or a failed commit may have rolled back already.
    if (!this.#isOpen || !this.db.isTransaction) return;
    try {
      this.prepare("ROLLBACK").run();
    } catch (error) {
      this.#broken = new SqlStorageError(
        SqlStorageErrorCode.readWriteFailed,
        `The database ${this.#label} must be opened again: a change could not be taken back.`,
        { cause: error },
      );
      this.#tellFault(this.#broken, "a transaction could not be rolled back");
    }
  }

  contain(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#tellFault(error, what);
    }
  }

  /** Whoever is told of a fault is no reason for another one. */
  #tellFault(error: unknown, what: string): void {
    try {
      this.#fault?.(error, what);
    } catch {
      return;
    }
  }

  /** For transactions that end by other means than `transaction`. */
  noteCommit(): void {
    this.#checkpoint?.wrote();
  }

  /** Runs `work` and turns SQLite's errors into the storage's own. */
  guard<Result>(work: () => Result): Result {
    if (this.#broken !== null) throw this.#broken;
    try {
      return work();
    } catch (error) {
      throw toStorageError(error, this.#label);
    }
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#statements.clear();
    this.#checkpoint?.stop();
    try {
      this.db.close();
    } catch (error) {
      throw toStorageError(error, this.#label);
    } finally {
      this.#lock?.release();
    }
  }
}

type WriteParts = {
  readonly lock: FileLock | undefined;
  readonly checkpoint: IdleCheckpoint | undefined;
  readonly fault: (error: unknown, what: string) => void;
};

/** `<directory>/<databaseName>.sqlite`; characters that a file name can't carry are percent-encoded. */
export function databasePath(directory: string, databaseName: string): string {
  return join(directory, `${encodeURIComponent(databaseName)}.sqlite`);
}

/** Looks at the file and its folder before SQLite does; what is refused is left as it was. */
function prepareFile(path: string, options: FilledSqlStorageOptions): FileLock | undefined {
  const { directory } = options;
  if (directory === null) return undefined;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    const isForbidden = ["EACCES", "EPERM", "EROFS"].includes(String((error as NodeJS.ErrnoException).code));
    const code = isForbidden ? SqlStorageErrorCode.readOnly : SqlStorageErrorCode.cannotOpen;
    throw new SqlStorageError(code, `The folder "${directory}" can't be made.`, { cause: error });
  }
  // Before the file is looked at: closing a file lets go of all locks that this process has on it (POSIX), and another connection of it may have some.
  let lock = FileLock.takeIfThere(path, options.exclusive ? "exclusive" : "shared");
  try {
    checkFile(path, options.formatVersion);
    refuseReadOnly(directory, () => accessSync(directory, constants.W_OK));
    // An empty one is made here: SQLite would let others read it, and gives the files beside it the same mode.
    refuseReadOnly(path, () => closeSync(openSync(path, existsSync(path) ? "r+" : "a", 0o600)));
    if (options.exclusive) lock ??= FileLock.take(path, "exclusive");
    return lock;
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** Ahead of SQLite, which would open the file for reading only and fail in the middle of something, in other words. */
function refuseReadOnly(path: string, tryWriting: () => void): void {
  try {
    tryWriting();
  } catch (error) {
    throw new SqlStorageError(SqlStorageErrorCode.readOnly, `"${path}" is read-only.`, { cause: error });
  }
}

function setUpFile(db: DatabaseSync, path: string, options: FilledSqlStorageOptions, label: string): void {
  refuseForeignTables(db, label);
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -${PAGE_CACHE_KIBIBYTES};
    PRAGMA journal_size_limit = ${WAL_KEPT_BYTES};
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
  `);
  const { user_version: from } = db.prepare("PRAGMA user_version").get() as { user_version: number };
  const isEarlier = from > 0 && from < options.formatVersion;
  if (isEarlier) options.hooks.beforeUpgrade?.(db, path, from);
  db.exec("BEGIN IMMEDIATE");
  try {
    if (isEarlier) options.hooks.upgrade?.(db, from);
    if (from < options.formatVersion)
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${options.formatVersion};`);
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/** A file without our mark may be new (no tables yet), but must not be somebody else's. */
function refuseForeignTables(db: DatabaseSync, label: string): void {
  const { application_id: id } = db.prepare("PRAGMA application_id").get() as { application_id: number };
  if (id === APPLICATION_ID) return;
  if (db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() === undefined) return;
  throw new SqlStorageError(SqlStorageErrorCode.notADatabase, `The file ${label} is another program's database.`);
}
