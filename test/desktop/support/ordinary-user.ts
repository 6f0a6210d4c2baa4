import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, writeFileSync } from "node:fs";

/** Whom the app runs as where the tests run as root, which Chromium refuses a sandbox: every Linux has this one. */
const DEFAULT_USER = "nobody";
const USER_VARIABLE = "PIPEDESK_TEST_USER";

export type OrdinaryUser = { readonly name: string; readonly uid: number; readonly gid: number };

/** Null where the tests run as an ordinary user themselves. */
export function ordinaryUser(): OrdinaryUser | null {
  if (process.getuid?.() !== 0) return null;
  const name = process.env[USER_VARIABLE] || DEFAULT_USER;
  return { name, uid: idOf("-u", name), gid: idOf("-g", name) };
}

/** Why the app can't be run as an ordinary user; null where it can. */
export function userObstacle(): string | null {
  if (process.getuid?.() !== 0) return null;
  if (spawnSync("setpriv", ["--version"]).error !== undefined) return "the tests run as root and there is no setpriv";
  const name = process.env[USER_VARIABLE] || DEFAULT_USER;
  return spawnSync("id", [name]).status === 0 ? null : `there is no user named ${name}`;
}

/** A script that runs `executable` as that user, in the same process, so that a signal to the one reaches the other. */
export function writeWrapper(path: string, executable: string, { uid, gid }: OrdinaryUser): void {
  writeFileSync(
    path,
    `#!/bin/sh\nexec setpriv --reuid=${uid} --regid=${gid} --clear-groups --inh-caps=-all '${executable}' "$@"\n`,
  );
  chmodSync(path, 0o755);
}

export function giveTo(path: string, user: OrdinaryUser | null): void {
  if (user !== null) chownSync(path, user.uid, user.gid);
}

function idOf(option: "-u" | "-g", name: string): number {
  const { stdout, status } = spawnSync("id", [option, name], { encoding: "utf8" });
  if (status !== 0) throw new Error(`There is no user named ${name}.`);
  return Number(stdout);
}
