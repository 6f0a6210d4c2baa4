import { afterEach, beforeEach, expect, test } from "vitest";
import { OutboxItemId, type TicketId } from "#shared/model/ids.ts";
import { stampsOf } from "#shared/sync/judge/judge.ts";
import { parseStamp } from "#shared/rules/clock/stamp.ts";
import { copyOf, openTeam, receiveFirst, type Team, type TeamMember } from "../../../support/team.ts";
import { DAY_MS, STAGES, SUPPORT } from "../../../support/test-desk.ts";

let team: Team;
let id: TicketId;
let anna: TeamMember;
let bo: TeamMember;
beforeEach(async () => {
  team = await openTeam();
  id = await receiveFirst(team);
  [anna, bo] = [await team.join("anna"), await team.join("bo")];
  await team.syncAll();
});
afterEach(() => team.close());

async function expectSame(): Promise<void> {
  const there = await copyOf(team.server);
  for (const { core } of [anna, bo]) expect(await copyOf(core)).toEqual(there);
  for (const text of there.values())
    for (const stamp of stampsOf(JSON.parse(text) as Record<string, unknown>))
      expect(parseStamp(stamp)?.epochMs).toBeLessThanOrEqual(team.clock.nowEpochMs + 1_000);
}

async function workInTheFuture(): Promise<{ made: string; note: string }> {
  anna.clock.aheadMs = DAY_MS;
  const { id: made } = await anna.client.tickets.create({ pipelineId: SUPPORT, subject: "Laces" });
  const { id: note } = await anna.client.tickets.addNote({ id, text: "They are on their way." });
  await anna.client.tickets.update({ id, priority: "high" });
  await anna.client.tickets.move({ id, stageId: STAGES.closed });
  return { made, note };
}

test("[H3] a device whose clock is a day ahead brings nothing, keeps all, and fetches what the others did", async () => {
  const { made, note } = await workInTheFuture();
  await bo.client.tickets.update({ id, subject: "Leaking boots" });
  await bo.sync();
  await anna.sync();
  expect(anna.core.member?.replica.isClockAhead()).toBe(true);
  const there = await copyOf(team.server);
  expect([there.has(`tickets/${made}`), there.has(`messages/${note}`)]).toEqual([false, false]);
  expect(await anna.client.tickets.get({ id })).toMatchObject({
    subject: "Leaking boots",
    priority: "high",
    stageId: STAGES.closed,
  });
  expect(await anna.core.member?.replica.waiting()).toBeGreaterThan(0);
  expect((await anna.client.membership.refused()).items).toEqual([]);
});

test.each(["at once", "after a restart", "after having tried"] as const)(
  "[H3] once the clock is right, %s, all of it goes through, and later changes of others win over it",
  async (when) => {
    const { made, note } = await workInTheFuture();
    if (when === "after having tried") await anna.sync();
    anna.clock.aheadMs = 0;
    team.clock.nowEpochMs += 60_000;
    if (when === "after a restart") await anna.restart();
    await team.syncAll();
    await expectSame();
    expect(await team.client.tickets.get({ id })).toMatchObject({ priority: "high", stageId: STAGES.closed });
    const there = await copyOf(team.server);
    expect([there.has(`tickets/${made}`), there.has(`messages/${note}`)]).toEqual([true, true]);

    team.clock.nowEpochMs += 60_000;
    await bo.client.tickets.update({ id, priority: "low" });
    await bo.client.tickets.move({ id, stageId: STAGES.waitingOnUs });
    await team.syncAll();
    await expectSame();
    expect(await anna.client.tickets.get({ id })).toMatchObject({ priority: "low", stageId: STAGES.waitingOnUs });
    // And in the order in which it was made.
    const stages = (await team.client.tickets.open({ id })).activities.flatMap(({ body }) =>
      body.type === "ticket.stage-changed" ? [body.to.stageId] : [],
    );
    expect(stages).toEqual([STAGES.closed, STAGES.waitingOnUs]);
  },
);

test("[H3] what was changed while the clock was ahead, and what was changed after it was put right, keep their order", async () => {
  await workInTheFuture();
  anna.clock.aheadMs = 0;
  team.clock.nowEpochMs += 60_000;
  await anna.client.tickets.update({ id, priority: "urgent" });
  await anna.client.tickets.move({ id, stageId: STAGES.new });
  await team.syncAll();
  await expectSame();
  expect(await bo.client.tickets.get({ id })).toMatchObject({ priority: "urgent", stageId: STAGES.new });
});

test("[H3] a clock that goes wrong during a connection loses nothing: the server refuses, the device keeps", async () => {
  let isWrong = false;
  await anna.client.tickets.addNote({ id, text: "Before." });
  const goesWrong = async ({ ask }: { ask: string }) => {
    if (ask !== "hello" || isWrong) return;
    isWrong = true;
    await workInTheFuture();
  };
  await expect(anna.sync({ after: goesWrong })).rejects.toMatchObject({ code: "PD_SYNC_CLOCK_AHEAD" });
  expect(await anna.client.tickets.get({ id })).toMatchObject({ priority: "high", stageId: STAGES.closed });
  expect((await anna.client.membership.refused()).items).toEqual([]);
  anna.clock.aheadMs = 0;
  await team.syncAll();
  await expectSame();
  expect(await team.client.tickets.get({ id })).toMatchObject({ priority: "high", stageId: STAGES.closed });
});

test("[H3] a device whose clock is a day behind wins over what it has seen, in mails that wait too", async () => {
  const carla = await team.join("carla");
  carla.clock.aheadMs = -DAY_MS;
  await carla.restart();
  await anna.client.tickets.reply({ id, text: "Which size?", sendAtEpochMs: team.clock.nowEpochMs + 2 * DAY_MS });
  const [item] = await anna.core.context.store.outbox.find({ selector: { ticketId: id } });
  const mail = { id: item?.id ?? OutboxItemId.parse("") };
  await anna.client.outbox.sendLater({ ...mail, sendAtEpochMs: team.clock.nowEpochMs + 3 * DAY_MS });
  await anna.sync();
  await carla.sync();
  await carla.client.outbox.cancel(mail);
  await carla.client.tickets.update({ id, priority: "urgent" });
  await carla.client.tickets.addNote({ id, text: "It is settled." });
  await team.syncAll();
  expect((await team.client.outbox.get(mail)).state).toBe("cancelled");
  expect((await team.client.tickets.get({ id })).priority).toBe("urgent");
  await expectSame();
  expect(await copyOf(carla.core)).toEqual(await copyOf(team.server));
});

test("[H3] a clock that is put a day back while changes wait leaves their stamps as they are", async () => {
  await anna.client.tickets.reply({ id, text: "Which size?" });
  await anna.client.tickets.update({ id, priority: "high" });
  const before = await copyOf(anna.core);
  anna.clock.aheadMs = -DAY_MS;
  await anna.sync();
  expect(await copyOf(anna.core)).toEqual(before);
  await team.syncAll();
  await expectSame();
  expect(await copyOf(team.server)).toEqual(before);
});
