import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../..");

/** The first Node that has all that the program uses without stand-ins. */
export const FIRST_FULL_NODE = 24;

/** Puts stand-ins for what an old Node lacks into the files of an app, before its own first file. */
export function addStandIns(app: string): void {
  const manifestFile = join(app, "package.json");
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as Record<string, unknown>;
  writeFileSync(manifestFile, JSON.stringify({ ...manifest, main: "./entry.mjs" }));
  cpSync(join(import.meta.dirname, "old-node"), app, { recursive: true });
  for (const name of ["@photostructure/sqlite", "node-gyp-build"])
    cpSync(join(ROOT, "node_modules", name), join(app, "node_modules", name), { recursive: true });
}
