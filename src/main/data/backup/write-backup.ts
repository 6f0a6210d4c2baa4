/**
 * A backup is one archive with the desk's database and the files beside it, as they were at one moment: the database is copied by SQLite's own online copy while work goes on; files are
 * named by their content and never change, so that those that the copy names are there and those that came later do no harm. It has its name only once all of it was read back.
 */
import { createWriteStream } from "node:fs";
import { access, chmod, mkdtemp, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Pack, type WriteEntry } from "tar";
import { flushFolder } from "#main/store/flush-folder.ts";
import { OWN_FILE_MODE } from "#main/store/own-access.ts";
import { isStoreError } from "#main/store/errors.ts";
import type { Store } from "#main/store/store.ts";
import { databaseIn, type CheckCopy } from "./check-copy.ts";
import { deskFiles, type DeskFile } from "./desk-files.ts";
import { hashFile } from "./hash-file.ts";
import { DATABASE_FILE, MANIFEST_FILE, SEALED_FILES, type BackupManifest } from "./manifest.ts";
import type { TellProgress } from "./progress.ts";
import { readBackup } from "./read-backup.ts";
import { fileNamePart, fileTarget, momentName, requireRoom, targetError } from "./target.ts";

export type BackupSource = {
  readonly store: Pick<Store, "copyTo">;
  readonly dataDir: string;
  /** What the archive says of itself, beside what is found out from the copy. */
  readonly facts: Pick<BackupManifest, "version" | "madeAtEpochMs" | "deskName" | "place" | "userId">;
};

/** The tar of small files is a tenth larger than they are. */
const ROOM_FACTOR = 1.1;

/**
 * Writes a backup of a desk that is open, and reads it again.
 * @param checkCopy takes seconds for a large desk; default: in this thread
 * @param to a file, or a folder in which one is made
 * @throws PD_INPUT_INVALID where there is a file of that name, PD_DATA_TARGET, PD_STORE_…, PD_BACKUP_DAMAGED where what was written reads otherwise; the signal's reason
 */
export async function writeBackup(
  { store, dataDir, facts }: BackupSource,
  to: string,
  {
    signal,
    tell = () => undefined,
    checkCopy = async (path) => databaseIn(path),
  }: { readonly signal?: AbortSignal; readonly tell?: TellProgress; readonly checkCopy?: CheckCopy } = {},
): Promise<{ readonly path: string; readonly sizeBytes: number; readonly manifest: BackupManifest }> {
  const name = `pipedesk-${fileNamePart(facts.deskName)}-${momentName(facts.madeAtEpochMs)}.tar`;
  const target = await fileTarget(to, name);
  const folder = await mkdtemp(join(dirname(target), `.${basename(target)}-`)).catch((error: unknown) => {
    throw targetError(error, target);
  });
  try {
    const databaseBytes = await stat(join(dataDir, DATABASE_FILE)).then(
      ({ size }) => size,
      () => 0,
    );
    const files: DeskFile[] = [];
    for await (const file of deskFiles(dataDir)) files.push(file);
    const fileBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    // The copy lies beside the archive until that is whole.
    await requireRoom(dirname(target), (databaseBytes * 2 + fileBytes) * ROOM_FACTOR);
    tell({ step: "copy", done: 0, total: 0, unit: "bytes" });
    const copy = join(folder, DATABASE_FILE);
    await store.copyTo(copy);
    signal?.throwIfAborted();
    const found = await checkCopy(copy);
    const manifest: BackupManifest = {
      format: 1,
      ...facts,
      database: await hashFile(copy, signal),
      files: files.length,
      ...found,
    };
    await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest)}\n`, { mode: OWN_FILE_MODE });
    const archive = join(folder, "backup.tar");
    const totalBytes = manifest.database.sizeBytes + fileBytes;
    await pack(
      archive,
      { folder, dataDir, files },
      (done) => tell({ step: "pack", done, total: totalBytes, unit: "bytes" }),
      signal,
    );
    await rm(copy);
    const { sizeBytes } = await readBackup(archive, { step: "verify", tell, ...(signal ? { signal } : {}) });
    await chmod(archive, OWN_FILE_MODE);
    await rename(archive, target);
    await flushFolder(dirname(target));
    return { path: target, sizeBytes, manifest };
  } catch (error) {
    signal?.throwIfAborted();
    // What the desk's own disk says is told as it is.
    throw isStoreError(error) ? error : targetError(error, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function pack(
  archive: string,
  from: { readonly folder: string; readonly dataDir: string; readonly files: readonly DeskFile[] },
  tell: (doneBytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const names = new Map<string, string>([
    [join(from.folder, MANIFEST_FILE), MANIFEST_FILE],
    [join(from.folder, DATABASE_FILE), DATABASE_FILE],
    ...(await sealedIn(from.dataDir)),
    ...from.files.map(({ path, name }) => [path, name] as const),
  ]);
  let doneBytes = 0;
  const packing = new Pack({
    portable: true,
    // They come from two folders; what they are called says the table.
    preservePaths: true,
    strict: true,
    onWriteEntry: (entry: WriteEntry) => {
      entry.path = names.get(entry.absolute) ?? names.get(join(entry.absolute)) ?? entry.path;
      entry.on("end", () => tell((doneBytes += entry.stat?.size ?? 0)));
    },
  });
  for (const path of names.keys()) packing.add(path);
  packing.end();
  await pipeline(
    packing as unknown as NodeJS.ReadableStream,
    createWriteStream(archive, { flags: "wx", mode: OWN_FILE_MODE }),
    signal === undefined ? {} : { signal },
  );
  const file = await open(archive, "r+");
  await file.sync();
  await file.close();
}

async function sealedIn(dataDir: string): Promise<(readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  for (const name of SEALED_FILES) {
    const path = join(dataDir, name);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) found.push([path, name]);
  }
  return found;
}
