import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** What the build makes; it is complete when all of these are there. */
const OUTPUTS = ["out/main/index.js", "out/preload/index.cjs", "out/renderer/index.html"] as const;
/** What goes into it. */
const SOURCES = [
  "src",
  "package.json",
  "package-lock.json",
  "electron.vite.config.ts",
  "build/bundle",
  "build/help",
  "docs",
] as const;

/** True where the build is there and nothing that went into it has changed since. */
export async function isBuildFresh(root: string): Promise<boolean> {
  const built = await Promise.all(OUTPUTS.map((path) => modifiedAtMs(join(root, path))));
  const changed = await Promise.all(SOURCES.map((path) => newestAtMs(join(root, path))));
  return Math.min(...built) >= Math.max(...changed);
}

async function newestAtMs(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true }).catch(() => []);
  const times = await Promise.all([path, ...entries.map((entry) => join(path, entry))].map(modifiedAtMs));
  return Math.max(...times);
}

/** 0 where there is no such file. */
async function modifiedAtMs(path: string): Promise<number> {
  const entry = await stat(path).catch(() => undefined);
  return entry?.mtimeMs ?? 0;
}
