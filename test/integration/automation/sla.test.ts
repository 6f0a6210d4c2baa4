import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WEEKDAYS_NINE_TO_FIVE } from "#shared/automation/schedule/business-hours.ts";
import { StepId, type TicketId } from "#shared/model/ids.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { HOUR_MS, MINUTE_MS, openTimedDesk, TAG, type TimedDesk } from "../../support/timed-desk.ts";

/** A Monday, 11 in Rome. */
const START = Date.UTC(2026, 4, 4, 9);
const DAY_MS = 24 * HOUR_MS;

let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk(START);
});
afterEach(async () => {
  await desk.close();
});

type NewPolicy = Parameters<TimedDesk["mail"]["client"]["slaPolicies"]["create"]>[0];

const times = (minutes: number | null, byPriority: NewPolicy["targets"]["close"]["byPriority"] = {}) => ({
  minutes,
  byPriority,
});
async function policy(more: Partial<NewPolicy> = {}): Promise<string> {
  const made = await desk.mail.client.slaPolicies.create({
    name: "Everybody",
    enabled: true,
    filter: { match: "all", parts: [] },
    targets: { firstAnswer: times(120, { urgent: 30 }), nextAnswer: times(60), close: times(480) },
    hours: { kind: "always" },
    pausingStageIds: [STAGES.waitingOnContact],
    warning: { kind: "percent", percent: 75 },
    ...more,
  });
  await desk.settle();
  return made.id;
}

const first = () => desk.receive({ messageId: "first@example.com" });
const answer = async (id: TicketId) => {
  const mail = await desk.mail.client.tickets.reply({ id, text: "Which size?" });
  await desk.settle();
  return mail.id;
};
const slaOf = async (id: TicketId) => (await desk.mail.client.tickets.get({ id })).sla;
const told = async (id: TicketId) => {
  const { activities } = await desk.mail.client.tickets.open({ id });
  return activities.flatMap(({ body, atEpochMs }) =>
    body.type === "sla.reached"
      ? [`${body.target} ${body.what} ${new Date(atEpochMs).toISOString().slice(11, 19)}`]
      : [],
  );
};

describe("a ticket's clock", () => {
  test("begins with the ticket, in its commit, and is told exactly: warned, over, once each, over restarts", async () => {
    await policy();
    const id = await first();
    expect((await slaOf(id))?.firstAnswer?.dueAtEpochMs).toBe(START + 2 * HOUR_MS);
    await desk.pass(90 * MINUTE_MS - 1);
    expect(await told(id)).toEqual([]);
    await desk.pass(1);
    expect(await told(id)).toEqual(["firstAnswer warning 10:30:00"]);
    await desk.restart(10 * MINUTE_MS);
    await desk.pass(20 * MINUTE_MS);
    expect(await told(id)).toEqual(["firstAnswer warning 10:30:00", "firstAnswer breached 11:00:00"]);
    await desk.restart();
    await desk.pass(HOUR_MS);
    expect(await told(id)).toHaveLength(2);
  });

  test("what came due while the desk was off is told at its start", async () => {
    await policy();
    const id = await first();
    await desk.restart(3 * HOUR_MS);
    await desk.pass(0);
    expect(await told(id)).toEqual(["firstAnswer breached 12:00:00"]);
  });

  test("an answer meets it; one taken back puts it back (D8c)", async () => {
    await policy();
    const id = await first();
    await desk.pass(HOUR_MS);
    const mailId = await answer(id);
    expect([(await slaOf(id))?.isAnswered, await told(id)]).toEqual([true, ["firstAnswer met 10:00:00"]]);
    const { items } = await desk.mail.client.outbox.list({});
    for (const { id: itemId, messageId } of items)
      if (messageId === mailId) await desk.mail.client.outbox.cancel({ id: itemId });
    await desk.settle();
    const sla = await slaOf(id);
    expect([sla?.isAnswered, sla?.firstAnswer?.dueAtEpochMs]).toEqual([false, START + 2 * HOUR_MS]);
    await desk.pass(HOUR_MS);
    expect((await told(id)).at(-1)).toBe("firstAnswer breached 11:00:00");
  });

  test("in the trash it runs for nobody; out of it again, it stands where it would have", async () => {
    await policy();
    const id = await first();
    await desk.mail.client.tickets.change({ id, changes: [{ kind: "set-aside", as: "trash" }] });
    await desk.pass(3 * HOUR_MS);
    expect([await slaOf(id), await told(id)]).toEqual([null, []]);
    await desk.mail.client.tickets.change({ id, changes: [{ kind: "bring-back" }] });
    await desk.settle();
    expect((await slaOf(id))?.firstAnswer?.breachedAtEpochMs).toBe(START + 2 * HOUR_MS);
    expect(await told(id)).toEqual(["firstAnswer breached 12:00:00"]);
  });

  test("[D7] an auto-reply of the customer asks for nothing, and a workflow's mail is no answer", async () => {
    await policy();
    await desk.workflow({
      steps: [
        {
          id: StepId.parse("mail"),
          type: "send-email",
          to: "primary-contact",
          mail: { kind: "custom", subject: "We have it", body: "Soon.", html: false, marketing: false },
        },
      ],
    });
    const id = await first();
    await desk.pass(MINUTE_MS);
    expect((await slaOf(id))?.isAnswered).toBe(false);
    await answer(id);
    await desk.receive({
      messageId: "away@example.com",
      inReplyTo: "first@example.com",
      headers: { "Auto-Submitted": "auto-replied" },
    });
    expect((await slaOf(id))?.nextAnswer).toBeNull();
    await desk.receive({ messageId: "again@example.com", inReplyTo: "first@example.com" });
    expect((await slaOf(id))?.nextAnswer?.startedAtEpochMs).toBe(desk.mail.time.clock.nowEpochMs());
  });

  test("a pausing stage stops it, closing ends it, opening again goes on; by hand too", async () => {
    await policy();
    const { id } = await desk.mail.client.tickets.create({ subject: "By phone", pipelineId: SUPPORT });
    const move = async (stageId: (typeof STAGES)[keyof typeof STAGES]) => {
      await desk.mail.client.tickets.move({ id, pipelineId: SUPPORT, stageId });
      await desk.settle();
    };
    await desk.pass(HOUR_MS);
    await move(STAGES.waitingOnContact);
    await desk.pass(DAY_MS);
    expect([(await slaOf(id))?.stage, await told(id)]).toEqual(["paused", []]);
    await move(STAGES.waitingOnUs);
    expect((await slaOf(id))?.firstAnswer?.dueAtEpochMs).toBe(START + DAY_MS + 2 * HOUR_MS);
    await move(STAGES.closed);
    expect(await told(id)).toEqual(["close met 10:00:00"]);
    await desk.pass(DAY_MS);
    await move(STAGES.new);
    expect((await slaOf(id))?.close?.dueAtEpochMs).toBe(START + 2 * DAY_MS + 8 * HOUR_MS);
  });

  test("another priority is another time, from the beginning", async () => {
    await policy();
    const id = await first();
    await desk.pass(10 * MINUTE_MS);
    await desk.mail.client.tickets.update({ id, priority: "urgent" });
    await desk.settle();
    expect((await slaOf(id))?.firstAnswer?.dueAtEpochMs).toBe(START + 30 * MINUTE_MS);
    await desk.mail.client.tickets.update({ id, priority: null });
    await desk.settle();
    expect((await slaOf(id))?.firstAnswer?.dueAtEpochMs).toBe(START + 2 * HOUR_MS);
  });

  test("who waited in a ticket that is merged still waits", async () => {
    await policy();
    const into = await first();
    await answer(into);
    await desk.pass(MINUTE_MS);
    const from = await desk.receive({ messageId: "other@example.com", subject: "Laces" });
    await desk.pass(5 * MINUTE_MS);
    await desk.mail.client.tickets.merge({ id: from, intoTicketId: into });
    await desk.settle();
    expect([await slaOf(from), (await slaOf(into))?.nextAnswer?.startedAtEpochMs]).toEqual([null, START + MINUTE_MS]);
    await desk.mail.client.tickets.unmerge({ id: from });
    await desk.settle();
    expect([(await slaOf(from))?.firstAnswer?.startedAtEpochMs, (await slaOf(into))?.nextAnswer]).toEqual([
      START + MINUTE_MS,
      null,
    ]);
  });
});

describe("policies", () => {
  test("the first in the list that the ticket meets; in its business hours", async () => {
    await policy();
    await desk.mail.client.workCalendars.create({
      name: "Office",
      hours: { timeZone: "Europe/Rome", ...WEEKDAYS_NINE_TO_FIVE, holidays: ["2026-05-05"] },
    });
    const vip = await policy({
      name: "Example's",
      filter: {
        match: "all",
        parts: [{ object: "contact", property: "domain", operator: "is", value: "example.com" }],
      },
      targets: { firstAnswer: times(480), nextAnswer: times(null), close: times(null) },
      hours: { kind: "desk" },
    });
    const { items } = await desk.mail.client.slaPolicies.list();
    await desk.mail.client.slaPolicies.order({ ids: items.map(({ id }) => id).toReversed() });
    await desk.settle();
    const sla = await slaOf(await first());
    // Six hours of Monday, Tuesday is off, two of Wednesday.
    expect([sla?.policyId, sla?.firstAnswer?.dueAtEpochMs, sla?.close]).toEqual([vip, Date.UTC(2026, 4, 6, 9), null]);
  });

  test("one that changes takes open tickets along, and tells nobody of what lies behind", async () => {
    const old = await first();
    await desk.pass(3 * HOUR_MS);
    const id = await policy();
    expect([(await slaOf(old))?.firstAnswer?.breachedAtEpochMs, await told(old)]).toEqual([START + 2 * HOUR_MS, []]);
    await desk.mail.client.slaPolicies.update({
      id,
      targets: { firstAnswer: times(240), nextAnswer: times(null), close: times(null) },
    });
    await desk.settle();
    expect((await slaOf(old))?.firstAnswer?.dueAtEpochMs).toBe(START + 4 * HOUR_MS);
    await desk.pass(HOUR_MS);
    expect((await told(old)).at(-1)).toBe("firstAnswer breached 13:00:00");
    await desk.mail.client.slaPolicies.remove({ id });
    await desk.settle();
    expect(await slaOf(old)).toBeNull();
  });

  test("refused: conditions on a message, hours that there are not, nothing promised, a calendar in use", async () => {
    const wrong = async (more: Partial<NewPolicy>) =>
      policy(more).then(
        () => "made",
        (error: { code?: string }) => error.code,
      );
    const onMessage = { object: "message", property: "subject", operator: "contains", value: "a" } as const;
    const { id } = await desk.mail.client.workCalendars.create({
      name: "Office",
      hours: { timeZone: "Europe/Rome", ...WEEKDAYS_NINE_TO_FIVE },
    });
    await policy({ hours: { kind: "calendar", calendarId: id } });
    expect([
      await wrong({ filter: { match: "all", parts: [onMessage] } }),
      await wrong({ hours: { kind: "calendar", calendarId: "none" } }),
      await wrong({ targets: { firstAnswer: times(null), nextAnswer: times(null), close: times(null) } }),
      await desk.mail.client.workCalendars.remove({ id }).catch((error: { code?: string }) => error.code),
    ]).toEqual(["PD_INPUT_INVALID", "PD_INPUT_INVALID", "PD_INPUT_INVALID", "PD_INPUT_INVALID"]);
  });
});

test("[F2] a workflow is set off by the warning, and by nothing else of the clock; its filter sees the state", async () => {
  await policy();
  const workflowId = await desk.workflow({
    triggers: [{ id: "t1", type: "sla-reached", what: "warning", target: "firstAnswer" }],
    filter: { match: "all", parts: [{ object: "ticket", property: "slaState", operator: "is", value: "warning" }] },
    steps: [TAG],
  });
  const id = await first();
  await desk.pass(90 * MINUTE_MS - 1);
  expect(await desk.runs(workflowId)).toEqual([]);
  await desk.pass(1);
  expect((await desk.mail.client.tickets.get({ id })).tags).toEqual(["seen"]);
  await desk.pass(DAY_MS);
  expect(await desk.runs(workflowId)).toHaveLength(1);
});
