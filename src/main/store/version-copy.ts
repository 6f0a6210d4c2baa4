/**
 * A copy of the desk before another version of the program works on it for the first time, so that one can go back to the version before with the desk
 * as that had left it. What changes a file's format keeps a copy of its own (`format/`); this one is for versions that don't.
 *
 * `desk.version` in the desk's folder says who had it open last. A copy has its name only once all of it is on disk; the newest few are kept.
 */
import { readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Store } from "./store.ts";

const MARK = "desk.version";
const NAME = /^desk\.version-[\w.+-]{1,64}\.backup\.sqlite$/u;
/** Each is as large as the desk. */
const MAX_COPIES = 3;
const VERSION = /^[\w.+-]{1,64}$/u;

/** What came of it; null: the same version as before, or a new desk. */
export type VersionCopy =
  | { readonly from: string; readonly outcome: "kept"; readonly file: string }
  /** There was no room, or no leave. It is tried again at the next start. */
  | { readonly from: string; readonly outcome: "failed"; readonly error: unknown };

/** To be called when the store is open and nothing has been written to it. Never rejects: a desk that can't be copied is opened all the same. */
export async function keepVersionCopy(
  store: Pick<Store, "copyTo">,
  dataDir: string,
  version: string,
): Promise<VersionCopy | null> {
  const mark = join(dataDir, MARK);
  const before = await readMark(mark);
  if (before === version) return null;
  try {
    const copy = before === null ? null : await copyOf(store, dataDir, before);
    await writeFile(`${mark}.part`, version, { mode: 0o600 });
    await rename(`${mark}.part`, mark);
    return copy;
  } catch (error) {
    return { from: before ?? "", outcome: "failed", error };
  }
}

async function copyOf(store: Pick<Store, "copyTo">, dataDir: string, before: string): Promise<VersionCopy> {
  const file = join(dataDir, `desk.version-${before}.backup.sqlite`);
  const unfinished = `${file}.part`;
  await rm(unfinished, { force: true });
  try {
    // SQLite writes into an empty file, whose mode stays; one that it made itself others could read.
    await writeFile(unfinished, "", { mode: 0o600, flag: "wx" });
    await store.copyTo(unfinished);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await removeOldest(dataDir);
  return { from: before, outcome: "kept", file };
}

/** null: no version of the program that keeps this had the desk open. */
async function readMark(mark: string): Promise<string | null> {
  const text = await readFile(mark, "utf8").catch(() => "");
  // It becomes part of a file's name.
  return VERSION.test(text) && !text.includes("..") ? text : null;
}

async function removeOldest(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => NAME.test(name));
  const copies = await Promise.all(
    names.map(async (name) => ({ name, madeAtEpochMs: (await stat(join(dataDir, name))).mtimeMs })),
  );
  const old = copies.toSorted((a, b) => b.madeAtEpochMs - a.madeAtEpochMs).slice(MAX_COPIES);
  for (const { name } of old) await rm(join(dataDir, name), { force: true });
}
