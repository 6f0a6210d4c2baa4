import { cp, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemTimers } from "#main/desk/timers.ts";
import { createFileWatch } from "#main/jobs/file-watch.ts";
import { createCheckpoints } from "#main/store/checkpoint/checkpoint-thread.ts";
import { openTestDesk, SILENT, type TestDesk } from "../../support/test-desk.ts";

/** A desk with one ticket, in a folder inside of one that is the test's own. */
async function deskWithTicket(): Promise<{ desk: TestDesk; parent: string; look: () => Promise<void> }> {
  const parent = await mkdtemp(join(tmpdir(), "pipedesk-gone-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const desk = await openTestDesk({ dataDir: join(parent, "desk") });
  await desk.newTicket("kept@example.com");
  const { store } = desk.core.context;
  const clock = { nowEpochMs: () => desk.clock.nowEpochMs };
  const parts = { store, state: desk.core.state, dataDir: desk.dataDir, clock, log: SILENT, timers: systemTimers };
  const watch = createFileWatch(parts);
  return { desk, parent, look: () => watch.look() };
}

const copyOf = async (desk: TestDesk) => (await desk.client.desk.status()).fileGone?.copy ?? "";

test("the thread that puts the log into the database makes none in place of one that was moved away, and leaves its log", async () => {
  const { desk } = await deskWithTicket();
  const file = join(desk.dataDir, "desk.sqlite");
  const log = await stat(`${file}-wal`);
  await rename(file, `${file}.moved`);
  const checkpoints = createCheckpoints(file);
  checkpoints.ask();
  await checkpoints.close();
  await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });
  expect((await stat(`${file}-wal`)).ino).toBe(log.ino);
  await rename(`${file}.moved`, file);
  await desk.newTicket("after@example.com");
  await desk.core.close();
});

/** Which mails a copy holds, opened as a desk of its own. */
async function mailsIn(copy: string, parent: string): Promise<string[]> {
  const dataDir = join(parent, "again");
  await cp(copy, join(dataDir, "desk.sqlite"), { recursive: true });
  const again = await openTestDesk({ dataDir });
  const messages = await again.core.context.store.messages.find({ selector: {} });
  await again.core.close();
  return messages.map(({ rfcMessageId }) => rfcMessageId);
}

describe("a desk whose file is no longer where it was opened acknowledges nothing, says so, and saves what it stored", () => {
  const happenings: readonly (readonly [string, (dataDir: string) => Promise<void>])[] = [
    ["its folder was deleted", (dataDir) => rm(dataDir, { recursive: true })],
    ["its folder was moved", (dataDir) => rename(dataDir, `${dataDir}-moved`)],
    ["its file was deleted", (dataDir) => rm(join(dataDir, "desk.sqlite"))],
    ["its write-ahead log was deleted", (dataDir) => rm(join(dataDir, "desk.sqlite-wal"))],
    [
      "another file was put in its place",
      async (dataDir) => {
        await writeFile(join(dataDir, "other"), "another desk");
        await rename(join(dataDir, "other"), join(dataDir, "desk.sqlite"));
      },
    ],
  ];
  for (const [what, happens] of happenings) {
    test(what, async () => {
      const { desk, parent, look } = await deskWithTicket();
      await happens(desk.dataDir);
      await expect(desk.newTicket("lost@example.com")).rejects.toMatchObject({ code: "PD_STORE_GONE" });
      await look();
      const copy = await copyOf(desk);
      expect([dirname(copy), dirname(dirname(copy))]).toContain(what.includes("folder") ? parent : desk.dataDir);
      // What was stored can still be read here.
      expect((await desk.client.desk.status()).counts.tickets).toBe(1);
      await desk.core.close();
      expect(await mailsIn(copy, parent)).toEqual(["kept@example.com"]);
    });
  }

  test("what lies in its place is not touched, not even at the end", async () => {
    const other = await deskWithTicket();
    await other.desk.core.close();
    const { desk, look } = await deskWithTicket();
    for (const name of ["desk.sqlite", "desk.sqlite-wal"]) await rm(join(desk.dataDir, name));
    await cp(join(other.desk.dataDir, "desk.sqlite"), join(desk.dataDir, "desk.sqlite"));
    await writeFile(join(desk.dataDir, "desk.sqlite-wal"), "its log");
    const before = await readFile(join(desk.dataDir, "desk.sqlite"));
    await expect(desk.newTicket("lost@example.com")).rejects.toMatchObject({ code: "PD_STORE_GONE" });
    await look();
    await desk.core.close();
    expect((await readFile(join(desk.dataDir, "desk.sqlite"))).equals(before)).toBe(true);
    expect(await readFile(join(desk.dataDir, "desk.sqlite-wal"), "utf8")).toBe("its log");
  });

  test("it goes on once the folder is back where it was", async () => {
    const { desk, look } = await deskWithTicket();
    await rename(desk.dataDir, `${desk.dataDir}-moved`);
    await expect(desk.newTicket("lost@example.com")).rejects.toMatchObject({ code: "PD_STORE_GONE" });
    await look();
    await rename(`${desk.dataDir}-moved`, desk.dataDir);
    await desk.newTicket("back@example.com");
    await look();
    expect((await desk.client.desk.status()).fileGone).toBeNull();
    const again = await desk.reopen();
    expect((await again.client.desk.status()).counts.tickets).toBe(2);
    await again.core.close();
  });

  test("a desk that is closed before anybody looked is saved then", async () => {
    const { desk, parent } = await deskWithTicket();
    await rm(desk.dataDir, { recursive: true });
    await desk.core.close();
    const saved = (await readdir(parent)).filter((name) => name.startsWith("desk.saved-"));
    expect(saved).toHaveLength(1);
    expect(await mailsIn(join(parent, saved[0] ?? "", "desk.sqlite"), parent)).toEqual(["kept@example.com"]);
  });
});
