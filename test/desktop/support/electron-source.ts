import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { findElectron } from "../../../scripts/start/electron-binary.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
/** Brings an older Electron to machines that can't download the installed one; not part of the product. */
const TOOL = join(ROOT, "../shared/tools/electron-for-tests");

/** The executable of the Electron named by ELECTRON_OVERRIDE_DIST_PATH, of the installed one, or of the one that the tool brings; else why not. */
export function electronSource(): { readonly executable: string } | { readonly obstacle: string } {
  const executable = findElectron(join(ROOT, "node_modules/electron"), process.env);
  if (executable !== null) return { executable };
  if (!existsSync(TOOL)) {
    return {
      obstacle:
        "Electron's binary is missing: node_modules/electron/install.js downloads it, or ELECTRON_OVERRIDE_DIST_PATH names its folder",
    };
  }
  const { status, stdout, stderr } = spawnSync(TOOL, { encoding: "utf8" });
  if (status !== 0) return { obstacle: `${TOOL} failed: ${lastLine(stderr)}` };
  return { executable: join(lastLine(stdout), "electron") };
}

/** The folder that holds the executable and all it needs (Linux). */
export function distOf(executable: string): string {
  return dirname(executable);
}

export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
