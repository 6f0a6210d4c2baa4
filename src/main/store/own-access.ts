/** A desk holds other people's mail: on a machine that several use, its folder is its owner's alone. Windows keeps a user's folders apart by itself. */
import { chmod, lstat, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";

export const OWN_FOLDER_MODE = 0o700;
export const OWN_FILE_MODE = 0o600;

/** What group and others may do. */
const OTHERS = 0o077;

/**
 * Makes the desk's folder, and takes from others what they may do in one that a version before made. What is in it follows where the folder was open:
 * its own mode is set last, so that what was interrupted begins again. What can't be done here stays: whether a folder can be used at all, its
 * opening tells in better words.
 */
export async function keepToOwner(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: OWN_FOLDER_MODE });
    if (process.platform === "win32") return;
    const { mode, uid } = await lstat(folder);
    // Root may open another's desk, and leaves it to them.
    if (uid !== process.geteuid?.()) return;
    await closeFiles(folder);
    if ((mode & OTHERS) !== 0) await takeFromOthers(folder, mode);
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
  }
}

async function closeFiles(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    // A link leads elsewhere: what is there is another's.
    if (!entry.isDirectory() && !entry.isFile()) continue;
    const { mode } = await lstat(path);
    if ((mode & OTHERS) === 0) continue;
    // A folder that is closed was closed when it was made, or behind all that is in it.
    if (entry.isDirectory()) await closeFiles(path);
    await takeFromOthers(path, mode);
  }
}

/** What the owner may not do stays so: a desk that was made read-only is refused, not changed. */
async function takeFromOthers(path: string, mode: number): Promise<void> {
  // A file system without modes (a stick, a share) refuses; who can read it is decided there.
  await chmod(path, mode & 0o777 & ~OTHERS).catch(() => undefined);
}
