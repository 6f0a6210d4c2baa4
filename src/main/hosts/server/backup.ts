/**
 * A backup is one archive with the desk's database and the files beside it, as they were at one moment: the database is copied by SQLite's own online copy while work goes on; files are
 * named by their content and never change, so that those that the copy names are there and those that came later do no harm.
 */
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { create, extract } from "tar";
import { storeErrorOf } from "#main/store/errors.ts";
import { OWN_FILE_MODE, OWN_FOLDER_MODE } from "#main/store/own-access.ts";
import type { Store } from "#main/store/store.ts";
import { BACKUP_MARK } from "#main/sync/server/desk-identity.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";

const DATABASE = "desk.sqlite";
/** What else belongs to a desk: large files, and passwords of mailboxes, of which the key lies elsewhere. */
const BESIDE = ["blobs", "secrets.json"] as const;

/** Writes a backup of a desk that is open. It has its name only when all of it is there. @throws PD_STORE_…, PD_INPUT_INVALID where there is a file of that name */
export async function backUp(store: Pick<Store, "copyTo">, dataDir: string, to: string): Promise<void> {
  const target = resolve(to);
  if (existsSync(target)) throw invalid("to", `There is a file ${target} already: a backup overwrites nothing.`);
  const folder = await made(() => mkdtemp(join(dirname(target), `.${basename(target)}-`)));
  try {
    await store.copyTo(join(folder, DATABASE));
    const archive = join(folder, "backup.tar");
    const beside = BESIDE.filter((name) => existsSync(join(dataDir, name)));
    await made(async () => {
      // An archive of one folder holds both: the copy, and what is in the desk's own folder.
      await writeMark(folder);
      await create({ file: archive, cwd: folder, portable: true }, [DATABASE, BACKUP_MARK]);
      const { update } = await import("tar");
      if (beside.length > 0) await update({ file: archive, cwd: dataDir, portable: true }, [...beside]);
      await chmod(archive, OWN_FILE_MODE);
      await rename(archive, target);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes a desk's folder out of a backup. @throws PD_INPUT_INVALID where there is a desk already, or the file is no backup; PD_STORE_… */
export async function restore(from: string, dataDir: string): Promise<void> {
  const target = resolve(dataDir);
  if (existsSync(target) && (await readdir(target)).length > 0)
    throw invalid("data", `${target} is not empty: a backup is restored into a new folder.`);
  if (!existsSync(from)) throw invalid("from", `There is no file ${from}.`);
  await made(() => mkdir(dirname(target), { recursive: true }));
  const folder = await made(() => mkdtemp(join(dirname(target), `.${basename(target)}-`)));
  try {
    // Strict: what is cut off or damaged is no backup. What leads out of the folder is never written.
    await extract({ file: from, cwd: folder, strict: true, preservePaths: false });
    requireDatabase(join(folder, DATABASE));
    await made(async () => {
      await rm(target, { recursive: true, force: true });
      await writeMark(folder);
      await mkdir(join(folder, "blobs"), { recursive: true, mode: OWN_FOLDER_MODE });
      await rename(folder, target);
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (error instanceof PipedeskError) throw error;
    throw invalid("from", `${from} is no backup of a desk: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** By this the server that opens the folder knows that its devices may be further than it is. */
async function writeMark(folder: string): Promise<void> {
  await writeFile(join(folder, BACKUP_MARK), "{}\n", { mode: OWN_FILE_MODE });
}

function requireDatabase(path: string): void {
  if (!existsSync(path)) throw new TypeError(`it holds no ${DATABASE}`);
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const { quick_check: found } = db.prepare("PRAGMA quick_check(1)").get() ?? {};
    if (found !== "ok") throw new TypeError(`its database is damaged: ${String(found)}`);
  } finally {
    db.close();
  }
}

/** @throws PD_STORE_… for what the file system says */
async function made<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw storeErrorOf(error, "The backup could not be written");
  }
}

function invalid(path: string, message: string): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { details: { issues: [{ path, message }] } });
}
