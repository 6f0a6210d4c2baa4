import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import { THREAD_ENTRIES } from "../../build/bundle/thread-entries.ts";
import { ownRequire } from "../../build/bundle/own-require.ts";
import { BUILT_THREADS_VARIABLE } from "#main/threads/thread.ts";
import { BUILT_PROGRAMS_VARIABLE, PROGRAMS } from "./programs.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Vitest's global set-up: builds worker threads and programs once for all tests, whose processes inherit where they lie. Returns what takes them away. */
export default async function buildPrograms(): Promise<() => void> {
  const outDir = mkdtempSync(join(tmpdir(), "pipedesk-programs-"));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "warn",
    plugins: [ownRequire()],
    // A native module can't be bundled: it is loaded from the packages, as from the sources.
    ssr: { noExternal: true, external: ["@node-rs/argon2"] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      minify: false,
      rollupOptions: { input: { ...THREAD_ENTRIES, ...PROGRAMS }, output: { entryFileNames: "[name].js" } },
    },
  });
  symlinkSync(join(ROOT, "node_modules"), join(outDir, "node_modules"), "junction");
  // A program looks above itself for what it is called and of which version it is.
  copyFileSync(join(ROOT, "package.json"), join(outDir, "package.json"));
  process.env[BUILT_THREADS_VARIABLE] = outDir;
  process.env[BUILT_PROGRAMS_VARIABLE] = outDir;
  return () => rmSync(outDir, { recursive: true, force: true });
}
