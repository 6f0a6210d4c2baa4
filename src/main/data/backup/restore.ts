/**
 * Putting a backup back is two steps, so that a desk that is open, or a crash, can't leave two halves of two desks. The first reads the whole archive into a folder beside the desk, finds it sound, and
 * notes in `restore.json` that it is to become the desk. The second is done before the desk is next opened: what is there is put aside as a desk of its own, and the new one takes its place. Each move is
 * one rename; done twice it does no harm.
 */
import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { UserId } from "#shared/model/ids.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { flushFolder } from "#main/store/flush-folder.ts";
import { withDeskLock } from "#main/store/desk-lock.ts";
import { OWN_FILE_MODE, OWN_FOLDER_MODE } from "#main/store/own-access.ts";
import { storeErrorOf } from "#main/store/errors.ts";
import { writeMembership } from "#main/sync/membership.ts";
import { damaged, databaseIn, type CheckCopy, type CopyFacts } from "./check-copy.ts";
import { DATABASE_FILE, FILES_FOLDER, MANIFEST_FILE, SEALED_FILES, type BackupManifest } from "./manifest.ts";
import type { TellProgress } from "./progress.ts";
import { readBackup } from "./read-backup.ts";
import { momentName, requireRoom } from "./target.ts";

const NOTE_FILE = "restore.json";
const STAGED_FOLDER = "restored-desk";
/** All that is the desk's own, the database last: cut off before it, what is there still opens as what it was. */
const DESK_NAMES = [
  "team.json",
  "team-ended.json",
  ...SEALED_FILES,
  "incoming",
  FILES_FOLDER,
  MANIFEST_FILE,
  `${DATABASE_FILE}-shm`,
  `${DATABASE_FILE}-wal`,
  DATABASE_FILE,
] as const;

const RestoreNote = z.object({
  /** `aside`: the desk that is here is being put aside; `in`: the other one is being put in its place. */
  phase: z.enum(["aside", "in"]),
  aside: z.string().regex(/^desk-before-restore-[\d-]+$/u),
});
type RestoreNote = z.infer<typeof RestoreNote>;

export type RestoreOptions = {
  readonly nowEpochMs: number;
  readonly signal?: AbortSignal;
  readonly tell?: TellProgress;
  /** Takes seconds for a large desk; default: in this thread. */
  readonly checkCopy?: CheckCopy;
};

export type Inspected = { readonly sizeBytes: number; readonly manifest: BackupManifest | null } & CopyFacts;

/**
 * Reads a backup into the desk's folder and has it become the desk at the next opening. Nothing of the desk that is there is touched yet.
 * @returns what is in it, and where the desk that is there will lie
 * @throws PD_BACKUP_DAMAGED, PD_STORE_NEWER_FILE, PD_STORE_DISK_FULL, PD_STORE_READ_ONLY; the signal's reason
 */
export async function stageRestore(
  archive: string,
  dataDir: string,
  { nowEpochMs, signal, tell, checkCopy = async (path) => databaseIn(path) }: RestoreOptions,
): Promise<Inspected & { readonly aside: string }> {
  const staged = join(dataDir, STAGED_FOLDER);
  await onDesk(() => mkdir(dataDir, { recursive: true, mode: OWN_FOLDER_MODE }));
  if ((await readNote(dataDir)) !== null)
    throw new PipedeskError("PD_DATA_BUSY", "A backup is being put back already: open the desk first.");
  // What a try before left.
  await onDesk(() => rm(staged, { recursive: true, force: true }));
  await onDesk(() => mkdir(staged, { mode: OWN_FOLDER_MODE }));
  try {
    const { size } = await stat(archive).catch((error: unknown) => {
      throw damaged(`the file ${archive} can't be read`, error);
    });
    await requireRoom(dataDir, size);
    const found = await inspectInto(archive, staged, checkCopy, {
      ...(signal ? { signal } : {}),
      ...(tell ? { tell } : {}),
    });
    await makeOwn(staged, found.manifest, nowEpochMs);
    const aside = `desk-before-restore-${momentName(nowEpochMs)}`;
    await flushFolder(staged);
    signal?.throwIfAborted();
    await writeNote(dataDir, { phase: "aside", aside });
    return { ...found, aside: join(dataDir, aside) };
  } catch (error) {
    await rm(staged, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Does what `stageRestore` has noted. To be called before the desk is opened; does nothing where nothing is noted.
 * @returns where the desk lies that was put aside; null where none was
 * @throws PD_STORE_IN_USE, PD_STORE_…
 */
export async function settleRestore(dataDir: string): Promise<string | null> {
  if ((await readNote(dataDir)) === null) return null;
  return withDeskLock(dataDir, async () => {
    // Another program may have done it while this one waited.
    const note = await readNote(dataDir);
    if (note === null) return null;
    await onDesk(async () => {
      const staged = join(dataDir, STAGED_FOLDER);
      if (note.phase === "aside") {
        await moveAll(dataDir, join(dataDir, note.aside));
        await writeNote(dataDir, { ...note, phase: "in" });
      }
      await moveAll(staged, dataDir);
      await rm(staged, { recursive: true, force: true });
      await rm(join(dataDir, NOTE_FILE), { force: true });
      await flushFolder(dataDir);
    });
    return join(dataDir, note.aside);
  });
}

/** Reads a backup to its end into a folder and looks its database through. @throws PD_BACKUP_DAMAGED, PD_STORE_NEWER_FILE */
async function inspectInto(
  archive: string,
  folder: string,
  checkCopy: CheckCopy,
  options: { readonly signal?: AbortSignal; readonly tell?: TellProgress },
): Promise<Inspected> {
  const { sizeBytes, manifest } = await readBackup(archive, { step: "unpack", into: folder, ...options });
  const facts = await checkCopy(join(folder, DATABASE_FILE));
  // Looking at it may have left these; they belong to nobody.
  for (const ending of ["-wal", "-shm"]) await rm(join(folder, `${DATABASE_FILE}${ending}`), { force: true });
  return { sizeBytes, manifest, ...facts };
}

/** A device's copy becomes its person's own desk, as when they leave their team: two devices of one name would take each other's numbers. */
async function makeOwn(staged: string, manifest: BackupManifest | null, nowEpochMs: number): Promise<void> {
  await mkdir(join(staged, FILES_FOLDER), { recursive: true, mode: OWN_FOLDER_MODE });
  await writeFile(join(staged, MANIFEST_FILE), `${JSON.stringify(manifest ?? {})}\n`, { mode: OWN_FILE_MODE });
  const userId = UserId.safeParse(manifest?.userId);
  if (manifest?.place !== "member" || !userId.success) return;
  await writeMembership(staged, {
    serverUrl: "",
    deskName: manifest.deskName,
    userId: userId.data,
    tokenId: "",
    joinedAtEpochMs: nowEpochMs,
    scope: { closedSinceEpochMs: null },
    leaving: "keep",
  });
}

async function moveAll(from: string, to: string): Promise<void> {
  const present = new Set(await readdir(from));
  const names = DESK_NAMES.filter((name) => present.has(name));
  if (names.length > 0) await mkdir(to, { recursive: true, mode: OWN_FOLDER_MODE });
  for (const name of names) await rename(join(from, name), join(to, name));
}

async function readNote(dataDir: string): Promise<RestoreNote | null> {
  const text = await readFile(join(dataDir, NOTE_FILE), "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return RestoreNote.parse(JSON.parse(text));
  } catch (error) {
    throw storeErrorOf(error, `The desk could not be opened, since ${NOTE_FILE} in its folder can't be understood`);
  }
}

/** On return it survives a power cut. */
async function writeNote(dataDir: string, note: RestoreNote): Promise<void> {
  const temporary = join(dataDir, `${NOTE_FILE}.tmp`);
  await writeFile(temporary, JSON.stringify(note), { mode: OWN_FILE_MODE });
  const file = await open(temporary, "r+");
  await file.sync();
  await file.close();
  await rename(temporary, join(dataDir, NOTE_FILE));
  await flushFolder(dataDir);
}

async function onDesk<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw storeErrorOf(error, "The backup could not be put back");
  }
}

/** Both steps at once, for a desk that nobody has open. @throws as `stageRestore` and `settleRestore` */
export async function restoreBackup(
  archive: string,
  dataDir: string,
  options: RestoreOptions,
): Promise<Inspected & { readonly aside: string }> {
  // Asked before a large archive is read for nothing.
  await onDesk(() => mkdir(dataDir, { recursive: true, mode: OWN_FOLDER_MODE }));
  await withDeskLock(dataDir, async () => undefined);
  const found = await stageRestore(archive, dataDir, options);
  await settleRestore(dataDir);
  return found;
}
