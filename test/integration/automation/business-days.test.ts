import { afterEach, beforeEach, expect, test } from "vitest";
import { WEEKDAYS_NINE_TO_FIVE } from "#shared/automation/schedule/business-hours.ts";
import { HOUR_MS, openTimedDesk, type TimedDesk } from "../../support/timed-desk.ts";
import { told, workflow, type StepGiven } from "./crm-fixture.ts";

/** Thursday, 15:00 in Rome; the Friday is off, and on Sunday summer time ends. */
const START = Date.UTC(2026, 9, 22, 13);
const DAY_MS = 24 * HOUR_MS;
const businessHours = { ...WEEKDAYS_NINE_TO_FIVE, timeZone: "Europe/Rome", holidays: ["2026-10-23"] };
const days = (amount: number) => ({ amount, unit: "business-days" });
/** Of Rome, where winter time has begun. */
const winter = (day: number, hour: number) => Date.UTC(2026, 9, day, hour - 1);

let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk(START);
});
afterEach(() => desk.close());

const lately = {
  match: "all",
  parts: [{ object: "ticket", property: "createdAtEpochMs", operator: "in-last", span: days(2) }],
};
const STEPS: readonly StepGiven[] = [
  { type: "set-due", after: days(2) },
  { type: "create-task", title: "Call", dueAfter: days(1) },
  { type: "increase-property", change: { property: "dueAtEpochMs", by: days(1), direction: "earlier" } },
  { type: "wait-for", duration: days(2) },
  {
    type: "branch-if",
    arms: [{ id: "new", name: "new", filter: lately, steps: [{ id: "n", type: "add-tags", tags: ["new"] }] }],
    otherwise: [],
  },
  {
    type: "wait-until-date",
    date: { kind: "property", property: "dueAtEpochMs" },
    offset: { duration: days(3), direction: "after" },
  },
  { type: "add-tags", tags: ["done"] },
];

test("[F5] business days in triggers, conditions and steps pass over a day off, a weekend and a change of the clock", async () => {
  const { client } = desk.mail;
  const id = await workflow(desk.mail, STEPS, { businessHours, filter: lately });
  const silent = await desk.workflow({
    triggers: [
      {
        id: "t1",
        type: "silence",
        after: "customer-message",
        duration: { amount: 1, unit: "business-days" },
        businessHours: false,
      },
    ],
    businessHours,
  });
  const ticketId = await desk.receive({ messageId: "first@example.com" });
  const { items: tasks } = await client.tasks.list({ ticketId, of: "everybody" });
  expect([(await client.tickets.get({ id: ticketId })).dueAtEpochMs, tasks[0]?.dueAtEpochMs]).toEqual([
    winter(26, 15),
    winter(26, 15),
  ]);
  const until = async () => (await client.workflows.runs({ id })).items[0]?.waiting?.untilEpochMs;
  expect(await until()).toBe(winter(27, 15));
  const dry = await client.workflows.dryRun({ id, ticketId });
  expect(JSON.stringify(dry)).toContain(String(winter(27, 15)));
  await desk.pass(winter(26, 15) - START - 1);
  expect(await desk.runs(silent)).toEqual([]);
  await desk.pass(1);
  expect(await desk.runs(silent)).toHaveLength(1);
  await desk.pass(DAY_MS);
  expect([await until(), (await client.tickets.get({ id: ticketId })).tags]).toEqual([winter(29, 15), ["seen", "new"]]);
  await desk.pass(2 * DAY_MS);
  expect(await told(desk.mail, id)).toEqual([
    "done, s1 done, s2 done, s3 done, s4 completed, s5 took, n done, s6 completed, s7 done",
  ]);
});

test("[F12] a workflow that counts in business days goes through a file as it is", async () => {
  const { client } = desk.mail;
  const id = await workflow(desk.mail, STEPS, { businessHours, filter: lately });
  const file: unknown = JSON.parse(JSON.stringify(await client.workflows.exportOne({ id })));
  const { items } = await client.workflows.import({ file });
  expect(items[0]?.definition).toEqual((await client.workflows.get({ id })).definition);
});
