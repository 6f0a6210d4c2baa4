import { firstValueFrom } from "rxjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { WEEKDAYS_NINE_TO_FIVE } from "#shared/automation/schedule/business-hours.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { cutOffAt } from "../../support/cut-off.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { HOUR_MS, MINUTE_MS, openTimedDesk, type TimedDesk } from "../../support/timed-desk.ts";

const DAY_MS = 24 * HOUR_MS;
/** A Monday, 11:00 in Rome. */
const START = Date.UTC(2026, 4, 4, 9);

let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk(START);
});
afterEach(async () => {
  await desk.close();
});

type Schedule = Extract<WorkflowDefinition["triggers"][number], { type: "schedule" }>;
const at = (cron: string, more: Partial<Schedule> = {}): WorkflowDefinition["triggers"] => [
  { id: "t1", type: "schedule", cron, timeZone: "Europe/Rome", businessHours: false, ...more },
];
const ALWAYS = { reenrolment: { kind: "always" } } as const;

async function ticket(name: string): Promise<TicketId> {
  return desk.receive({ messageId: `${name}@example.com`, from: `${name} <${name}@example.com>` });
}

/** Tickets made by hand, faster than by mail. */
async function manyTickets(count: number): Promise<void> {
  for (let number = 0; number < count; number += 1)
    await desk.mail.client.tickets.create({ subject: `Ticket ${number}`, pipelineId: SUPPORT, stageId: STAGES.new });
}

const enrolledTickets = async () => {
  const runs = await desk.mail.core.context.store.runs.find({ selector: {} });
  return runs.map(({ ticketId }) => ticketId).toSorted();
};

describe("[F2] a schedule", () => {
  test("enrols every open ticket that meets the filter, at each of its times", async () => {
    await desk.workflow({
      ...ALWAYS,
      triggers: at("0 12 * * *"),
      filter: {
        match: "all",
        parts: [{ object: "ticket", property: "tags", operator: "has-any-of", values: ["vip"] }],
      },
    });
    const [vip, other, closed] = [await ticket("vip"), await ticket("other"), await ticket("closed")];
    for (const id of [vip, closed]) await desk.mail.client.tickets.update({ id, tags: ["vip"] });
    await desk.mail.client.tickets.move({ id: closed, stageId: STAGES.closed });
    const { lastActivityAtEpochMs } = await desk.mail.client.tickets.get({ id: other });
    await desk.pass(HOUR_MS - 1);
    expect(await desk.triggered(vip)).toEqual([]);
    await desk.pass(1);
    await desk.pass(DAY_MS);
    expect([await desk.triggered(vip), await desk.triggered(other), await desk.triggered(closed)]).toEqual([
      ["schedule t1 trigger 2026-05-04T10:00:00", "schedule t1 trigger 2026-05-05T10:00:00"],
      [],
      [],
    ]);
    expect((await desk.mail.client.tickets.get({ id: other })).lastActivityAtEpochMs).toBe(lastActivityAtEpochMs);
  });

  test("leaves out times outside of business hours", async () => {
    await desk.workflow({
      ...ALWAYS,
      triggers: at("0 */4 * * *", { businessHours: true }),
      businessHours: { ...WEEKDAYS_NINE_TO_FIVE, timeZone: "Europe/Rome", holidays: ["2026-05-05"] },
    });
    const id = await ticket("anna");
    await desk.pass(3 * DAY_MS);
    expect(await desk.triggered(id)).toEqual([
      "schedule t1 trigger 2026-05-04T10:00:00",
      "schedule t1 trigger 2026-05-04T14:00:00",
      "schedule t1 trigger 2026-05-06T10:00:00",
      "schedule t1 trigger 2026-05-06T14:00:00",
    ]);
  });

  test.each([
    // 02:30 does not exist on 29 March in Rome: the first moment behind the gap. It comes twice on 25 October: the first time.
    ["2026-03-28T12:00:00Z", ["2026-03-29T01:00:00", "2026-03-30T00:30:00"]],
    ["2026-10-24T12:00:00Z", ["2026-10-25T00:30:00", "2026-10-26T01:30:00"]],
  ])("keeps to the wall's clock over its changes: from %s", async (start, times) => {
    await desk.close();
    desk = await openTimedDesk(Date.parse(start));
    await desk.workflow({ ...ALWAYS, triggers: at("30 2 * * *") });
    const id = await ticket("anna");
    await desk.pass(2 * DAY_MS);
    expect(await desk.triggered(id)).toEqual(times.map((time) => `schedule t1 trigger ${time}`));
  });

  test("of times that passed while the desk was off, the latest is made good, once", async () => {
    await desk.workflow({ ...ALWAYS, triggers: at("0 12 * * *") });
    const id = await ticket("anna");
    await desk.restart(5 * DAY_MS);
    await desk.restart(HOUR_MS / 2);
    expect(await desk.triggered(id)).toEqual(["schedule t1 trigger 2026-05-09T09:00:00"]);
    await desk.pass(DAY_MS);
    expect((await desk.triggered(id)).slice(1)).toEqual(["schedule t1 trigger 2026-05-09T10:00:00"]);
  });

  test("no time before it was switched on counts, nor one of another expression", async () => {
    const workflowId = await desk.workflow({ ...ALWAYS, triggers: at("0 12 * * *") });
    const id = await ticket("anna");
    const { definition } = await desk.mail.client.workflows.get({ id: workflowId });
    await desk.mail.client.workflows.update({
      id: workflowId,
      definition: { ...definition, triggers: at("0 10 * * *") },
    });
    await desk.restart();
    expect(await desk.triggered(id)).toEqual([]);
    await desk.pass(DAY_MS);
    expect(await desk.triggered(id)).toEqual(["schedule t1 trigger 2026-05-05T08:00:00"]);
  });

  test.each([0, 1, 2, 3, 4, 5, 6])("cut off after %i writes it goes on with every ticket once", async (cut) => {
    const workflowId = await desk.workflow({ ...ALWAYS, triggers: at("0 12 * * *"), sources: ["manual"] });
    await manyTickets(120);
    await desk.pass(HOUR_MS - 1);
    // Each piece of fifty is four writes.
    cutOffAt(desk.mail.core.context.store, cut * 2);
    await desk.pass(1);
    await desk.restart(MINUTE_MS);
    await desk.pass(MINUTE_MS);
    const tickets = await desk.mail.core.context.store.tickets.find({ selector: {} });
    expect(await enrolledTickets()).toEqual(tickets.map(({ id }) => id).toSorted());
    const { local } = desk.mail.core.context.store;
    expect((await local.get("automation-sweeps"))?.value).toEqual([]);
    await desk.mail.client.workflows.update({ id: workflowId, enabled: false });
  });

  test("commands get their turn while it goes on", async () => {
    await desk.workflow({ triggers: at("0 12 * * *"), sources: ["manual"] });
    await manyTickets(200);
    const { store } = desk.mail.core.context;
    const { tickets } = desk.mail.client;
    const meanwhile = firstValueFrom(store.runs.changes).then(() =>
      tickets.create({ subject: "Meanwhile", pipelineId: SUPPORT, stageId: STAGES.new }),
    );
    await desk.pass(HOUR_MS);
    const { id } = await meanwhile;
    const told = await store.activities.find({ selector: {}, sort: [{ stamp: "asc" }, { id: "asc" }] });
    const triggered = told.flatMap(({ body }, position) => (body.type === "workflow.triggered" ? [position] : []));
    const created = told.findIndex(({ ticketId }) => ticketId === id);
    const before = triggered.filter((position) => position < created).length;
    // Right behind the piece that was under way when the command came, or at most the next, which a quick machine has begun by then; the new ticket was not there
    // when the time came.
    expect(triggered.length).toBe(200);
    expect([50, 100]).toContain(before);
  });

  test("where the clock is set back no time is done twice", async () => {
    await desk.workflow({ ...ALWAYS, triggers: at("*/30 * * * *") });
    const id = await ticket("anna");
    await desk.pass(HOUR_MS);
    await desk.mail.core.close();
    // An hour back, and forward again.
    desk.setClock(-HOUR_MS);
    await desk.restart();
    await desk.pass(HOUR_MS + 30 * MINUTE_MS);
    expect((await desk.triggered(id)).map((line) => line.slice(-19))).toEqual([
      "2026-05-04T09:30:00",
      "2026-05-04T10:00:00",
      "2026-05-04T10:30:00",
    ]);
  });
});

test("[F1] an expression, a zone or a date that there is not is refused with its path", async () => {
  const refusal = async (triggers: WorkflowDefinition["triggers"]) =>
    desk.workflow({ triggers }).catch((error: { details: { issues: unknown } }) => error.details.issues);
  expect([
    await refusal(at("61 * * * *")),
    await refusal(at("0 0 30 2 *")),
    await refusal(at("0 9 * * *", { timeZone: "Mars/Olympus" })),
    await refusal(at("0 9 * * *", { businessHours: true })),
    await refusal([{ id: "t1", type: "date-reached", property: "subject", offset: null, businessHours: false }]),
    await refusal([{ id: "t1", type: "date-reached", property: "nothing", offset: null, businessHours: false }]),
  ]).toEqual([
    [{ path: "definition.triggers.0.cron", message: expect.stringMatching(/^bad-cron: .*61/u) }],
    [{ path: "definition.triggers.0.cron", message: "bad-cron: It has no time." }],
    [{ path: "definition.triggers.0.timeZone", message: "bad-time-zone: Mars/Olympus" }],
    [{ path: "definition.triggers.0.businessHours", message: "no-business-hours: " }],
    [{ path: "definition.triggers.0.property", message: "does-not-fit: subject" }],
    [{ path: "definition.triggers.0.property", message: "unknown-property: nothing" }],
  ]);
});
