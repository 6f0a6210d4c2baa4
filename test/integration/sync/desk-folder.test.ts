import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { eraseDesk, putDeskAside } from "#main/sync/desk-folder.ts";

const OWN = ["desk.sqlite", "desk.sqlite-wal", "desk.version-0.9.0.backup.sqlite", "desk.format-2.backup.sqlite"];
const ASIDE = "desk-before-team-2026-06-30T12-00-00-000Z";

test("a desk is put aside with the copies of it, and what a team is shut out of goes with its copies, and nothing else", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-folder-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const write = (names: readonly string[]) => Promise.all(names.map((name) => writeFile(join(dataDir, name), name)));
  await write(OWN);
  await putDeskAside(dataDir, Date.parse("2026-06-30T12:00:00Z"));
  const aside = OWN.map((name) => name.replace("desk", ASIDE)).toSorted();
  expect((await readdir(dataDir)).toSorted()).toEqual(aside);

  await write([...OWN, "desk.version-1.0.0.backup.sqlite.part", "desk.version", "notes.txt"]);
  await eraseDesk(dataDir);
  expect((await readdir(dataDir)).toSorted()).toEqual([...aside, "desk.version", "notes.txt"].toSorted());
});
