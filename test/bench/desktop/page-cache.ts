import { spawnSync } from "node:child_process";
import { accessSync, constants, writeFileSync } from "node:fs";

const SWITCH = "/proc/sys/vm/drop_caches";
const PAGES_AND_NAMES = "3";

/** Whether this machine lets the bench forget what it has read of the disk. */
export function canDropPageCache(): boolean {
  try {
    accessSync(SWITCH, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What is read next comes from the disk, as after the machine's own start. */
export function dropPageCache(): void {
  spawnSync("sync");
  writeFileSync(SWITCH, PAGES_AND_NAMES);
}
