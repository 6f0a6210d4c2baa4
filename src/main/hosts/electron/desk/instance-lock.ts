import { lstatSync } from "node:fs";
import { join } from "node:path";

/** Chromium's lock in a program's folder: a link to the process that has it. Windows has none, and knows by other means. */
const LOCK = "SingletonLock";

/** Whether somebody has the lock that was refused; no where it couldn't be made at all. */
export function isLockTaken(profile: string, platform: NodeJS.Platform): boolean {
  if (platform === "win32") return true;
  return lstatSync(join(profile, LOCK), { throwIfNoEntry: false }) !== undefined;
}
