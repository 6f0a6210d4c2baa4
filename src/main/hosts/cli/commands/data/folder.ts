import { resolve } from "node:path";
import { defaultDataDir } from "../../../data-dir.ts";
import type { Terminal } from "../../terminal.ts";

/** The folder of the desk that is meant. */
export function folderOf(data: string | undefined, { machine }: Pick<Terminal, "machine">): string {
  return resolve(data ?? defaultDataDir(machine, "desk"));
}
