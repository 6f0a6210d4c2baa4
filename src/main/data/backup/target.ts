/** Where a backup or an export goes: a place that a person named, on any disk. */
import { mkdir, stat, statfs } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG", "SQLITE_FULL"]);
const FORBIDDEN = new Set(["EACCES", "EPERM", "EROFS"]);

/** What the file system says about a place that is not the desk's, in words that name it. Errors of the registry pass unchanged. */
export function targetError(error: unknown, place: string): PipedeskError {
  if (error instanceof PipedeskError && errorCodeOf(error) !== undefined) return error;
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const words = error instanceof Error ? error.message : String(error);
  const options = { cause: error, details: { reason: code, id: place } };
  if (FULL.has(code) || words.includes("database or disk is full"))
    return new PipedeskError(
      "PD_STORE_DISK_FULL",
      `There is no room left for ${place}. Nothing of it was kept.`,
      options,
    );
  if (FORBIDDEN.has(code))
    return new PipedeskError("PD_DATA_TARGET", `${place} can't be written: you may not write there.`, options);
  return new PipedeskError("PD_DATA_TARGET", `${place} can't be written: ${words}`, options);
}

/** What a file may be called on every system: letters, digits and a few signs. */
export function fileNamePart(name: string): string {
  const plain = name
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "")
    .slice(0, 40);
  return plain === "" ? "desk" : plain.toLowerCase();
}

/** `2026-11-30-18-05-09`, in UTC. */
export function momentName(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 19).replaceAll(/[:T]/gu, "-");
}

/**
 * The file to write: the one that is named, or a new one in the folder that is.
 * @throws PD_INPUT_INVALID where there is a file already, PD_DATA_TARGET
 */
export async function fileTarget(given: string, fileName: string): Promise<string> {
  const path = resolve(given);
  const there = await stat(path).catch(() => null);
  const isFolder = there === null ? /[/\\]$/u.test(given) : there.isDirectory();
  const target = isFolder ? join(path, fileName) : path;
  if ((isFolder ? await stat(target).catch(() => null) : there) !== null)
    throw invalidPath(`There is a file ${target} already: nothing is written over.`);
  await makeFolder(dirname(target));
  return target;
}

/** A new folder in the one that is named, which is made where it is missing. @throws PD_INPUT_INVALID, PD_DATA_TARGET */
export async function folderTarget(given: string, folderName: string): Promise<string> {
  const parent = resolve(given);
  const target = join(parent, folderName);
  if ((await stat(target).catch(() => null)) !== null)
    throw invalidPath(`There is a folder ${target} already: nothing is written over.`);
  await makeFolder(parent);
  return target;
}

/** @throws PD_STORE_DISK_FULL before anything is written */
export async function requireRoom(folder: string, neededBytes: number): Promise<void> {
  // Some file systems don't say: then it shows while it is written.
  const disk = await statfs(folder).catch(() => null);
  if (disk === null || disk.blocks === 0) return;
  const freeBytes = disk.bavail * disk.bsize;
  if (freeBytes >= neededBytes) return;
  const megabytes = (bytes: number) => Math.ceil(bytes / 1024 ** 2);
  throw new PipedeskError(
    "PD_STORE_DISK_FULL",
    `There is too little room in ${folder}: ${megabytes(neededBytes)} MB are needed, ${megabytes(freeBytes)} MB are free.`,
    { details: { id: folder, reason: "ENOSPC" } },
  );
}

export function invalidPath(message: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path: "path", message }] } });
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw targetError(error, basename(folder) === "" ? folder : resolve(folder));
  }
}
