import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "#main/store/store.ts";

/** The file's mark, the search's tables, RxDB's own table and the name it gives the database, all tables of the desk, and what RxDB notes about them. */
const MAX_COMMITS = 6;

/** Commits in a write-ahead log that was never reset: frames that end one say how large the database is then (https://sqlite.org/fileformat2.html#the_write_ahead_log). */
function commitsIn(log: Buffer): number {
  const frameBytes = 24 + log.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + frameBytes <= log.length; at += frameBytes) if (log.readUInt32BE(at + 4) !== 0) commits += 1;
  return commits;
}

test("a new desk's tables are made on a few flushes of the disk, however many there are; an old desk's are left alone", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-"));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const log = join(dataDir, "desk.sqlite-wal");
  const first = await openStore({ dataDir });
  const made = commitsIn(await readFile(log));
  await first.close();
  const second = await openStore({ dataDir });
  const again = (await readFile(log)).length;
  await second.close();
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThanOrEqual(MAX_COMMITS);
  expect(again).toBe(0);
});
