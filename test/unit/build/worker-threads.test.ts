import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { build } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { workerThreads } from "../../../build/bundle/worker-threads.ts";

test("the line that starts a thread from source starts it from the bundle, out of any chunk", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-bundle-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const files = {
    "main.ts": 'export const start = async () => (await import("./pool.ts")).start();',
    "pool.ts": `import { Worker } from "node:worker_threads";
      export const start = () => new Worker(new URL("./double-thread.ts", import.meta.url), { workerData: 21 });`,
    "double-thread.ts": `import { parentPort, workerData } from "node:worker_threads";
      parentPort?.postMessage((workerData as number) * 2);`,
  };
  for (const [name, code] of Object.entries(files)) await writeFile(join(folder, name), code);
  const outDir = join(folder, "out");
  await build({
    root: folder,
    configFile: false,
    logLevel: "error",
    plugins: [workerThreads()],
    build: {
      ssr: true,
      outDir,
      rollupOptions: {
        input: join(folder, "main.ts"),
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
      },
    },
  });
  expect((await readdir(outDir)).map((name) => name.replace(/-[\w-]{8}\./u, "-#.")).toSorted()).toEqual([
    "double-thread.js",
    "main.mjs",
    "pool-#.mjs",
  ]);
  await writeFile(join(outDir, "package.json"), '{"type":"module"}');

  const { start } = (await import(pathToFileURL(join(outDir, "main.mjs")).href)) as { start: () => Promise<Worker> };
  const thread = await start();
  expect(await once(thread, "message")).toEqual([42]);
  await thread.terminate();
});
