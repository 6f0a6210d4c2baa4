import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type * as TriggerTicket from "#main/desk/enrolment/trigger-ticket.ts";
import type * as Cron from "#shared/automation/schedule/cron.ts";
import { momentKindOf, type MomentTrigger, type Trigger } from "#shared/automation/triggers/trigger.ts";
import { MAX_WAKE_ATTEMPTS, RETRY_AFTER_FAILURE_MS } from "#main/automation/limits.ts";
import type { Automations } from "#main/desk/automations.ts";
import { HOUR_MS, MINUTE_MS, openTimedDesk, TAG, waitFor, type TimedDesk } from "../../support/timed-desk.ts";
import { createSwitch, fail, FAULT } from "./faults-fixture.ts";

const fault = vi.hoisted(() => ({ pass: (_what: string): void => undefined }));

vi.mock("#main/desk/enrolment/trigger-ticket.ts", async (importOriginal) => {
  const original = await importOriginal<typeof TriggerTicket>();
  const triggerTicket: typeof original.triggerTicket = async (context, batch, ticket, triggering) => {
    const id = await original.triggerTicket(context, batch, ticket, triggering);
    fault.pass(triggering.by);
    return id;
  };
  return { ...original, triggerTicket };
});
const FAULTY_CRON = "30 * * * *";
vi.mock("#shared/automation/schedule/cron.ts", async (importOriginal) => {
  const original = await importOriginal<typeof Cron>();
  const createCronSchedule: typeof original.createCronSchedule = (cron, ...rest) => {
    const made = original.createCronSchedule(cron, ...rest);
    const pass = (what: string) => {
      if (cron === "30 * * * *") fault.pass(what);
    };
    return {
      ...made,
      next(afterEpochMs) {
        pass("next");
        return made.next(afterEpochMs);
      },
      latest(...given) {
        pass("latest");
        return made.latest(...given);
      },
    };
  };
  return { ...original, createCronSchedule };
});

const trouble = createSwitch();
let desk: TimedDesk;
beforeEach(async () => {
  fault.pass = trouble.pass;
  desk = await openTimedDesk();
});
afterEach(async () => {
  vi.restoreAllMocks();
  trouble.mend();
  await desk.close();
});

const SILENCE: Extract<MomentTrigger, { type: "silence" }> = {
  id: "t1",
  type: "silence",
  after: "customer-message",
  duration: { amount: 30, unit: "minutes" },
  businessHours: false,
};
const schedule = (cron: string): Trigger => ({
  id: "t1",
  type: "schedule",
  cron,
  timeZone: "UTC",
  businessHours: false,
});

type Workflow = Awaited<ReturnType<TimedDesk["workflow"]>>;
const statuses = async (id: Workflow) => (await desk.runs(id)).map(({ status }) => status);

/** Of each kind of work that has a time one that nothing is wrong with: due within the hour. */
async function neighbours(): Promise<() => Promise<unknown>> {
  const waits = await desk.workflow({ steps: [waitFor(40, "minutes"), TAG] }, { name: "Waits" });
  const scheduled = await desk.workflow({ triggers: [schedule("0 * * * *")] }, { name: "Scheduled" });
  const silent = await desk.workflow({ triggers: [{ ...SILENCE, after: "agent-message" }] }, { name: "Silent" });
  return async () => [await statuses(waits), (await statuses(scheduled)).slice(0, 1), await statuses(silent)];
}
const NEIGHBOURS_DONE = [["done"], ["done"], []];

test.each(["anchor", "due"] as const)(
  "[F2] a trigger of time that can't tell its %s fires for nobody, and what else is due goes on",
  async (method) => {
    const seen = await neighbours();
    const kind = momentKindOf(SILENCE);
    vi.spyOn(kind, method).mockImplementation(fail);
    const faulty = await desk.workflow({ triggers: [SILENCE] }, { name: "Faulty" });
    await desk.receive({ messageId: "one@example.com" });
    await desk.pass(HOUR_MS);
    expect([await statuses(faulty), await seen()]).toEqual([[], NEIGHBOURS_DONE]);
    await desk.restart(MINUTE_MS);
    vi.restoreAllMocks();
    // It is read anew, and made good.
    await desk.restart(MINUTE_MS);
    await desk.pass(HOUR_MS);
    expect(await statuses(faulty)).toEqual(["done"]);
  },
);

test("[F2] a trigger of time that throws as it fires is put off, and what else is due goes on", async () => {
  const seen = await neighbours();
  const faulty = await desk.workflow({ triggers: [SILENCE] }, { name: "Faulty" });
  trouble.failAt("silence");
  await desk.receive({ messageId: "one@example.com" });
  await desk.pass(HOUR_MS);
  expect([await statuses(faulty), await seen()]).toEqual([[], NEIGHBOURS_DONE]);
  trouble.mend();
  await desk.pass(RETRY_AFTER_FAILURE_MS);
  expect(await statuses(faulty)).toEqual(["done"]);
});

test.each(["next", "latest"])(
  "[F2] a schedule that throws when asked for its %s time keeps nothing else from what is due",
  async (what) => {
    const seen = await neighbours();
    const faulty = await desk.workflow({ triggers: [schedule(FAULTY_CRON)] }, { name: "Faulty" });
    trouble.failAt(what);
    await desk.restart();
    await desk.receive({ messageId: "one@example.com" });
    await desk.pass(HOUR_MS);
    expect([await statuses(faulty), await seen()]).toEqual([[], NEIGHBOURS_DONE]);
    trouble.mend();
    await desk.restart(MINUTE_MS);
    await desk.pass(HOUR_MS);
    expect((await statuses(faulty)).slice(0, 1)).toEqual(["done"]);
  },
);

test("[F2] tickets that a schedule can't be told of are tried again, and what else is due goes on", async () => {
  const seen = await neighbours();
  const faulty = await desk.workflow({ triggers: [schedule(FAULTY_CRON)] }, { name: "Faulty" });
  await desk.receive({ messageId: "one@example.com" });
  await desk.pass(20 * MINUTE_MS);
  trouble.failAt("schedule");
  await desk.pass(15 * MINUTE_MS);
  expect(await statuses(faulty)).toEqual([]);
  trouble.mend();
  await desk.pass(25 * MINUTE_MS);
  expect([await statuses(faulty), await seen()]).toEqual([["done"], NEIGHBOURS_DONE]);
});

test("[F7] [F9] a run that throws when its time has come is put off, then failed for a person to see; runs of the same moment go on", async () => {
  const wait = [waitFor(30, "minutes"), TAG];
  const faulty = await desk.workflow({ steps: wait }, { name: "Faulty" });
  const healthy = await desk.workflow({ steps: wait }, { name: "Healthy" });
  const { context } = desk.mail.core;
  const goOn: Automations["goOn"] = context.automations.goOn.bind(context.automations);
  Object.assign(context.automations, {
    goOn: async (...[work, run, ...rest]: Parameters<Automations["goOn"]>) => {
      const next = await goOn(work, run, ...rest);
      // Behind all that it did, of which nothing may stay.
      if (run.workflowId === faulty) fault.pass("due");
      return next;
    },
  });
  trouble.failAt("due");
  await desk.receive({ messageId: "one@example.com" });
  await desk.receive({ messageId: "two@example.com", from: "Bea <bea@example.com>" });
  await desk.pass(30 * MINUTE_MS);
  expect([await statuses(faulty), await statuses(healthy)]).toEqual([
    ["waiting", "waiting"],
    ["done", "done"],
  ]);
  await desk.pass(MAX_WAKE_ATTEMPTS * RETRY_AFTER_FAILURE_MS);
  const failed = await desk.runs(faulty);
  expect(failed.map(({ status, endReason }) => `${status}: ${endReason}`)).toEqual([
    `failed: ${FAULT}`,
    `failed: ${FAULT}`,
  ]);
  const { items } = await desk.mail.client.notifications.list({});
  expect(items.map(({ topic, about }) => `${topic} ${about}`)).toEqual([
    "workflow-failed Faulty",
    "workflow-failed Faulty",
  ]);
  trouble.mend();
  for (const { id } of failed) await desk.mail.client.workflows.retryRun({ id });
  await desk.pass(30 * MINUTE_MS);
  expect(await statuses(faulty)).toEqual(["done", "done"]);
});
