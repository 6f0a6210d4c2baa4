/** The desk's folder: where it lies, whether it can be written and read by whom, and whether a program has the desk open. */
import { mkdtemp, readFile, realpath, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Finding } from "#shared/contract/data.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { withDeskLock } from "#main/store/desk-lock.ts";
import { driveOf, lockHolderOf, syncServiceOf, windowsDriveOf, type Drive } from "./file-system.ts";
import { finding, wordsOf } from "./finding.ts";

export type FolderFacts = {
  readonly folder: string;
  readonly exists: boolean;
  /** Why it can't be written; null: it can. */
  readonly refusal: string | null;
  readonly drive: Drive;
  readonly syncService: string | null;
  readonly isOpenToOthers: boolean;
  readonly lock:
    | { readonly by: "nobody" }
    | { readonly by: "us" }
    | { readonly by: "another"; readonly processId: number | null };
};

export function folderFindings(facts: FolderFacts): Finding[] {
  const { folder, drive, syncService, lock } = facts;
  if (!facts.exists) return [finding("note", "folder-none", { folder })];
  return [
    facts.refusal === null
      ? finding("ok", "folder-fine", { folder, drive: drive.kind })
      : finding("problem", "folder-read-only", { folder, reason: facts.refusal }),
    ...(drive.isNetwork ? [finding("problem", "folder-network", { folder, drive: drive.kind })] : []),
    ...(syncService === null ? [] : [finding("problem", "folder-synced", { folder, service: syncService })]),
    ...(facts.isOpenToOthers ? [finding("note", "folder-open-to-others", { folder })] : []),
    ...lockFindings(lock),
  ];
}

function lockFindings(lock: FolderFacts["lock"]): Finding[] {
  if (lock.by !== "another") return [finding("ok", lock.by === "us" ? "lock-here" : "lock-free")];
  return [finding("note", "lock-held", { process: lock.processId ?? "?" })];
}

/** @param isOpenHere this program has the desk open itself */
export async function readFolderFacts(folder: string, isOpenHere: boolean): Promise<FolderFacts> {
  const info = await stat(folder).catch(() => null);
  const exists = info?.isDirectory() === true;
  const place = await realpath(folder).catch(() => folder);
  const refusal = exists ? await refusalOf(folder) : null;
  return {
    folder,
    exists,
    refusal,
    drive: await readDrive(place),
    syncService: syncServiceOf(place),
    isOpenToOthers: process.platform !== "win32" && exists && ((info?.mode ?? 0) & 0o077) !== 0,
    lock: isOpenHere ? { by: "us" } : exists && refusal === null ? await readLock(folder) : { by: "nobody" },
  };
}

async function readDrive(place: string): Promise<Drive> {
  if (process.platform === "win32") return windowsDriveOf(place);
  const mountInfo = await readFile("/proc/self/mountinfo", "utf8").catch(() => "");
  return driveOf(mountInfo, place);
}

/** Tried, not asked: what a folder's mode says is not all that decides. */
async function refusalOf(folder: string): Promise<string | null> {
  try {
    await rmdir(await mkdtemp(join(folder, ".pipedesk-check-")));
    return null;
  } catch (error) {
    return wordsOf(error);
  }
}

async function readLock(folder: string): Promise<FolderFacts["lock"]> {
  // Taking it would make the file that a folder without a desk has not.
  const file = await stat(join(folder, "desk.lock")).catch(() => null);
  if (file === null) return { by: "nobody" };
  try {
    await withDeskLock(folder, async () => undefined);
    return { by: "nobody" };
  } catch (error) {
    if (errorCodeOf(error) !== "PD_STORE_IN_USE") return { by: "nobody" };
    const locks = await readFile("/proc/locks", "utf8").catch(() => "");
    return { by: "another", processId: lockHolderOf(locks, file) };
  }
}
