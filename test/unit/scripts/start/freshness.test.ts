import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isBuildFresh } from "../../../../scripts/start/freshness.ts";

/** A checkout whose files were last changed at the given seconds. */
async function checkout(files: Record<string, number>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "pipedesk-fresh-"));
  onTestFinished(() => rm(root, { recursive: true }));
  for (const path of Object.keys(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), "");
  }
  for (const folder of ["src", "src/shared"]) {
    await mkdir(join(root, folder), { recursive: true });
    await utimes(join(root, folder), 1, 1);
  }
  for (const [path, seconds] of Object.entries(files)) await utimes(join(root, path), seconds, seconds);
  return root;
}

const sources = { "src/shared/a.ts": 10, "package.json": 10, "package-lock.json": 10, "electron.vite.config.ts": 10 };
const outputs = { "out/main/index.js": 20, "out/preload/index.cjs": 20, "out/renderer/index.html": 20 };

test("a build is fresh when it is newer than everything that went into it", async () => {
  expect(await isBuildFresh(await checkout({ ...sources, ...outputs }))).toBe(true);
});

test.each(Object.keys(sources))("a change of %s makes it stale", async (path) => {
  expect(await isBuildFresh(await checkout({ ...sources, ...outputs, [path]: 30 }))).toBe(false);
});

test("a file that went away makes it stale: its folder has changed", async () => {
  const root = await checkout({ ...sources, ...outputs });
  await utimes(join(root, "src/shared"), 30, 30);
  expect(await isBuildFresh(root)).toBe(false);
});

test.each(Object.keys(outputs))("without %s there is no build", async (path) => {
  const root = await checkout({ ...sources, ...outputs });
  await rm(join(root, path));
  expect(await isBuildFresh(root)).toBe(false);
});
