import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { WEEKDAYS_NINE_TO_FIVE } from "#shared/automation/schedule/business-hours.ts";
import { StepId, type RunId, type StageId, type TicketId } from "#shared/model/ids.ts";
import { cutOffAt } from "../../support/cut-off.ts";
import { STAGES } from "../../support/test-desk.ts";
import { HOUR_MS, MINUTE_MS, openTimedDesk, TAG, waitFor, type TimedDesk } from "../../support/timed-desk.ts";

const START = Date.UTC(2026, 4, 4, 9);
const DAY_MS = 24 * HOUR_MS;

let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk(START);
});
afterEach(async () => {
  await desk.close();
});

type Trigger = WorkflowDefinition["triggers"][number];
const silence = (more: Partial<Extract<Trigger, { type: "silence" }>> = {}): Trigger => ({
  id: "t1",
  type: "silence",
  after: "customer-message",
  duration: { amount: 24, unit: "hours" },
  businessHours: false,
  ...more,
});
const dueDate = (more: Partial<Extract<Trigger, { type: "date-reached" }>> = {}): Trigger => ({
  id: "t1",
  type: "date-reached",
  property: "dueAtEpochMs",
  offset: { duration: { amount: 1, unit: "hours" }, direction: "before" },
  businessHours: false,
  ...more,
});

const first = () => desk.receive({ messageId: "first@example.com" });
const customerWrites = (messageId: string, headers: Record<string, string> = {}) =>
  desk.receive({ messageId, inReplyTo: "first@example.com", headers });
const answer = async (id: TicketId) => {
  await desk.mail.client.tickets.reply({ id, text: "Which size?" });
  await desk.settle();
};
const setDue = async (id: TicketId, dueAtEpochMs: number | null) => {
  await desk.mail.client.tickets.update({ id, dueAtEpochMs });
  await desk.settle();
};
const tags = async (id: TicketId) => (await desk.mail.client.tickets.get({ id })).tags;

describe("[F2] silence", () => {
  test("fires to the millisecond, once, and enrols the ticket", async () => {
    const workflowId = await desk.workflow({ triggers: [silence()] });
    const ticketId = await first();
    await desk.pass(DAY_MS - 1);
    expect([await desk.triggered(ticketId), await tags(ticketId)]).toEqual([[], []]);
    await desk.pass(1);
    expect([await desk.triggered(ticketId), await tags(ticketId)]).toEqual([
      ["silence t1 trigger 2026-05-05T09:00:00"],
      ["seen"],
    ]);
    await desk.pass(10 * DAY_MS);
    await desk.restart(DAY_MS);
    expect([(await desk.triggered(ticketId)).length, (await desk.runs(workflowId)).length]).toEqual([1, 1]);
  });

  test("vanishes when we answer, and counts anew from the customer's next message", async () => {
    await desk.workflow({ triggers: [silence()] });
    const ticketId = await first();
    await desk.pass(HOUR_MS);
    await answer(ticketId);
    await desk.pass(3 * DAY_MS);
    expect(await desk.triggered(ticketId)).toEqual([]);
    await customerWrites("second@example.com");
    await desk.pass(HOUR_MS);
    await customerWrites("third@example.com");
    await desk.pass(DAY_MS);
    expect(await desk.triggered(ticketId)).toEqual(["silence t1 trigger 2026-05-08T11:00:00"]);
  });

  test("of the customer counts from our answer; [D7] what a machine wrote is no answer", async () => {
    await desk.workflow({ triggers: [silence({ after: "agent-message" })] });
    const ticketId = await first();
    await desk.pass(2 * DAY_MS);
    expect(await desk.triggered(ticketId)).toEqual([]);
    await answer(ticketId);
    await desk.pass(HOUR_MS);
    await customerWrites("away@example.com", { "Auto-Submitted": "auto-replied" });
    await desk.pass(DAY_MS);
    expect(await desk.triggered(ticketId)).toEqual(["silence t1 trigger 2026-05-07T09:00:00"]);
  });

  test("ends with the ticket, and goes on where it is opened again", async () => {
    await desk.workflow({ triggers: [silence()] });
    const ticketId = await first();
    await desk.mail.client.tickets.move({ id: ticketId, stageId: STAGES.closed });
    await desk.pass(2 * DAY_MS);
    expect(await desk.triggered(ticketId)).toEqual([]);
    await desk.mail.client.tickets.move({ id: ticketId, stageId: STAGES.new });
    await desk.pass(0);
    expect(await desk.triggered(ticketId)).toEqual(["silence t1 trigger 2026-05-06T09:00:00"]);
  });

  test("counts open time only where it shall: over a night, and a change of the clock", async () => {
    await desk.close();
    // Friday, 23 October 2026, 16:00 in Rome; on Sunday summer time ends.
    desk = await openTimedDesk(Date.UTC(2026, 9, 23, 14));
    await desk.workflow({
      triggers: [silence({ duration: { amount: 2, unit: "hours" }, businessHours: true })],
      businessHours: { ...WEEKDAYS_NINE_TO_FIVE, timeZone: "Europe/Rome" },
    });
    const ticketId = await first();
    await desk.pass(5 * DAY_MS);
    // Monday at 10:00 in Rome, which is 09:00 UTC again.
    expect(await desk.triggered(ticketId)).toEqual(["silence t1 trigger 2026-10-26T09:00:00"]);
  });
});

describe("[F2] a date", () => {
  test("moves with the date, vanishes with it, and fires once for each", async () => {
    await desk.workflow({ triggers: [dueDate()], reenrolment: { kind: "always" } });
    const ticketId = await first();
    await setDue(ticketId, START + 5 * HOUR_MS);
    await setDue(ticketId, START + 8 * HOUR_MS);
    await desk.pass(6 * HOUR_MS);
    expect(await desk.triggered(ticketId)).toEqual([]);
    await setDue(ticketId, null);
    await desk.pass(6 * HOUR_MS);
    expect(await desk.triggered(ticketId)).toEqual([]);
    await setDue(ticketId, START + 20 * HOUR_MS);
    await desk.pass(12 * HOUR_MS);
    await setDue(ticketId, START + 30 * HOUR_MS);
    await setDue(ticketId, START + 20 * HOUR_MS);
    await desk.pass(DAY_MS);
    await setDue(ticketId, START + 60 * HOUR_MS);
    await desk.pass(2 * DAY_MS);
    expect(await desk.triggered(ticketId)).toEqual([
      "date t1 trigger 2026-05-05T04:00:00",
      "date t1 trigger 2026-05-06T20:00:00",
    ]);
  });

  test("fires for closed tickets too: days after closing", async () => {
    const offset = { duration: { amount: 3, unit: "days" }, direction: "after" } as const;
    await desk.workflow({ triggers: [dueDate({ property: "closedAtEpochMs", offset })] });
    const ticketId = await first();
    await desk.mail.client.tickets.move({ id: ticketId, stageId: STAGES.closed });
    await desk.pass(3 * DAY_MS);
    expect(await desk.triggered(ticketId)).toEqual(["date t1 trigger 2026-05-07T09:00:00"]);
  });

  test("of the last activity does not move by firing", async () => {
    const offset = { duration: { amount: 2, unit: "days" }, direction: "after" } as const;
    await desk.workflow({ triggers: [dueDate({ property: "lastActivityAtEpochMs", offset })], steps: [] });
    const ticketId = await first();
    await desk.pass(7 * DAY_MS);
    const { lastActivityAtEpochMs } = await desk.mail.client.tickets.get({ id: ticketId });
    expect([lastActivityAtEpochMs, await desk.triggered(ticketId)]).toEqual([
      START,
      ["date t1 trigger 2026-05-06T09:00:00"],
    ]);
  });
});

describe("[F2] a workflow with triggers of time", () => {
  test("takes no notice of what was due before it was switched on, nor while it is off", async () => {
    const early = await first();
    await desk.pass(25 * HOUR_MS);
    const workflowId = await desk.workflow({ triggers: [silence()] });
    const late = await desk.receive({ messageId: "late@example.com", from: "Bea <bea@example.com>" });
    await desk.pass(HOUR_MS);
    await desk.mail.client.workflows.update({ id: workflowId, enabled: false });
    await desk.pass(2 * DAY_MS);
    expect([await desk.triggered(early), await desk.triggered(late)]).toEqual([[], []]);
  });

  test("a trigger that is added, or comes to mean another time, acts from then on", async () => {
    const workflowId = await desk.workflow({ triggers: [{ id: "t0", type: "note-added" }] });
    const ticketId = await first();
    await desk.pass(2 * DAY_MS);
    const { definition } = await desk.mail.client.workflows.get({ id: workflowId });
    await desk.mail.client.workflows.update({ id: workflowId, definition: { ...definition, triggers: [silence()] } });
    await desk.pass(DAY_MS);
    expect(await desk.triggered(ticketId)).toEqual([]);
    await customerWrites("second@example.com");
    await desk.pass(DAY_MS);
    expect(await desk.triggered(ticketId)).toEqual(["silence t1 trigger 2026-05-08T09:00:00"]);
  });

  test("looks at tickets of its pipeline only, also after they moved", async () => {
    const other = await desk.mail.client.pipelines.create({ name: "Other" });
    await desk.workflow({ triggers: [silence()] }, { pipelineId: other.id });
    const ticketId = await first();
    await desk.pass(HOUR_MS);
    const [stage] = other.stages;
    if (!stage) throw new Error("A pipeline has stages.");
    await desk.mail.client.tickets.move({ id: ticketId, pipelineId: other.id, stageId: stage.id });
    await desk.pass(2 * DAY_MS);
    expect(await desk.triggered(ticketId)).toEqual(["silence t1 trigger 2026-05-05T09:00:00"]);
  });

  test("[F9b] why not: a ticket that does not meet the filter is told of", async () => {
    const workflowId = await desk.workflow({
      triggers: [silence()],
      filter: {
        match: "all",
        parts: [{ object: "ticket", property: "tags", operator: "has-any-of", values: ["vip"] }],
      },
    });
    const ticketId = await first();
    await desk.pass(DAY_MS);
    const evaluations = await desk.mail.core.context.store.evaluations.find({ selector: { ticketId } });
    expect(evaluations.map(({ verdicts }) => verdicts)).toEqual([
      [{ workflowId, revision: 1, triggerId: "t1", why: "filter", held: "0" }],
    ]);
  });

  test("[F11] that moves its own date goes round twenty times, then it is paused for the ticket", async () => {
    const workflowId = await desk.workflow({
      triggers: [
        {
          id: "t1",
          type: "date-reached",
          property: "stageEnteredAtEpochMs",
          offset: { duration: { amount: 1, unit: "seconds" }, direction: "after" },
          businessHours: false,
        },
      ],
      reenrolment: { kind: "always" },
      steps: [
        {
          id: TAG.id,
          type: "branch-value",
          object: "ticket",
          property: "stageId",
          arms: [{ id: "a", name: "New", values: [STAGES.new], steps: [move("there", STAGES.waitingOnUs)] }],
          otherwise: [move("back", STAGES.new)],
        },
      ],
    });
    const ticketId = await first();
    await desk.pass(5 * MINUTE_MS);
    const { pausedWorkflows } = await desk.mail.client.tickets.get({ id: ticketId });
    expect([
      pausedWorkflows?.map((one) => [one.workflowId, one.changes]),
      (await desk.runs(workflowId)).length,
    ]).toEqual([[[workflowId, 20]], 20]);
  });
});

function move(id: string, stageId: StageId): WorkflowDefinition["steps"][number] {
  return { id: StepId.parse(id), type: "move-stage", stageId };
}

describe("[F7] over restarts", () => {
  test("what came due while the desk was off fires at the next start, in the order of the times, together with waiting runs", async () => {
    await desk.workflow({ triggers: [silence()] }, { name: "silence" });
    await desk.workflow(
      {
        steps: [waitFor(25, "hours"), { id: StepId.parse("late"), type: "add-tags", tags: ["late"] }],
      },
      { name: "waits" },
    );
    // Due on the next day at 09:00 (silence), 10:00 (the run), 10:30 and 11:30.
    const one = await first();
    await desk.pass(90 * MINUTE_MS);
    await desk.receive({ messageId: "two@example.com", from: "Bea <bea@example.com>" });
    await desk.restart(3 * DAY_MS);
    await desk.pass(0);
    const { store } = desk.mail.core.context;
    const told = await store.activities.find({ selector: {}, sort: [{ stamp: "asc" }, { id: "asc" }] });
    const order = told.flatMap(({ ticketId, body }) => {
      const name = ticketId === one ? "one" : "two";
      if (body.type === "workflow.triggered") return [`${name} ${body.by}`];
      return body.type === "ticket.property-changed" ? [`${name} ${JSON.stringify(body.to)}`] : [];
    });
    expect(order).toEqual([
      "one silence",
      'one ["seen"]',
      'one ["seen","late"]',
      "two silence",
      'two ["seen"]',
      'two ["seen","late"]',
    ]);
    const runs = await store.runs.find({ selector: {}, sort: [{ startedAtEpochMs: "asc" }, { id: "asc" }] });
    expect(runs.map(({ status }) => status)).toEqual(["done", "done", "done", "done"]);
  });

  test.each(Array.from({ length: 8 }, (_, cut) => cut))(
    "a firing cut off after %i writes happens once",
    async (cut) => {
      const workflowId = await desk.workflow({ triggers: [silence()], reenrolment: { kind: "always" } });
      const ticketId = await first();
      await desk.pass(DAY_MS - 1);
      cutOffAt(desk.mail.core.context.store, cut);
      await desk.pass(1);
      await desk.restart(1);
      await desk.pass(MINUTE_MS);
      expect({
        triggered: (await desk.triggered(ticketId)).length,
        runs: (await desk.runs(workflowId)).map(({ status }) => status),
        tags: await tags(ticketId),
      }).toEqual({ triggered: 1, runs: ["done"], tags: ["seen"] });
    },
  );
});

test("[F2] what is due together shares a commit; where that is taken back, each still fires, once", async () => {
  await desk.workflow({ triggers: [silence()] });
  const tickets = [await first(), await desk.receive({ messageId: "other@example.com", subject: "Laces" })];
  const { store } = desk.mail.core.context;
  const transaction = store.transaction.bind(store);
  const writesOf: number[] = [];
  let depth = 0;
  Object.assign(store, {
    transaction: (work: () => Promise<unknown>) =>
      transaction(async () => {
        depth += 1;
        try {
          const value = await work();
          // What the commit itself says, not what joins it.
          const isFirst = depth === 1 && store.writes() > 0 && writesOf.push(store.writes()) === 1;
          if (isFirst) throw new Error("The commit failed.");
          return value;
        } finally {
          depth -= 1;
        }
      }),
  });
  await desk.pass(DAY_MS);
  await desk.pass(DAY_MS);
  expect(await Promise.all(tickets.map((id) => desk.triggered(id)))).toEqual(
    tickets.map(() => ["silence t1 trigger 2026-05-05T09:00:00"]),
  );
  // Both in the one that failed, then each by itself.
  const [together, alone] = writesOf;
  expect(together).toBe(2 * (alone ?? 0));
});

describe("[F7] the clock", () => {
  test("nothing is early where it is set back, and what a sleep passed over is done when the machine wakes", async () => {
    await desk.workflow({ triggers: [silence()] });
    const ticketId = await first();
    await desk.mail.time.sleep(30 * HOUR_MS);
    desk.mail.core.wake();
    await desk.settle();
    expect(await desk.triggered(ticketId)).toEqual(["silence t1 trigger 2026-05-05T15:00:00"]);
  });
});

test("[F7] a run that something is wrong with fails, visibly, after some attempts; the others go on meanwhile", async () => {
  const workflowId = await desk.workflow({ steps: [waitFor(1, "hours"), TAG] });
  const bad = await first();
  await desk.pass(MINUTE_MS);
  const good = await desk.receive({ messageId: "two@example.com", from: "Bea <bea@example.com>" });
  const { automations } = desk.mail.core.context;
  const goOn = automations.goOn.bind(automations);
  const attempts: RunId[] = [];
  Object.assign(automations, {
    goOn: async (...given: Parameters<typeof goOn>) => {
      if (given[1].ticketId === bad) {
        attempts.push(given[1].id);
        throw new TypeError("Nobody thought of this.");
      }
      return goOn(...given);
    },
  });
  await desk.pass(HOUR_MS);
  expect(await tags(good)).toEqual(["seen"]);
  await desk.pass(HOUR_MS);
  Object.assign(automations, { goOn });
  const runs = await desk.runs(workflowId);
  const failed = runs.find(({ ticketId }) => ticketId === bad);
  if (!failed) throw new Error("The run is there.");
  expect([failed.status, failed.endReason, attempts.length]).toEqual(["failed", "Nobody thought of this.", 5]);
  // A person takes it up again (F9).
  await desk.mail.client.workflows.skipStep({ id: failed.id });
  expect(await tags(bad)).toEqual(["seen"]);
});
