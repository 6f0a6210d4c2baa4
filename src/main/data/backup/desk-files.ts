/** The large files of a desk as they lie in its folder. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { entryKind, FILES_FOLDER } from "./manifest.ts";

export type DeskFile = {
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
};

/** Each with its place in the desk's folder, `blobs/ab/ab…`. What is half written, or no file of the desk, is left out. */
export async function* deskFiles(dataDir: string): AsyncGenerator<DeskFile> {
  const root = join(dataDir, FILES_FOLDER);
  for (const folder of await namesIn(root)) {
    for (const file of await namesIn(join(root, folder))) {
      const name = `${FILES_FOLDER}/${folder}/${file}`;
      const kind = entryKind(name);
      if (kind?.kind !== "file") continue;
      const path = join(root, folder, file);
      const info = await stat(path).catch(() => null);
      if (info?.isFile()) yield { path, name, sha256: kind.sha256, sizeBytes: info.size };
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.toSorted((one, other) => (one < other ? -1 : 1));
}
