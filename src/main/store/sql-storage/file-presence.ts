import { statSync } from "node:fs";
import { SqlStorageError, SqlStorageErrorCode } from "./errors.ts";

/**
 * Whether a database still lies where it was opened. An open file lives on without its name: SQLite would write into it, and answer that all is well,
 * until the process ends and everything is gone. So each commit looks first: at the database and at its write-ahead log, which holds the newest commits.
 */
export class FilePresence {
  readonly #path: string;
  readonly #database: string | null;
  /** Null until there is one: SQLite makes it with the first statement. */
  #log: string | null = null;

  /** @param path of a database that was just opened */
  constructor(path: string) {
    this.#path = path;
    this.#database = fileAt(path);
  }

  /** False once the file was moved, deleted or replaced; true again when it is back. */
  isThere(): boolean {
    const log = fileAt(`${this.#path}-wal`);
    this.#log ??= log;
    return fileAt(this.#path) === this.#database && log === this.#log;
  }

  /** @throws SqlStorageError FILE_GONE */
  require(): void {
    if (this.isThere()) return;
    throw new SqlStorageError(
      SqlStorageErrorCode.fileGone,
      `The database "${this.#path}" was moved, deleted or replaced while it was open.`,
    );
  }
}

/** Tells files apart whatever they are called; null where there is none. */
function fileAt(path: string): string | null {
  const info = statSync(path, { bigint: true, throwIfNoEntry: false });
  return info === undefined ? null : `${info.dev}:${info.ino}`;
}
