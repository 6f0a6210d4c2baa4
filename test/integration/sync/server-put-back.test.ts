import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { HelloAnswer } from "#shared/sync/protocol.ts";
import { restoreBackup } from "#main/data/backup/restore.ts";
import { backupSourceOf } from "#main/data/backup/source.ts";
import { writeBackup } from "#main/data/backup/write-backup.ts";
import { plain } from "#main/sync/adopt.ts";
import { copyOf, openTeam, type Team, type TeamMember } from "../../support/team.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";

let team: Team;
beforeEach(async () => {
  team = await openTeam();
});
afterEach(() => team.close());

/** The server is put back to how it is now, by its own backup, when the returned function is called. */
async function backUpServer(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-backup-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "desk.tar");
  await writeBackup(
    backupSourceOf(team.server.context, { dataDir: team.serverDir, version: "0.0.0", userId: null }),
    file,
  );
  return () =>
    team.restartServer(async (dataDir) => {
      await rm(dataDir, { recursive: true });
      await restoreBackup(file, dataDir, { nowEpochMs: team.clock.nowEpochMs });
    });
}

const create = (member: Pick<TeamMember, "client">, subject: string) =>
  member.client.tickets.create({ pipelineId: SUPPORT, subject });

async function numbersOf({ server }: Team): Promise<(number | null)[]> {
  const tickets = await server.context.store.tickets.find({ selector: {} });
  return tickets.map(({ number }) => number).toSorted((a, b) => (a ?? 0) - (b ?? 0));
}

describe("[H2] [H3] a server that is put back to its backup", () => {
  test("gets back all that its devices have, whoever did it, and gives no number twice", async () => {
    const [anna, bo] = [await team.join("anna"), await team.join("bo")];
    await team.client.pipelines.update({ id: SUPPORT, rules: { preventBackward: true } });
    const moved = await create(team, "Before");
    await team.client.tickets.move({ id: moved.id, stageId: STAGES.waitingOnUs });
    await team.syncAll();
    const putBack = await backUpServer();
    team.clock.nowEpochMs += 60_000;
    // Backward, which the owner may and whoever's device brings it back may not (G1).
    await team.client.tickets.move({ id: moved.id, stageId: STAGES.new });
    // Numbers that the backup knows nothing of: some given in a browser, some leased and used online and offline.
    const online = await create(team, "In the browser");
    await team.client.tickets.addNote({ id: online.id, text: "Said by the owner." });
    await team.client.tickets.move({ id: online.id, stageId: STAGES.closed });
    const names = Array.from({ length: 50 }, (_, index) => `Number ${index}`);
    for (const name of names) await create(anna, name);
    await team.syncAll();
    for (const name of names.slice(0, 30)) await create(anna, `Again ${name}`);
    const atDevice = await create(bo, "Offline at the device");
    const before = await copyOf(anna.core);
    const given = new Map(
      (await anna.core.context.store.tickets.find({ selector: {} })).map((one) => [one.id, one.number]),
    );
    team.clock.nowEpochMs += 60_000;
    await putBack();
    expect((await readdir(team.serverDir)).includes("backup.json")).toBe(false);
    expect(await team.server.context.store.tickets.get(TicketId.parse(online.id))).toBeNull();
    // People go on before any device is back.
    const fresh = await create(team, "After");
    await team.syncAll();
    await create(bo, "Numbered at the device");
    await create(anna, "Numbered at the other");
    await team.syncAll();

    const there = await copyOf(team.server);
    expect(await copyOf(anna.core)).toEqual(there);
    expect(await copyOf(bo.core)).toEqual(there);
    expect([...before.keys()].filter((key) => !there.has(key))).toEqual([]);
    expect(await anna.client.tickets.get({ id: online.id })).toMatchObject({ stageId: STAGES.closed });
    expect(await anna.client.tickets.get({ id: moved.id })).toMatchObject({ stageId: STAGES.new });
    const numbers = await numbersOf(team);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers).not.toContain(null);
    // What had a final number keeps it.
    const tickets = await team.server.context.store.tickets.find({ selector: { id: { $in: [...given.keys()] } } });
    expect(new Map(tickets.map(({ id, number }) => [id, number]))).toEqual(given);
    expect((await team.server.context.store.tickets.get(TicketId.parse(atDevice.id)))?.number).toBe(atDevice.number);
    expect(fresh.number).toBeGreaterThan(10_000);
    for (const { client } of [anna, bo]) expect((await client.membership.refused()).items).toEqual([]);
  });

  test("tells its devices that it is another incarnation; one that was only started again is the same", async () => {
    const anna = await team.join("anna");
    await team.syncAll();
    const hello = async () =>
      HelloAnswer.parse(
        await anna.ask({ ask: "hello", protocol: 1, deskId: null, checkpoint: 0, pushed: 0, nowEpochMs: 0 }),
      );
    const first = await hello();
    const putBack = await backUpServer();
    await team.restartServer();
    expect(await hello()).toMatchObject({ deskId: first.deskId, incarnation: first.incarnation });
    await putBack();
    const second = await hello();
    expect(second.deskId).toBe(first.deskId);
    expect(second.incarnation).not.toBe(first.incarnation);
    await team.restartServer();
    expect((await hello()).incarnation).toBe(second.incarnation);
  });

  test("a database that was put back by other tools is known by the first device that is further than it", async () => {
    const anna = await team.join("anna");
    await team.syncAll();
    const state = HelloAnswer.parse(
      await anna.ask({ ask: "hello", protocol: 1, deskId: null, checkpoint: 0, pushed: 0, nowEpochMs: 0 }),
    );
    const { deskId, incarnation, newest } = state;
    const further = { ask: "hello", protocol: 1, deskId, checkpoint: newest + 1, pushed: 0, nowEpochMs: 0 } as const;
    // Of an incarnation that is over by now: it was renewed already.
    expect(await anna.ask({ ...further, incarnation: "earlier" })).toMatchObject({ incarnation });
    const renewed = HelloAnswer.parse(await anna.ask({ ...further, incarnation }));
    expect(renewed.incarnation).not.toBe(incarnation);
    expect(await anna.ask({ ...further, incarnation })).toMatchObject({ incarnation: renewed.incarnation });
    expect((await create(team, "After")).number).toBeGreaterThan(10_000);
  });

  test("gives back nothing that would act: what others are said to do later, or to send, is refused as ever", async () => {
    const anna = await team.join("anna");
    const { id } = await create(team, "Before");
    await team.syncAll();
    const putBack = await backUpServer();
    team.clock.nowEpochMs += 60_000;
    await putBack();
    team.clock.nowEpochMs += 60_000;
    const [activity] = await team.server.context.store.activities.find({ selector: { ticketId: TicketId.parse(id) } });
    if (activity === undefined) throw new Error("Its history is empty.");
    const push = (name: string, atEpochMs: number) => ({
      ask: "push" as const,
      rows: [{ c: "activities" as const, n: 1, d: { ...plain(activity), id: `activity-${name}`, atEpochMs } }],
    });
    const now = team.clock.nowEpochMs;
    expect(await anna.ask(push("lost", now - 90_000))).toEqual({ refused: [] });
    for (const atEpochMs of [now, now - 10_000_000])
      expect(await anna.ask(push("forged", atEpochMs))).toMatchObject({ refused: [{ code: "PD_SYNC_FORGED" }] });
    team.clock.nowEpochMs += 32 * 24 * 60 * 60 * 1000;
    expect(await anna.ask(push("late", now - 90_000))).toMatchObject({ refused: [{ code: "PD_SYNC_FORGED" }] });
  });
});

test("[H2] a number that the server never gave is none: whoever brings it gets one of the server's", async () => {
  const anna = await team.join("anna");
  await team.syncAll();
  const made = await create(anna, "Far ahead");
  const { tickets } = anna.core.context.store;
  const previous = await tickets.get(TicketId.parse(made.id));
  if (previous === null) throw new Error("There is no ticket.");
  await tickets.write([{ previous, next: { ...previous, number: Number.MAX_SAFE_INTEGER } }]);
  await team.syncAll();
  const numbers = await numbersOf(team);
  expect(numbers.every((number) => number !== null && number < 1000)).toBe(true);
  expect((await create(team, "Next")).number).toBeLessThan(1000);
});
