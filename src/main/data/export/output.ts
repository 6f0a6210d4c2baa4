/** An export's folder while it is written: it has its name only when all of it is there. */
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import { flushFolder } from "#main/store/flush-folder.ts";
import { isStoreError } from "#main/store/errors.ts";
import { OWN_FILE_MODE, OWN_FOLDER_MODE } from "#main/store/own-access.ts";
import { folderTarget, targetError } from "../backup/target.ts";

export type OutputFile = {
  /** Waits where the disk is slower than what is written. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** On return it survives a power cut. */
  close(): Promise<void>;
};

export type Output = {
  readonly folder: string;
  file(name: string): OutputFile;
};

/**
 * Makes a new folder and lets `work` fill it.
 * @returns its path
 * @throws PD_INPUT_INVALID where it is there already, PD_DATA_TARGET, PD_STORE_DISK_FULL; what the work throws. Nothing is left then.
 */
export async function writeFolder(
  parent: string,
  name: string,
  work: (output: Output) => Promise<void>,
): Promise<string> {
  const target = await folderTarget(parent, name);
  const folder = `${target}.unfinished`;
  const opened = new Set<WriteStream>();
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { mode: OWN_FOLDER_MODE });
    await work({
      folder,
      file(fileName) {
        const stream = createWriteStream(join(folder, fileName), { flags: "wx", mode: OWN_FILE_MODE });
        opened.add(stream);
        return outputFile(stream, () => opened.delete(stream));
      },
    });
    await rename(folder, target);
    await flushFolder(dirname(target));
    return target;
  } catch (error) {
    for (const stream of opened) stream.destroy();
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    const isAbort = error instanceof Error && error.name === "AbortError";
    throw isAbort || isStoreError(error) ? error : targetError(error, target);
  }
}

function outputFile(stream: WriteStream, closed: () => void): OutputFile {
  const path = String(stream.path);
  let failure: { readonly error: unknown } | null = null;
  stream.on("error", (error) => (failure ??= { error }));
  const refuse = (): void => {
    if (failure !== null) throw failure.error;
  };
  return {
    async write(chunk) {
      refuse();
      // A stream that failed never drains: `once` throws what it failed with.
      if (!stream.write(chunk)) await once(stream, "drain");
    },
    async close() {
      refuse();
      stream.end();
      await finished(stream);
      closed();
      const file = await open(path, "r+");
      await file.sync();
      await file.close();
    },
  };
}
