/** The desk's files as a whole, for a machine that begins with another desk. Only while no program has them open. */
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

const DATABASE_FILES = ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm"] as const;
/** Copies of the desk that were kept before another version or format of it, and what a cut-off one left. */
const COPY = /^desk\.(?:version|format)-.+\.backup\.sqlite(?:\.part)?$/u;

/**
 * Puts the folder's desk aside under a name with that moment. Large attachments stay where they are: they are named by what is in them, and both desks may need them. Does nothing where there is no desk.
 */
export async function putDeskAside(dataDir: string, nowEpochMs: number): Promise<void> {
  const present = new Set(await readdir(dataDir));
  const moment = new Date(nowEpochMs).toISOString().replaceAll(/[:.]/gu, "-");
  // They are of that desk, and not of the next one.
  for (const name of [...present].filter((entry) => COPY.test(entry)))
    await rename(join(dataDir, name), join(dataDir, name.replace(/^desk/u, `desk-before-team-${moment}`)));
  // The database itself last: cut off in between, it is still there to be put aside.
  for (const name of DATABASE_FILES.toReversed()) {
    const aside = name.replace("desk.sqlite", `desk-before-team-${moment}.sqlite`);
    if (present.has(name)) await rename(join(dataDir, name), join(dataDir, aside));
  }
}

/** Takes the folder's desk away, with its copies and attachments. */
export async function eraseDesk(dataDir: string): Promise<void> {
  const copies = (await readdir(dataDir)).filter((name) => COPY.test(name));
  for (const name of copies) await rm(join(dataDir, name), { force: true });
  for (const name of DATABASE_FILES) await rm(join(dataDir, name), { force: true });
  for (const folder of ["blobs", "incoming"]) await rm(join(dataDir, folder), { recursive: true, force: true });
}
