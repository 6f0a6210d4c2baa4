import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where Electron's executable is; null where it isn't there. It looks where the package itself looks, in `path.txt` and `dist`, or in the folder
 * that ELECTRON_OVERRIDE_DIST_PATH names, but unlike the package it never begins a download.
 */
export function findElectron(packageDir: string, env: Env): string | null {
  const pathFile = join(packageDir, "path.txt");
  const named = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : null;
  const override = env["ELECTRON_OVERRIDE_DIST_PATH"];
  const path = override ? join(override, named ?? "electron") : named && join(packageDir, "dist", named);
  return path && existsSync(path) ? path : null;
}

/** Why a window can't be opened on this machine, whatever is installed; null where one can. */
export function windowObstacle(
  platform: NodeJS.Platform,
  env: Env,
  userId: number | undefined,
): "start.noDisplay" | "start.asRoot" | null {
  if (platform === "darwin" || platform === "win32") return null;
  if (!env["DISPLAY"] && !env["WAYLAND_DISPLAY"]) return "start.noDisplay";
  // Chromium refuses to run unsandboxed, and as root there is no sandbox; we don't take it off.
  return userId === 0 ? "start.asRoot" : null;
}
