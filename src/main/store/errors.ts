import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { ErrorCode } from "#shared/errors/registry.ts";
import { toStorageError } from "./sql-storage/index.ts";

/** What the storage, SQLite or the file system say → what the person is told. */
const CODES: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  NEWER_FILE: [
    "PD_STORE_NEWER_FILE",
    "this desk was last opened by a newer Pipedesk; nothing was changed. Install that version or a later one",
  ],
  DAMAGED_FILE: [
    "PD_STORE_DAMAGED",
    "the desk's database file is damaged; nothing was changed. Restore a backup, or keep a copy and ask for help",
  ],
  NOT_A_DATABASE: [
    "PD_STORE_DAMAGED",
    "the desk's database file is not a Pipedesk database; nothing was changed. Restore a backup or choose another folder",
  ],
  FILE_GONE: [
    "PD_STORE_GONE",
    "the desk's file was moved, deleted or replaced while the desk was open; this was not stored. Put it back, or close the desk and open the copy that was saved",
  ],
  CANNOT_LOCK: [
    "PD_STORE_FAILED",
    "the drive that the desk's folder is on can't lock files or share memory, as network drives can't; nothing was changed. Move the folder to a disk of this machine",
  ],
  UNAVAILABLE: [
    "PD_STORE_UNAVAILABLE",
    "the desk's database can't be reached now; nothing was stored. Try again in a moment",
  ],
  IN_USE: ["PD_STORE_IN_USE", "the desk is open in another program; close it there first"],
  READ_ONLY: [
    "PD_STORE_READ_ONLY",
    "the desk's folder cannot be written; check its permissions and that the disk is not read-only",
  ],
  EROFS: [
    "PD_STORE_READ_ONLY",
    "the desk's folder cannot be written; check its permissions and that the disk is not read-only",
  ],
  EACCES: [
    "PD_STORE_READ_ONLY",
    "the desk's folder cannot be written; check its permissions and that the disk is not read-only",
  ],
  EPERM: [
    "PD_STORE_READ_ONLY",
    "the desk's folder cannot be written; check its permissions and that the disk is not read-only",
  ],
  DISK_FULL: ["PD_STORE_DISK_FULL", "the disk is full; free some space and try again, nothing that was stored is lost"],
  ENOSPC: ["PD_STORE_DISK_FULL", "the disk is full; free some space and try again, nothing that was stored is lost"],
  // A limit on the size of files, of the file system or of this process: there is room, but not for this.
  EFBIG: [
    "PD_STORE_DISK_FULL",
    "the database has grown to the largest file allowed here; raise that limit and try again, nothing that was stored is lost",
  ],
  EISDIR: [
    "PD_STORE_DAMAGED",
    "there is a folder where the database file should be; nothing was changed. Choose another folder",
  ],
  ENOTDIR: ["PD_STORE_FAILED", "there is a file where a folder should be; choose another folder"],
  EEXIST: ["PD_STORE_FAILED", "there is a file where a folder should be; choose another folder"],
  EDQUOT: [
    "PD_STORE_DISK_FULL",
    "the disk quota is used up; free some space and try again, nothing that was stored is lost",
  ],
};

/** Turns anything thrown below the store into one of the registry's errors; those of the registry pass unchanged. */
export function storeErrorOf(error: unknown, what: string): PipedeskError {
  if (error instanceof PipedeskError && errorCodeOf(error) !== undefined) return error;
  const plain = toStorageError(error, "of the desk");
  const code = typeof plain === "object" && plain !== null && "code" in plain ? String(plain.code) : "";
  const known = CODES[code];
  if (known) return new PipedeskError(known[0], `${what}: ${known[1]}.`, { cause: error, details: { reason: code } });
  const words = error instanceof Error ? error.message : String(error);
  return new PipedeskError("PD_STORE_FAILED", `${what}: ${words}`, { cause: error });
}

/** True for trouble of the store itself, which is no fault of what was to be stored: nothing else could be stored either. */
export function isStoreError(error: unknown): boolean {
  return errorCodeOf(error)?.startsWith("PD_STORE_") === true;
}
