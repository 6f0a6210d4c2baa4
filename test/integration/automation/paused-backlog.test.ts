import { afterEach, beforeEach, expect, test } from "vitest";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import { insert } from "../../support/insert.ts";
import { HOUR_MS, MINUTE_MS, openTimedDesk, TAG, type TimedDesk } from "../../support/timed-desk.ts";

/** What came due while the automations were paused goes on afterwards little by little: five in a second. */
let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk();
});
afterEach(() => desk.close());

const COUNT = 20;
/** Of which a schedule sees to fifty at once. */
const MANY = 180;
const SECOND_MS = 1_000;
const pause = () => desk.mail.client.automations.pause();
const resume = () => desk.mail.client.automations.resume({});
const now = () => desk.mail.time.clock.nowEpochMs();
const count = async (id: WorkflowId) => (await desk.runs(id)).length;

async function come(): Promise<TicketId[]> {
  const tickets: TicketId[] = [];
  for (let number = 0; number < COUNT; number += 1)
    tickets.push(await desk.receive({ messageId: `m${number}@example.com`, from: `c${number}@example.com` }));
  return tickets;
}

async function dueInAnHour(): Promise<WorkflowId> {
  const workflowId = await desk.workflow({
    triggers: [{ id: "d", type: "date-reached", property: "dueAtEpochMs" } as never],
    steps: [TAG],
  });
  for (const id of await come()) await desk.mail.client.tickets.update({ id, dueAtEpochMs: now() + HOUR_MS });
  await pause();
  await desk.pass(2 * HOUR_MS);
  return workflowId;
}

test("[F11b] dates that came in a pause make no storm behind it, and none is lost", async () => {
  const workflowId = await dueInAnHour();
  expect(await count(workflowId)).toBe(0);
  await resume();
  await desk.pass(SECOND_MS);
  const first = await count(workflowId);
  expect([first > 0, first < COUNT / 2]).toEqual([true, true]);
  await desk.pass(10 * SECOND_MS);
  expect(await count(workflowId)).toBe(COUNT);
});

test("[F11b] runs that came due in a pause make none either, nor where the program ends while they go on", async () => {
  const workflowId = await desk.workflow({
    steps: [
      { id: "w", type: "wait-for", duration: { amount: 1, unit: "hours" }, cancelOn: [], whenCancelled: "stop" },
      TAG,
    ] as never,
  });
  await come();
  await pause();
  await desk.pass(2 * HOUR_MS);
  await resume();
  await desk.pass(SECOND_MS);
  const done = async () => (await desk.runs(workflowId)).filter(({ status }) => status === "done").length;
  const first = await done();
  expect([first > 0, first < COUNT / 2]).toEqual([true, true]);
  await desk.restart();
  const second = await done();
  expect(second - first).toBeLessThan(COUNT / 4);
  await desk.pass(10 * SECOND_MS);
  expect(await done()).toBe(COUNT);
});

test("[F11b] a schedule that is going through its tickets when the pause begins stops there, and goes on behind it", async () => {
  const workflowId = await desk.workflow({
    triggers: [{ id: "s", type: "schedule", cron: "0 * * * *", timeZone: "UTC" } as never],
    steps: [TAG],
  });
  const { store } = desk.mail.core.context;
  const model = await store.tickets.get(await desk.receive({ messageId: "first@example.com" }));
  if (!model) throw new TypeError("The ticket is there.");
  const { id, ...rest } = JSON.parse(JSON.stringify(model)) as typeof model;
  const names = Array.from({ length: MANY - 1 }, (_, number) => `${id}-${String(number).padStart(4, "0")}`);
  await insert(
    store.tickets,
    names.map((name, number) => ({ ...rest, id: name as TicketId, number: 1_000 + number })),
  );
  let pausing: Promise<unknown> | null = null;
  const subscription = store.activities.changes.subscribe((activities) => {
    if (activities.some(({ body }) => body.type === "workflow.triggered")) pausing ??= pause();
  });
  await desk.pass(HOUR_MS);
  await desk.settle();
  subscription.unsubscribe();
  await (pausing as Promise<unknown> | null);
  const begun = await store.runs.count({ workflowId });
  expect([begun > 0, begun < MANY]).toEqual([true, true]);
  await desk.pass(10 * MINUTE_MS);
  expect(await store.runs.count({ workflowId })).toBe(begun);
  await resume();
  await desk.pass(10 * MINUTE_MS);
  expect([await store.runs.count({ workflowId }), await store.runs.count({ workflowId, status: "done" })]).toEqual([
    MANY,
    MANY,
  ]);
});
