/**
 * Lists the files under the given paths: directories recursively in a stable order, Maildir folders without their `tmp`.
 */
import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";

import { MAX_DIRECTORY_DEPTH } from "../limits.ts";

/** A path as the system knows it. Bytes where its name is no UTF-8, as in mailboxes of the nineties: as text it would name nothing. */
export type FilePath = string | Buffer;

export type FoundFile =
  /** `file` is the path for people. */
  | { kind: "file"; file: string; path: FilePath; sizeBytes: number; changedAtEpochMs: number }
  | { kind: "problem"; file: string; explanation: string };

/**
 * Yields every file under each path; what can't be listed or is no plain file comes as a problem, so that nothing is skipped silently [H6]. A
 * directory is read once: links that lead back would never end, links across would double at each level. A link that leads out of the given
 * path is not followed: a mailbox may come from somebody else, and what else lies on this disk is not theirs to name.
 * @param ownDirectory a directory that is passed over, with a problem that says so.
 */
export async function* findFiles(paths: readonly string[], ownDirectory?: string): AsyncGenerator<FoundFile> {
  const own = ownDirectory === undefined ? null : await placeOf(ownDirectory);
  for (const path of paths) {
    const root = await placeOf(path).catch(() => null);
    yield* walk(path, 0, { listed: new Set(), own, root });
  }
}

type Walk = {
  /** Directories that were read, by `placeOf`. */
  readonly listed: Set<string>;
  readonly own: string | null;
  /** Where the given path leads; null where it leads nowhere. */
  readonly root: string | null;
};

async function* walk(path: FilePath, depth: number, state: Walk): AsyncGenerator<FoundFile> {
  const file = path.toString();
  const problem = (explanation: string): FoundFile => ({ kind: "problem", file, explanation });
  let place: string;
  try {
    const info = await stat(path);
    if (depth > 0 && (await lstat(path)).isSymbolicLink() && !isWithin(await placeOf(path), state.root)) {
      yield problem("This links to a place outside of what is imported.");
      return;
    }
    if (info.isFile()) {
      yield { kind: "file", file, path, sizeBytes: info.size, changedAtEpochMs: info.mtimeMs };
      return;
    }
    if (!info.isDirectory()) {
      yield problem("This is neither a file nor a directory.");
      return;
    }
    place = await placeOf(path);
  } catch (error) {
    yield problem(`This can't be opened: ${messageOf(error)}`);
    return;
  }
  if (place === state.own) yield problem("This is the desk's own folder: what is in it is in the desk.");
  else if (state.listed.has(place)) yield problem("This links to a directory that is read already.");
  else if (depth >= MAX_DIRECTORY_DEPTH) yield problem("The directories are nested too deep.");
  else {
    state.listed.add(place);
    yield* walkDirectory(path, depth, state);
  }
}

function isWithin(place: string, root: string | null): boolean {
  return root !== null && (place === root || place.startsWith(root.endsWith(sep) ? root : root + sep));
}

/** Tells directories apart. Not by inode: on Windows its number doesn't fit a JavaScript number. */
async function placeOf(path: FilePath): Promise<string> {
  return (await realpath(path, { encoding: "buffer" })).toString("latin1");
}

async function* walkDirectory(path: FilePath, depth: number, state: Walk): AsyncGenerator<FoundFile> {
  let names: Buffer[];
  try {
    names = await readdir(path, { encoding: "buffer" });
  } catch (error) {
    yield {
      kind: "problem",
      file: path.toString(),
      explanation: `This directory can't be read: ${messageOf(error)}`,
    };
    return;
  }
  const has = (wanted: string) => names.some((name) => name.toString() === wanted);
  // Maildir: what lies in tmp is still being delivered and has no fixed name yet.
  const isMaildir = has("cur") && has("new");
  // By bytes, not by locale: the order must be the same on every machine for a position to mean the same.
  for (const name of names.toSorted((left, right) => left.compare(right))) {
    if (isMaildir && name.toString() === "tmp") continue;
    yield* walk(pathIn(path, name), depth + 1, state);
  }
}

function pathIn(folder: FilePath, name: Buffer): FilePath {
  const text = name.toString();
  if (typeof folder === "string" && Buffer.from(text).equals(name)) return join(folder, text);
  return Buffer.concat([Buffer.from(folder), Buffer.from(sep), name]);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
