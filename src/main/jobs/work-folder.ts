import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { attachmentName } from "#main/mail/mime/attachment-name.ts";
import { storeErrorOf } from "#main/store/errors.ts";

/** In the desk's folder, under a name that nobody gives a folder of their own: it is emptied at each start. */
const NAME = ".pipedesk-unfinished";

/** Where background work keeps what is only needed while it runs: on the desk's disk, since it can be large. */
export type WorkFolder = {
  /** The desk's own folder. */
  readonly deskDir: string;
  /** A folder that is gone when `remove` resolves. @throws PD_STORE_DISK_FULL, PD_STORE_READ_ONLY */
  make(): Promise<{ readonly path: string; remove(): Promise<void> }>;
  /** Removes what a process that was ended left. */
  clear(): Promise<void>;
};

export function createWorkFolder(dataDir: string): WorkFolder {
  const root = join(dataDir, NAME);
  return {
    deskDir: dataDir,
    async make() {
      try {
        await mkdir(root, { recursive: true, mode: 0o700 });
        const path = await mkdtemp(join(root, "job-"));
        return { path, remove: () => removeWith(path, root) };
      } catch (error) {
        throw storeErrorOf(error, "There is no room to work in");
      }
    },
    clear: () => rm(root, { recursive: true, force: true }),
  };
}

async function removeWith(path: string, root: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  // Fails while other work has a folder in it.
  await rmdir(root).catch(() => undefined);
}

/** Writes an uploaded file into a folder and returns its path. What its name says of folders, or of streams of a disk, is not followed. */
export async function keepUpload(file: File, folder: string, signal: AbortSignal): Promise<string> {
  const path = join(folder, attachmentName(file.name, "message/rfc822"));
  try {
    await pipeline(
      Readable.fromWeb(file.stream() as ReadableStream),
      createWriteStream(path, { flags: "wx", mode: 0o600 }),
      { signal },
    );
    return path;
  } catch (error) {
    throw storeErrorOf(error, "The upload could not be kept");
  }
}
