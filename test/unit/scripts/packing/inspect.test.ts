import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createPackage } from "@electron/asar";
import { expect, onTestFinished, test } from "vitest";
import { inspectResources } from "../../../../scripts/packing/inspect.ts";

const WHOLE: Readonly<Record<string, string>> = {
  "package.json": "{}",
  "out/main/index.js": "start();",
  "out/main/tray.png": "png",
  "out/preload/index.cjs": "preload();",
  "out/renderer/index.html": "<!doctype html>",
  "out/renderer/assets/index-A1b2.js": "page();",
};

/** What is found in a pack of these files, beside the three that lie next to the archive. */
async function problemsOf(
  archive: Readonly<Record<string, string>>,
  beside: readonly string[] = [],
): Promise<readonly string[]> {
  const root = await mkdtemp(join(tmpdir(), "pipedesk-inspect-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const [files, resources] = [join(root, "files"), join(root, "resources")];
  await mkdir(resources);
  for (const [name, content] of Object.entries(archive)) {
    await mkdir(dirname(join(files, name)), { recursive: true });
    await writeFile(join(files, name), content);
  }
  await createPackage(files, join(resources, "app.asar"));
  for (const name of ["LICENSE.txt", "licences.txt", ...beside]) await writeFile(join(resources, name), "words");
  return inspectResources(resources).problems;
}

test("a pack with what it needs is sound, with what updates and the .deb add too", async () => {
  expect(await problemsOf(WHOLE, ["app-update.yml", "package-type", "apparmor-profile"])).toEqual([]);
});

test.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
  ["a source map", { "out/main/index.js.map": "{}" }, [], "/out/main/index.js.map is needless"],
  [
    "a line that names one",
    { "out/main/core-X.js": "a();\n//# sourceMappingURL=core.js.map" },
    [],
    "/out/main/core-X.js names a source map",
  ],
  ["a package", { "node_modules/zod/index.js": "" }, [], "/node_modules/zod/index.js is needless"],
  ["a test", { "test/unit/a.test.js": "" }, [], "/test/unit/a.test.js is needless"],
  ["test code in the bundle", { "out/main/core-X.js": 'import "vitest";' }, [], "/out/main/core-X.js holds test code"],
  ["the sources", { "src/main/core.ts": "" }, [], "/src/main/core.ts is needless"],
  ["a native module", { "out/main/sqlite.node": "" }, [], "/out/main/sqlite.node is needless"],
  ["somebody's environment", { ".env": "SECRET=1" }, [], "/.env is needless"],
  ["something beside the archive", {}, ["app.asar.unpacked"], "resources/app.asar.unpacked is needless"],
  [
    "a chunk beyond its size",
    { "out/main/core-X.js": "x".repeat(4_000_001) },
    [],
    "/out/main/core-X.js has 4000001 bytes",
  ],
])("%s is noticed", async (_what, more, beside, problem) => {
  expect(await problemsOf({ ...WHOLE, ...more }, beside)).toEqual([problem]);
});

test("what is missing is noticed, and so is an archive beyond its size", async () => {
  const { "out/preload/index.cjs": _preload, ...rest } = WHOLE;
  expect(await problemsOf(rest)).toEqual(["/out/preload/index.cjs is missing"]);
  const large = Object.fromEntries(
    Array.from({ length: 4 }, (_, index) => [`out/renderer/assets/a${index}.js`, "x".repeat(3_100_000)]),
  );
  expect(await problemsOf({ ...WHOLE, ...large })).toEqual([
    expect.stringMatching(/^app\.asar has \d+ bytes, 12000000 are allowed$/u),
  ]);
});
