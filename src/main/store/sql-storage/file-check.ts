import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { SqlStorageError, SqlStorageErrorCode, toStorageError } from "./errors.ts";

/** "PDSK": says that a SQLite file is ours (`PRAGMA application_id`). */
export const APPLICATION_ID = 0x5044_534b;

const HEADER_BYTES = 100;
const MAGIC = "SQLite format 3\0";

/**
 * Looks at a file before SQLite opens it for writing, and refuses one that isn't ours, is newer than the program or is cut
 * short. Only reads: opening for writing would already change the file (journal mode, recovery of the write-ahead log).
 * A missing or empty file passes: it will become a new database.
 *
 * @throws SqlStorageError NEWER_FILE, DAMAGED_FILE, NOT_A_DATABASE, READ_ONLY or CANNOT_OPEN
 */
export function checkFile(path: string, formatVersion: number): void {
  if (!existsSync(path)) return;
  const header = readHeader(path);
  if (!header) return;
  const label = `"${path}"`;
  if (header.toString("latin1", 0, MAGIC.length) !== MAGIC) {
    throw new SqlStorageError(SqlStorageErrorCode.notADatabase, `The file ${label} is not a database.`);
  }
  refuseForeign(header.readUInt32BE(68), label);
  refuseNewer(header.readUInt32BE(60), formatVersion, label);
  // With a write-ahead log beside it, the file's own first page may be the older one: ask SQLite, which reads both.
  if (hasContent(`${path}-wal`)) checkThroughLog(path, formatVersion, label);
  else refuseShort(path, header, label);
}

function refuseForeign(applicationId: number, label: string): void {
  // Zero is a file whose first transaction never finished; whether it holds another program's tables is checked after opening.
  if (applicationId === 0 || applicationId === APPLICATION_ID) return;
  throw new SqlStorageError(SqlStorageErrorCode.notADatabase, `The file ${label} is another program's database.`);
}

function refuseNewer(fileVersion: number, formatVersion: number, label: string): void {
  if (fileVersion <= formatVersion) return;
  throw new SqlStorageError(
    SqlStorageErrorCode.newerFile,
    `The database ${label} was written by a newer version of this program (format ${fileVersion}, this program knows ` +
      `${formatVersion}). It was left untouched: update the program to open it.`,
  );
}

function refuseShort(path: string, header: Buffer, label: string): void {
  const pageSizeField = header.readUInt16BE(16);
  const pageBytes = pageSizeField === 1 ? 65_536 : pageSizeField;
  const pages = header.readUInt32BE(28);
  // The page count is only valid while these two counters agree (file format, 1.3.7).
  const countIsValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (countIsValid && pages * pageBytes > statSync(path).size) {
    throw new SqlStorageError(SqlStorageErrorCode.damagedFile, `The database ${label} is damaged: it is cut short.`);
  }
}

function checkThroughLog(path: string, formatVersion: number, label: string): void {
  try {
    const db = new DatabaseSync(path, { readOnly: true });
    try {
      refuseForeign(numberOf(db, "PRAGMA application_id"), label);
      refuseNewer(numberOf(db, "PRAGMA user_version"), formatVersion, label);
    } finally {
      db.close();
    }
  } catch (error) {
    throw toStorageError(error, label);
  }
}

function numberOf(db: DatabaseSync, sql: string): number {
  return Number(Object.values(db.prepare(sql).get() ?? {})[0]);
}

function hasContent(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0;
}

/** Undefined for an empty file. */
function readHeader(path: string): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch (error) {
    throw new SqlStorageError(SqlStorageErrorCode.cannotOpen, `The file "${path}" can't be read.`, { cause: error });
  }
  try {
    if (fstatSync(descriptor).size === 0) return undefined;
    const header = Buffer.alloc(HEADER_BYTES);
    readSync(descriptor, header, 0, HEADER_BYTES, 0);
    return header;
  } finally {
    closeSync(descriptor);
  }
}
