import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { keepVersionCopy } from "#main/store/version-copy.ts";
import { openTestDesk } from "../../support/test-desk.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "pipedesk-version-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}
const copiesIn = async (path: string) => (await readdir(path)).filter((name) => name.includes(".version-")).toSorted();

test("another version that opens a desk finds a whole copy of it, readable by its owner alone, and the same version none", async () => {
  const dataDir = join(await folder(), "desk");
  const desk = await openTestDesk({ dataDir });
  await desk.newTicket("kept@example.com");
  await desk.core.close();
  expect(await copiesIn(dataDir)).toEqual([]);
  const written = await readFile(join(dataDir, "desk.version"), "utf8");

  await writeFile(join(dataDir, "desk.version"), "0.0.9");
  const again = await openTestDesk({ dataDir });
  expect(await copiesIn(dataDir)).toEqual(["desk.version-0.0.9.backup.sqlite"]);
  await again.newTicket("later@example.com");
  await again.core.close();
  expect(await readFile(join(dataDir, "desk.version"), "utf8")).toBe(written);

  const file = join(dataDir, "desk.version-0.0.9.backup.sqlite");
  using copy = new DatabaseSync(file, { readOnly: true });
  expect(copy.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  expect(copy.prepare(`SELECT count(*) AS tickets FROM "tickets~1" WHERE deleted = 0`).get()).toEqual({ tickets: 1 });
  if (process.platform !== "win32") expect((await stat(file)).mode & 0o077).toBe(0);
});

/** A store that writes what it is told to. */
const storeOf = (content: string) => ({ copyTo: (path: string) => writeFile(path, content) });

test("the newest three copies are kept; a copy that can't be made is told, leaves nothing behind and is tried again", async () => {
  const dataDir = await folder();
  expect(await keepVersionCopy(storeOf("new"), dataDir, "1.0.0")).toBeNull();
  for (const [index, version] of ["1.1.0", "1.2.0-beta.1", "1.2.0", "1.3.0"].entries()) {
    await keepVersionCopy(storeOf(version), dataDir, version);
    for (const name of await copiesIn(dataDir)) {
      const { mtimeMs } = await stat(join(dataDir, name));
      // Each a day older than those after it.
      await utimes(join(dataDir, name), mtimeMs / 1000 - 86_400 * (10 - index), mtimeMs / 1000 - 86_400 * (10 - index));
    }
  }
  expect(await copiesIn(dataDir)).toHaveLength(3);
  expect(await copiesIn(dataDir)).not.toContain("desk.version-1.0.0.backup.sqlite");

  const full = Object.assign(new Error("no room"), { code: "ENOSPC" });
  const failing = {
    copyTo: async (path: string) => {
      await writeFile(path, "half");
      throw full;
    },
  };
  expect(await keepVersionCopy(failing, dataDir, "2.0.0")).toEqual({ from: "1.3.0", outcome: "failed", error: full });
  expect((await readdir(dataDir)).filter((name) => name.endsWith(".part"))).toEqual([]);
  expect(await keepVersionCopy(storeOf("1.3.0"), dataDir, "2.0.0")).toMatchObject({ from: "1.3.0", outcome: "kept" });
});

test("what stands in the mark never becomes a path", async () => {
  const dataDir = join(await folder(), "desk");
  await mkdir(dataDir);
  for (const mark of ["../../evil", "a/b", "..", "", "x".repeat(100), "1.0.0\n"]) {
    await writeFile(join(dataDir, "desk.version"), mark);
    expect(await keepVersionCopy(storeOf("x"), dataDir, "1.0.0")).toBeNull();
  }
  expect(await readdir(dataDir)).toEqual(["desk.version"]);
});
