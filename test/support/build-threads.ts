import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import { THREAD_ENTRIES } from "../../build/bundle/thread-entries.ts";
import { ownRequire } from "../../build/bundle/own-require.ts";
import { BUILT_THREADS_VARIABLE } from "#main/threads/thread.ts";

/** Vitest's global set-up: builds the worker threads once for all tests, whose processes inherit where they lie. Returns what takes them away. */
export default async function buildThreads(): Promise<() => void> {
  const outDir = mkdtempSync(join(tmpdir(), "pipedesk-threads-"));
  await build({
    root: resolve(import.meta.dirname, "../.."),
    configFile: false,
    logLevel: "warn",
    plugins: [ownRequire()],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      minify: false,
      rollupOptions: { input: THREAD_ENTRIES, output: { entryFileNames: "[name].js" } },
    },
  });
  writeFileSync(join(outDir, "package.json"), JSON.stringify({ type: "module" }));
  process.env[BUILT_THREADS_VARIABLE] = outDir;
  return () => rmSync(outDir, { recursive: true, force: true });
}
