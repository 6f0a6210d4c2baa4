import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { create } from "tar";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { restoreBackup, settleRestore, stageRestore } from "#main/data/backup/restore.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { copyOf } from "../../support/team.ts";
import { ended, filesIn, temporaryFolder } from "./data-work.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const LARGE = "All of it, and more. ".repeat(10_000);

async function backUp(path: string): Promise<string> {
  await desk.client.data.backUp({ path });
  const work = await ended(desk.core, desk.client);
  expect(work).toMatchObject({ state: "done", what: "backup" });
  return work.path;
}

/** All documents but those that putting a desk back changes. */
async function documents(core: TestDesk["core"]): Promise<string[]> {
  const all = [...(await copyOf(core))].map(([name, text]) => `${name} ${text}`);
  return all.filter((one) => !/^(?:outbox|setup.*settings)/u.test(one)).toSorted();
}

/** How many tickets lie in a folder, without opening it as a desk. */
function ticketsIn(folder: string): number {
  const db = new DatabaseSync(join(folder, "desk.sqlite"));
  try {
    return Number(db.prepare(`SELECT count(*) AS n FROM "tickets~1"`).get()?.["n"]);
  } finally {
    db.close();
  }
}

describe("a backup", () => {
  test("of a desk at work is put back as it was; what was there lies aside, whole, and nothing leaves the machine by itself", async () => {
    const { ticketId } = await desk.receive({ messageId: "1@customer.example", text: LARGE });
    const answer = await desk.client.tickets.reply({ id: TicketId.parse(ticketId), text: "Which size?" });
    desk.clock.nowEpochMs += 60_000;
    const before = await documents(desk.core);
    const folder = await temporaryFolder();
    const file = await backUp(`${folder}/`);
    expect(await readdir(folder)).toEqual([file.slice(folder.length + 1)]);
    await desk.receive({ messageId: "2@customer.example", text: "Later" });
    await desk.client.data.restore({ path: file });
    expect(await ended(desk.core, desk.client)).toMatchObject({ state: "done", figures: { tickets: 1, messages: 2 } });
    // Not until it is opened anew: the desk that is open goes on.
    expect((await desk.client.desk.status()).counts.tickets).toBe(2);
    desk = await desk.reopen();
    expect((await desk.client.desk.status()).counts.tickets).toBe(1);
    const item = await desk.core.context.store.outbox.get(answer.delivery?.id ?? "");
    // It was due when the desk came back: it may have been sent since the backup.
    expect(item?.state).toBe("unsure");
    expect((await desk.client.desk.status()).automationsPaused).toMatchObject({ userId: "user-owner" });
    expect(await documents(desk.core)).toEqual(before);
    // An answer to the ticket that was lost names its number, which no other may have (D9).
    const next = await desk.receive({ messageId: "3@customer.example" });
    expect((await desk.ticket(TicketId.parse(next.ticketId))).number).toBeGreaterThan(1_000);
    const [aside = ""] = (await readdir(desk.dataDir)).filter((name) => name.startsWith("desk-before-restore-"));
    expect(ticketsIn(join(desk.dataDir, aside))).toBe(2);
    // Whoever opens it is told where that is; once.
    const told = { what: "restore", state: "done", path: join(desk.dataDir, aside) };
    expect((await desk.client.data.work()).work).toMatchObject(told);
    desk = await desk.reopen();
    expect((await desk.client.data.work()).work).toBe(null);
  });

  test("that was interrupted anywhere while it is put back is put back when the desk is next opened", async () => {
    await desk.receive({ messageId: "1@customer.example", text: LARGE });
    const file = await backUp(join(await temporaryFolder(), "a.tar"));
    await desk.receive({ messageId: "2@customer.example", text: "Later" });
    const { dataDir } = desk;
    const options = { nowEpochMs: desk.clock.nowEpochMs };
    const { aside } = await stageRestore(file, dataDir, options);
    // While the desk is open in a program, nothing is moved.
    await expect(settleRestore(dataDir)).rejects.toMatchObject({ code: "PD_STORE_IN_USE" });
    await desk.core.close();
    // Cut off after the first move of each half.
    await mkdir(aside);
    await rename(join(dataDir, "blobs"), join(aside, "blobs"));
    await settleRestore(dataDir);
    // Once more: there is nothing left to do.
    await settleRestore(dataDir);
    expect((await readdir(aside)).toSorted()).toEqual(["blobs", "desk.sqlite"]);
    desk = await openTestDesk({ dataDir });
    expect((await desk.client.desk.status()).counts.tickets).toBe(1);
    expect(await readdir(dataDir)).not.toContain("restored-desk");
  });

  test("that is none, damaged, of a newer program or hostile is refused by name, and nothing is touched", async () => {
    await desk.receive({ messageId: "1@customer.example", text: LARGE });
    const folder = await temporaryFolder();
    const file = await backUp(join(folder, "a.tar"));
    const whole = await readFile(file);
    const before = await filesIn(desk.dataDir);
    const spoilt = async (name: string, spoil: (bytes: Buffer) => Buffer | Promise<Buffer>) => {
      const path = join(folder, name);
      await writeFile(path, await spoil(Buffer.from(whole)));
      return path;
    };
    const flipped = (at: number) => (bytes: Buffer) => {
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      return bytes;
    };
    const largeAt = whole.indexOf("All of it, and more. All of it");
    const newer = async (): Promise<string> => {
      const made = await temporaryFolder();
      const db = new DatabaseSync(join(made, "desk.sqlite"));
      db.exec("PRAGMA application_id = 1346655051; CREATE TABLE a (b); PRAGMA user_version = 1000");
      db.close();
      await create({ file: join(folder, "newer.tar"), cwd: made }, ["desk.sqlite"]);
      return join(folder, "newer.tar");
    };
    const hostile = async (entry: string): Promise<string> => {
      const made = await temporaryFolder();
      await writeFile(join(made, "x"), "#!/bin/sh\n");
      const path = join(folder, `hostile-${entry.length}.tar`);
      await create({ file: path, cwd: made, onWriteEntry: (one) => void (one.path = entry), preservePaths: true }, [
        "x",
      ]);
      return path;
    };
    const codes: Record<string, string> = {};
    const cases: Record<string, string> = {
      "no archive": await spoilt("none.tar", () => Buffer.from("Dear Sir or Madam")),
      empty: await spoilt("empty.tar", () => Buffer.alloc(0)),
      "cut off": await spoilt("cut.tar", (bytes) => bytes.subarray(0, bytes.length / 2)),
      "cut off between two entries": await spoilt("cut2.tar", (bytes) =>
        bytes.subarray(0, bytes.indexOf("blobs/") - (bytes.indexOf("blobs/") % 512)),
      ),
      "a byte of the database": await spoilt("database.tar", flipped(whole.indexOf("SQLite format 3") + 40_000)),
      "a byte of a file": await spoilt("file.tar", flipped(largeAt)),
      "of a newer program": await newer(),
      "leads out of the folder": await hostile("../../outside"),
      "has an absolute path": await hostile("/tmp/outside-pipedesk"),
      "not there": join(folder, "nothing.tar"),
      "a folder": folder,
    };
    for (const [name, path] of Object.entries(cases)) {
      const refused = await desk.client.data.inspect({ path }).catch((error: { code: string }) => error.code);
      await desk.client.data.restore({ path });
      const work = await ended(desk.core, desk.client);
      codes[name] = `${JSON.stringify(refused)} ${work.state} ${work.errorCode}`;
    }
    const damaged = '"PD_BACKUP_DAMAGED" failed PD_BACKUP_DAMAGED';
    expect(codes).toEqual({
      ...Object.fromEntries(Object.keys(cases).map((name) => [name, damaged])),
      "of a newer program": '"PD_STORE_NEWER_FILE" failed PD_STORE_NEWER_FILE',
    });
    const after = await filesIn(desk.dataDir);
    expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
    expect(await desk.client.data.inspect({ path: file })).toMatchObject({ tickets: 1, messages: 1, place: "solo" });
  });

  test("goes nowhere where it can't be written, writes over nothing, and can be stopped without a trace", async () => {
    const folder = await temporaryFolder();
    const file = await backUp(join(folder, "a.tar"));
    const told: Record<string, string> = {};
    for (const path of [file, join(file, "b.tar")]) {
      await desk.client.data.backUp({ path });
      const { state, errorCode } = await ended(desk.core, desk.client);
      told[path.slice(folder.length + 1)] = `${state} ${errorCode}`;
    }
    expect(told).toEqual({ "a.tar": "failed PD_INPUT_INVALID", "a.tar/b.tar": "failed PD_DATA_TARGET" });
    await desk.client.data.backUp({ path: join(folder, "c.tar") });
    await expect(desk.client.data.backUp({ path: join(folder, "d.tar") })).rejects.toMatchObject({
      code: "PD_DATA_BUSY",
    });
    await desk.client.data.cancel();
    expect((await ended(desk.core, desk.client)).state).toBe("cancelled");
    expect(await readdir(folder)).toEqual(["a.tar"]);
  });
});

test("a backup that an earlier program wrote is put back too, and a folder without a desk takes one", async () => {
  await desk.receive({ messageId: "1@customer.example" });
  const folder = await temporaryFolder();
  await desk.core.context.store.copyTo(join(folder, "desk.sqlite"));
  await writeFile(join(folder, "backup.json"), "{}\n");
  await create({ file: join(folder, "old.tar"), cwd: folder, portable: true }, ["desk.sqlite", "backup.json"]);
  const target = join(folder, "new", "desk");
  expect(await restoreBackup(join(folder, "old.tar"), target, { nowEpochMs: 0 })).toMatchObject({
    tickets: 1,
    manifest: null,
  });
  expect(ticketsIn(target)).toBe(1);
});
