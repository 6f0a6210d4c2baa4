import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import { resumeBackgroundWork } from "#main/desk/commands/resume-background-work.ts";
import { HOUR_MS, MINUTE_MS, openTimedDesk, TAG, waitFor, type TimedDesk } from "../../support/timed-desk.ts";
import { STAGES } from "../../support/test-desk.ts";

/** What stops automations, and how they go on. */
let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk();
});
afterEach(() => desk.close());

const client = () => desk.mail.client;
const tagsOf = async (id: TicketId) => (await client().tickets.get({ id })).tags;
const runOf = async (id: WorkflowId) => {
  const [run] = await desk.runs(id);
  return run && { status: run.status, endReason: run.endReason, held: run.waiting?.isHeld === true };
};
const HELD = { status: "waiting", endReason: "", held: true };
const DONE = { status: "done", endReason: "", held: false };

async function oneWaits(): Promise<{ workflowId: WorkflowId; ticketId: TicketId }> {
  const workflowId = await desk.workflow({ steps: [waitFor(1, "hours"), TAG] });
  return { workflowId, ticketId: await desk.receive({ messageId: "first@example.com" }) };
}

describe("[F11b] switching a workflow off with tickets in it", () => {
  test("holds them where nobody says otherwise, and says so; let finish, they go on", async () => {
    const { workflowId, ticketId } = await oneWaits();
    const off = await client().workflows.update({ id: workflowId, enabled: false });
    expect(off.runs).toEqual({ inIt: 1, become: "hold" });
    await desk.pass(3 * HOUR_MS);
    expect([await tagsOf(ticketId), (await runOf(workflowId))?.status]).toEqual([[], "waiting"]);
    expect((await client().workflows.update({ id: workflowId, runs: "finish" })).runs).toEqual({
      inIt: 1,
      become: "finish",
    });
    await desk.pass(1_000);
    expect([await tagsOf(ticketId), await runOf(workflowId)]).toEqual([["seen"], DONE]);
  });

  test("lets them finish where that is said", async () => {
    const { workflowId, ticketId } = await oneWaits();
    const off = await client().workflows.update({ id: workflowId, enabled: false, runs: "finish" });
    expect(off.runs).toEqual({ inIt: 1, become: "finish" });
    await desk.pass(2 * HOUR_MS);
    expect(await tagsOf(ticketId)).toEqual(["seen"]);
  });

  test("ends them where that is said, with the reason", async () => {
    const { workflowId, ticketId } = await oneWaits();
    const off = await client().workflows.update({ id: workflowId, enabled: false, runs: "end" });
    expect([off.runs, off.whenOff]).toEqual([{ inIt: 1, become: "end" }, undefined]);
    expect(await runOf(workflowId)).toEqual({ status: "unenrolled", endReason: "switched-off", held: false });
    await desk.pass(2 * HOUR_MS);
    expect(await tagsOf(ticketId)).toEqual([]);
  });

  test("ends those that were held, also over the end of the program", async () => {
    const { workflowId } = await oneWaits();
    await client().workflows.update({ id: workflowId, enabled: false });
    const { setup } = desk.mail.core.context;
    const workflow = setup.require("workflow", workflowId);
    // As it stands where the program ended before the first of them was ended.
    await desk.mail.core.context.store.setup.write([{ previous: workflow, next: { ...workflow, whenOff: "end" } }]);
    await desk.restart();
    await resumeBackgroundWork(desk.mail.core.context);
    expect(await runOf(workflowId)).toMatchObject({ status: "unenrolled", endReason: "switched-off" });
    expect((await client().workflows.get({ id: workflowId })).whenOff).toBe(undefined);
  });

  test("says nothing where none is in it, and refuses to say it of one that is on", async () => {
    const workflowId = await desk.workflow({});
    await expect(client().workflows.update({ id: workflowId, runs: "hold" })).rejects.toMatchObject({
      code: "PD_INPUT_INVALID",
    });
    expect((await client().workflows.update({ id: workflowId, enabled: false })).runs).toBe(undefined);
  });

  test("switched on again, those that were held go on, a few in a second", async () => {
    const workflowId = await desk.workflow({ steps: [waitFor(1, "hours"), TAG] });
    const tickets: TicketId[] = [];
    for (let number = 0; number < 6; number += 1)
      tickets.push(await desk.receive({ messageId: `m${number}@example.com` }));
    await client().workflows.update({ id: workflowId, enabled: false });
    await desk.pass(2 * HOUR_MS);
    await desk.restart();
    await client().workflows.update({ id: workflowId, enabled: true });
    await desk.pass(450);
    const tagged = async () => (await Promise.all(tickets.map(tagsOf))).filter((tags) => tags.length > 0).length;
    const soon = await tagged();
    await desk.pass(2_000);
    expect([soon, await tagged()]).toEqual([3, 6]);
  });

  test("one that is held holds up no other of its ticket, of the same moment and behind it in the list", async () => {
    const first = await desk.workflow({ steps: [waitFor(1, "hours"), TAG] });
    const second = await desk.workflow({ steps: [waitFor(1, "hours"), { ...TAG, tags: ["second"] } as never] });
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await client().workflows.update({ id: first, enabled: false, runs: "hold" });
    await desk.pass(2 * HOUR_MS);
    expect([(await runOf(first))?.status, await runOf(second), await tagsOf(ticketId)]).toEqual([
      "waiting",
      DONE,
      ["second"],
    ]);
  });

  test("what ends a run ends one that is held, and an answer meanwhile counts", async () => {
    const wait = { ...waitFor(1, "hours"), cancelOn: ["customer-replied"], whenCancelled: "continue" };
    const workflowId = await desk.workflow({ steps: [wait, TAG] as never });
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await client().workflows.update({ id: workflowId, enabled: false });
    await desk.receive({ messageId: "again@example.com", inReplyTo: "first@example.com" });
    expect([await tagsOf(ticketId), await runOf(workflowId)]).toEqual([[], HELD]);
    await client().workflows.update({ id: workflowId, enabled: true });
    await desk.pass(1_000);
    const [run] = await desk.runs(workflowId);
    expect([await tagsOf(ticketId), run?.journal[0]?.outcome]).toEqual([
      ["seen"],
      { kind: "cancelled", reason: "customer-replied" },
    ]);
  });
});

describe("[F11b] Pause automations", () => {
  const pause = () => client().automations.pause();
  const resume = (waiting: "go-on" | "leave-out" = "go-on") => client().automations.resume({ waiting });

  test("stops what waits and what would begin, loses nothing, and shows what waits", async () => {
    const { workflowId, ticketId } = await oneWaits();
    const instant = await desk.workflow({ steps: [{ ...TAG, tags: ["at-once"] } as never] });
    await pause();
    const second = await desk.receive({ messageId: "second@example.com" });
    await desk.pass(2 * HOUR_MS);
    expect([await tagsOf(ticketId), await tagsOf(second), await runOf(instant)]).toEqual([[], [], HELD]);
    const { paused, waiting: told } = await client().automations.get();
    expect([paused?.userId, told.inAll, told.due]).toEqual(["user-owner", 3, 3]);
    expect(new Map(told.workflows.map((one) => [one.workflowId, one.inAll]))).toEqual(
      new Map([
        [workflowId, 2],
        [instant, 1],
      ]),
    );
    expect((await client().desk.status()).automationsPaused?.userId).toBe("user-owner");
    await desk.restart();
    await desk.pass(HOUR_MS);
    expect(await tagsOf(ticketId)).toEqual([]);
    expect((await resume()).paused).toBe(null);
    await desk.pass(HOUR_MS + 1_000);
    expect([await tagsOf(ticketId), (await tagsOf(second)).toSorted()]).toEqual([["seen"], ["at-once", "seen"]]);
  });

  test("dates and silence that come due fire behind it, once; schedules make good the latest time", async () => {
    const dates = await desk.workflow({
      triggers: [{ id: "d", type: "date-reached", property: "dueAtEpochMs" } as never],
    });
    const hourly = await desk.workflow({
      triggers: [{ id: "s", type: "schedule", cron: "0 * * * *", timeZone: "UTC" } as never],
      reenrolment: { kind: "always" },
    });
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    const now = desk.mail.time.clock.nowEpochMs();
    await client().tickets.update({ id: ticketId, dueAtEpochMs: now + HOUR_MS });
    await pause();
    await desk.pass(5 * HOUR_MS);
    expect([(await desk.runs(dates)).length, (await desk.runs(hourly)).length]).toEqual([0, 0]);
    await resume();
    await desk.pass(MINUTE_MS);
    expect([(await desk.runs(dates)).length, (await desk.runs(hourly)).length]).toEqual([1, 1]);
  });

  test("left out, what waited ends, and what dates would have set off is not made good", async () => {
    const { workflowId, ticketId } = await oneWaits();
    const dates = await desk.workflow({
      triggers: [{ id: "d", type: "date-reached", property: "dueAtEpochMs" } as never],
    });
    const now = desk.mail.time.clock.nowEpochMs();
    await client().tickets.update({ id: ticketId, dueAtEpochMs: now + HOUR_MS });
    const later = await desk.workflow({ steps: [waitFor(9, "hours"), TAG], triggers: [{ id: "m", type: "manual" }] });
    await client().workflows.enrol({ id: later, ticketIds: [ticketId] });
    await pause();
    await desk.pass(2 * HOUR_MS);
    await resume("leave-out");
    await desk.pass(HOUR_MS);
    expect([await runOf(workflowId), (await desk.runs(dates)).length, (await runOf(later))?.status]).toEqual([
      { status: "unenrolled", endReason: "left-out", held: false },
      0,
      "waiting",
    ]);
  });

  test("[F13] a ticket's events take effect in their order, and what a person did meanwhile stays", async () => {
    const [d1, d2] = await Promise.all(
      ["d1", "d2"].map(async (name) => client().workflows.get({ id: `workflow-pipeline-support-${name}` })),
    );
    expect([d1?.enabled, d2?.enabled]).toEqual([true, true]);
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    await pause();
    await desk.pass(MINUTE_MS);
    await desk.receive({ messageId: "again@example.com", inReplyTo: "first@example.com" });
    await desk.pass(MINUTE_MS);
    await client().tickets.move({ id: ticketId, stageId: STAGES.closed });
    await desk.pass(MINUTE_MS);
    await resume();
    await desk.pass(MINUTE_MS);
    expect((await client().tickets.get({ id: ticketId })).stageId).toBe(STAGES.closed);
    const [run] = await desk.runs(d2?.id as WorkflowId);
    expect(run?.journal.map(({ outcome }) => outcome)).toEqual([{ kind: "skipped", reason: "changed-meanwhile" }]);
  });

  test("[F13] what waited on one ticket goes on in the order of the list, in one place after the other", async () => {
    // It changes nothing, so no event of one wakes the next before its place.
    const quiet = (tag: string) => ({ id: tag, type: "remove-tags", tags: [tag] });
    await pause();
    const ids: WorkflowId[] = [];
    for (const name of ["a", "b", "c", "d", "e"]) ids.push(await desk.workflow({ steps: [quiet(name)] as never }));
    await desk.receive({ messageId: "first@example.com" });
    await resume();
    await desk.pass(MINUTE_MS);
    const at = await Promise.all(ids.map(async (id) => (await desk.runs(id))[0]?.journal[0]?.finishedAtEpochMs ?? 0));
    expect(at.map((epochMs) => epochMs - (at[0] ?? 0))).toEqual([0, 200, 400, 600, 800]);
  });

  test.each([
    ["VIP", "vip"],
    ["vip", "VIP"],
    ["VIP", "ｖｉｐ"],
  ])(
    "a tag %s that a person took away meanwhile is not added again as %s; one that nobody touched is",
    async (had, given) => {
      const ticketId = await desk.receive({ messageId: "first@example.com" });
      await client().tickets.update({ id: ticketId, tags: [had] });
      await pause();
      const step = (id: string, tag: string) => ({ id, type: "add-tags", tags: [tag] });
      const workflowId = await desk.workflow({
        triggers: [{ id: "m", type: "manual" }],
        steps: [step("a", given), step("b", "late")] as never,
      });
      await client().workflows.enrol({ id: workflowId, ticketIds: [ticketId] });
      await desk.pass(MINUTE_MS);
      await client().tickets.update({ id: ticketId, tags: [] });
      await resume();
      await desk.pass(MINUTE_MS);
      const [run] = await desk.runs(workflowId);
      expect([await tagsOf(ticketId), run?.journal.map(({ outcome }) => outcome.kind)]).toEqual([
        ["late"],
        ["skipped", "done"],
      ]);
    },
  );
});
