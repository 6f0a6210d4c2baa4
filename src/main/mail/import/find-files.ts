/**
 * Lists the files under the given paths: directories recursively in a stable order, Maildir folders without their `tmp`.
 */
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";

import { MAX_DIRECTORY_DEPTH } from "../limits.ts";

export type FoundFile =
  | { kind: "file"; file: string; sizeBytes: number; changedAtEpochMs: number }
  | { kind: "problem"; file: string; explanation: string };

/**
 * Yields every file under each path; what can't be listed or is no plain file comes as a problem, so that nothing is skipped silently [H6]. A
 * directory is read once: links that lead back would never end, links across would double at each level.
 * @param ownDirectory a directory that is passed over, with a problem that says so.
 */
export async function* findFiles(paths: readonly string[], ownDirectory?: string): AsyncGenerator<FoundFile> {
  const own = ownDirectory === undefined ? null : await realpath(ownDirectory);
  for (const path of paths) yield* walk(path, 0, { listed: new Set(), own });
}

type Walk = {
  /** Directories that were read, by their real paths. */
  readonly listed: Set<string>;
  readonly own: string | null;
};

async function* walk(path: string, depth: number, state: Walk): AsyncGenerator<FoundFile> {
  let info;
  let place;
  try {
    info = await stat(path);
    // Not by inode: on Windows its number doesn't fit a JavaScript number.
    place = await realpath(path);
  } catch (error) {
    yield { kind: "problem", file: path, explanation: `This can't be opened: ${messageOf(error)}` };
    return;
  }
  if (info.isFile()) {
    yield { kind: "file", file: path, sizeBytes: info.size, changedAtEpochMs: info.mtimeMs };
    return;
  }
  if (!info.isDirectory()) {
    yield { kind: "problem", file: path, explanation: "This is neither a file nor a directory." };
    return;
  }
  if (place === state.own) {
    yield { kind: "problem", file: path, explanation: "This is the desk's own folder: what is in it is in the desk." };
    return;
  }
  if (state.listed.has(place)) {
    yield { kind: "problem", file: path, explanation: "This links to a directory that is read already." };
    return;
  }
  if (depth >= MAX_DIRECTORY_DEPTH) {
    yield { kind: "problem", file: path, explanation: "The directories are nested too deep." };
    return;
  }
  state.listed.add(place);
  yield* walkDirectory(path, depth, state);
}

async function* walkDirectory(path: string, depth: number, state: Walk): AsyncGenerator<FoundFile> {
  let names: string[];
  try {
    names = await readdir(path);
  } catch (error) {
    yield { kind: "problem", file: path, explanation: `This directory can't be read: ${messageOf(error)}` };
    return;
  }
  // Maildir: what lies in tmp is still being delivered and has no fixed name yet.
  const isMaildir = names.includes("cur") && names.includes("new");
  // By code unit, not by locale: the order must be the same on every machine for a position to mean the same.
  for (const name of names.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0))) {
    if (isMaildir && name === "tmp") continue;
    yield* walk(join(path, name), depth + 1, state);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
