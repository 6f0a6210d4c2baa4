/**
 * `npm run dist:check`: packs the app with the Electron at hand, looks at what is in the pack and starts it: window, demo desk, a mail imported, updates
 * refused and installed. `-- --built` starts what `npm run dist` has packed in dist/, on any system, as it is.
 */
import { join, resolve } from "node:path";
import { packedApps } from "./packing/packed-apps.ts";
import { exitCodeOf, run } from "./start/run.ts";

const root = resolve(import.meta.dirname, "..");
const tool = (path: string) => join(root, "node_modules", path);
const playwright = [tool("@playwright/test/cli.js"), "test", `--config=${join(root, "playwright.desktop.config.ts")}`];

process.exitCode = process.argv.includes("--built") ? await startBuilt() : await packAndStart();

async function packAndStart(): Promise<number> {
  const built = exitCodeOf(await run(process.execPath, [tool("electron-vite/bin/electron-vite.js"), "build"]));
  return built === 0 ? exitCodeOf(await run(process.execPath, [...playwright, "packed"])) : built;
}

async function startBuilt(): Promise<number> {
  const apps = packedApps(join(root, "dist")).filter(({ arch }) => arch === null || arch === process.arch);
  if (apps.length === 0) {
    console.error("dist/ holds no packed app that runs on this machine: npm run dist -- --dir");
    return 1;
  }
  for (const { program } of apps) {
    process.env["PIPEDESK_PACKED"] = program;
    const code = exitCodeOf(await run(process.execPath, [...playwright, "installed"]));
    if (code !== 0) return code;
  }
  return 0;
}
