import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { upgradeToAddresses } from "./addresses.ts";
import { upgradeToOneCommit } from "./one-commit.ts";

/** What takes a file from the format before to this one: contiguous, never changed after a release, no network. */
const UPGRADES: readonly { readonly to: number; readonly run: (db: DatabaseSync) => void }[] = [
  { to: 2, run: upgradeToOneCommit },
  { to: 3, run: upgradeToAddresses },
];

/** Counted up when the file's layout changes in a way that an older program would misread; a newer file is refused. */
export const FORMAT_VERSION = UPGRADES.at(-1)?.to ?? 1;

/** Takes a file of an earlier format to this program's. Part of the transaction that also stamps it. */
export function upgradeFormat(db: DatabaseSync, from: number): void {
  for (const { to, run } of UPGRADES) if (to > from) run(db);
}

/**
 * Keeps a copy of the file as it was, beside it. One that is there already is of an earlier try, and as good: it has its name only once all of it is on disk, so a copy
 * that a crash cut off is made anew.
 */
export function backUpFormat(db: DatabaseSync, path: string, from: number): void {
  const copy = join(dirname(path), `${basename(path, ".sqlite")}.format-${from}.backup.sqlite`);
  if (existsSync(copy)) return;
  const unfinished = `${copy}.part`;
  rmSync(unfinished, { force: true });
  // SQLite writes into an empty file, whose mode stays; one that it made itself others could read.
  closeSync(openSync(unfinished, "wx", 0o600));
  try {
    db.exec(`VACUUM INTO '${unfinished.replaceAll("'", "''")}'`);
    flush(unfinished);
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  // Windows can't open a folder; NTFS journals the rename itself.
  if (process.platform !== "win32") flush(dirname(copy));
}

function flush(path: string): void {
  const descriptor = openSync(path, process.platform === "win32" ? "r+" : "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
