/** What came of files that are not whole yet: kept beside the desk under their names, so that a transfer that was cut off goes on where it ended. */
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { OWN_FILE_MODE, OWN_FOLDER_MODE } from "#main/store/own-access.ts";
import { MAX_PARTIALS } from "../limits.ts";

export type Partials = {
  /** 0: nothing came yet. */
  sizeOf(name: string): Promise<number>;
  /** Adds what comes behind the first `at` bytes, which alone are kept of what was there. What came before a failure stays. */
  append(name: string, at: number, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  read(name: string): AsyncIterable<Uint8Array>;
  drop(name: string): Promise<void>;
  /** Throws away all but the newest few: the others are of transfers that nobody goes on with. */
  tidy(): Promise<void>;
};

/** @param folder made with the first of them */
export function createPartials(folder: string): Partials {
  const pathOf = (name: string) => join(folder, `${name}.part`);
  return {
    async sizeOf(name) {
      return (await stat(pathOf(name)).catch(() => null))?.size ?? 0;
    },
    async append(name, at, chunks) {
      await mkdir(folder, { recursive: true, mode: OWN_FOLDER_MODE });
      const file = await open(pathOf(name), "a+", OWN_FILE_MODE);
      try {
        await file.truncate(at);
        for await (const chunk of chunks) await file.appendFile(chunk);
      } finally {
        await file.close();
      }
    },
    read: (name) => createReadStream(pathOf(name)) as AsyncIterable<Uint8Array>,
    drop: (name) => rm(pathOf(name), { force: true }),
    async tidy() {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".part"));
      const found = await Promise.all(
        names.map(async (name) => ({ name, atMs: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
      );
      for (const { name } of found.toSorted((a, b) => b.atMs - a.atMs).slice(MAX_PARTIALS))
        await rm(join(folder, name), { force: true });
    },
  };
}
