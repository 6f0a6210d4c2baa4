import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCronSchedule } from "#shared/automation/schedule/cron.ts";
import { UserId, type TicketId, type WorkflowId } from "#shared/model/ids.ts";
import { insert } from "../../support/insert.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { HOUR_MS, MINUTE_MS, openTimedDesk, type TimedDesk } from "../../support/timed-desk.ts";
import { told, workflow, type StepGiven } from "./crm-fixture.ts";

/** Kinds of faults that users of other products reported, each with an input of our own. */
let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk();
});
afterEach(() => desk.close());

const DAY_MS = 24 * HOUR_MS;
const client = () => desk.mail.client;
const now = () => desk.mail.time.clock.nowEpochMs();
const tag = (...tags: string[]): StepGiven => ({ type: "add-tags", tags });
const all = (...parts: readonly object[]) => ({ filter: { match: "all", parts } });
const any = (...parts: readonly object[]) => ({ filter: { match: "any", parts } });
const of = (object: string, property: string, operator: string, more: object = {}) => ({
  object,
  property,
  operator,
  ...more,
});
const made = (steps: readonly StepGiven[], changes: Record<string, unknown> = {}, name?: string) =>
  workflow(desk.mail, steps, changes, name);
const tagsOf = async (id: TicketId) => (await client().tickets.get({ id })).tags;
const runs = async (id: WorkflowId) => (await desk.runs(id)).length;

describe("conditions with negatives and empties", () => {
  test("FreeScout 4966, 3361: several that a text must not contain, also behind a colon", async () => {
    const without = (value: string) => of("ticket", "subject", "contains-not", { value });
    await made([tag("other")], all(without("Acme Tools"), without("Initech")));
    const hit = await desk.receive({ messageId: "a@example.com", subject: "INVOICE: a transfer from ACME TOOLS came" });
    const miss = await desk.receive({ messageId: "b@example.com", subject: "Re: invoice: a transfer" });
    expect([await tagsOf(hit), await tagsOf(miss)]).toEqual([[], ["other"]]);
  });

  test("FreeScout 1196: alternatives that are negative meet everything, which the linter says", async () => {
    const not = (value: string) => of("contact", "address", "contains-not", { value });
    const id = await made([tag("other")], any(not("gmail"), not("hotmail")));
    const { warnings } = await client().workflows.problems({ id });
    expect(warnings.map(({ key }) => key)).toEqual(["matches-nearly-everything"]);
    const ticket = await desk.receive({ messageId: "a@example.com", from: "Bea <bea@gmail.example>" });
    expect(await tagsOf(ticket)).toEqual(["other"]);
  });

  test("FreeScout 3055, Zammad 1683: a tag that a workflow before it has just added counts for the one behind it", async () => {
    await made([tag("reporting")], {}, "First");
    await made([tag("assigned")], all(of("ticket", "tags", "has-none-of", { values: ["Reporting"] })), "Second");
    expect(await tagsOf(await desk.receive({ messageId: "a@example.com" }))).toEqual(["reporting"]);
  });

  test("FreeScout 4120: words of a mail that is HTML only, with tags inside them", async () => {
    await made([tag("invited")], all(of("message", "text", "contains", { value: "has invited you" })));
    const html = "<div style='background:url(x)'><p><b>Kim</b> has <span>invited</span> you&nbsp;to share</p></div>";
    const id = await desk.receive({ messageId: "a@example.com", text: "", html });
    expect(await tagsOf(id)).toEqual(["invited"]);
  });

  test("Zammad 1988: what is empty fills in nothing", async () => {
    await made([{ type: "add-note", text: "<{{ ticket.priority }}|{{ contact.phone }}|{{ company.name }}>" }]);
    const id = await desk.receive({ messageId: "a@example.com" });
    const { messages } = await client().tickets.open({ id });
    expect(messages.find(({ kind }) => kind === "note")?.text).toBe("<||>");
  });
});

describe("what sets off, and how often", () => {
  test("GLPI 2047, 16891: two conditions, met by two changes in either order", async () => {
    const id = await made([tag("both")], {
      triggers: [{ id: "t1", type: "property-changed", property: null }],
      ...all(of("ticket", "priority", "is", { value: "high" }), of("ticket", "ownerId", "is-known")),
    });
    const [one, two] = [
      await desk.receive({ messageId: "a@example.com" }),
      await desk.receive({ messageId: "b@example.com" }),
    ];
    const owner = { ownerId: UserId.parse("user-owner") };
    await client().tickets.update({ id: one, priority: "high" });
    expect(await runs(id)).toBe(0);
    await client().tickets.update({ id: one, ...owner });
    await client().tickets.update({ id: two, ...owner });
    await client().tickets.update({ id: two, priority: "high" });
    expect([await tagsOf(one), await tagsOf(two)]).toEqual([["both"], ["both"]]);
  });

  test("Zammad 2438: a tag that is added or taken away is a change", async () => {
    const id = await made([{ type: "add-note", text: "Tags" }], {
      triggers: [{ id: "t1", type: "property-changed", property: "tags" }],
      reenrolment: { kind: "always" },
    });
    const ticket = await desk.receive({ messageId: "a@example.com" });
    await client().tickets.update({ id: ticket, tags: ["x"] });
    await client().tickets.update({ id: ticket, tags: [] });
    // Saved without a change it is none.
    await client().tickets.update({ id: ticket, tags: [] });
    expect(await runs(id)).toBe(2);
  });

  test("Zammad 5655: a due date that is moved fires again, also on the same day", async () => {
    const id = await made([tag("due")], {
      triggers: [{ id: "t1", type: "date-reached", property: "dueAtEpochMs" }],
      reenrolment: { kind: "always" },
    });
    const ticket = await desk.receive({ messageId: "a@example.com" });
    for (let round = 0; round < 3; round += 1) {
      await client().tickets.update({ id: ticket, dueAtEpochMs: now() + 10 * MINUTE_MS });
      await desk.pass(11 * MINUTE_MS);
    }
    expect(await runs(id)).toBe(3);
  });

  test("Zammad 5371: an age in a filter is asked of the moment of the change", async () => {
    await made([tag("old")], {
      triggers: [{ id: "t1", type: "property-changed", property: "priority" }],
      reenrolment: { kind: "always" },
      ...all(of("ticket", "lastCustomerMessageAtEpochMs", "not-in-last", { span: { amount: 2, unit: "weeks" } })),
    });
    const ticket = await desk.receive({ messageId: "a@example.com" });
    await client().tickets.update({ id: ticket, priority: "low" });
    await desk.pass(13 * DAY_MS);
    await client().tickets.update({ id: ticket, priority: "medium" });
    expect(await tagsOf(ticket)).toEqual([]);
    await desk.pass(2 * DAY_MS);
    await client().tickets.update({ id: ticket, priority: "high" });
    expect(await tagsOf(ticket)).toEqual(["old"]);
  });

  test("Zammad 3071, Chatwoot 9224: what a workflow writes to a ticket made by hand makes it no mail's", async () => {
    const letter: StepGiven = {
      type: "send-email",
      to: "primary-contact",
      mail: { kind: "custom", subject: "One", body: "Hello", html: false, marketing: false },
    };
    const bySource = (source: string) => ({ sources: [source], reenrolment: { kind: "always" } });
    const manual = await made([letter], bySource("manual"), "Manual");
    const mail = await made([letter], bySource("email"), "Mail");
    const sent = await made([tag("sent")], {
      triggers: [
        { id: "t1", type: "email-sent" },
        { id: "t2", type: "email-received" },
      ],
      sources: ["manual", "email"],
    });
    await client().tickets.create({ subject: "Phone", pipelineId: SUPPORT, contactAddress: "anna@example.com" });
    await desk.settle();
    expect([await runs(manual), await runs(mail), await runs(sent)]).toEqual([1, 0, 0]);
  });

  test("osTicket 496, 5692: a workflow that stops ends itself, and those behind it go on", async () => {
    await made([tag("a"), { type: "stop" }, tag("never")], {}, "First");
    await made([tag("b")], {}, "Second");
    expect(await tagsOf(await desk.receive({ messageId: "a@example.com" }))).toEqual(["a", "b"]);
  });

  test("osTicket 1744: an answer that nobody wrote reopens nothing and enrols nothing", async () => {
    const id = await made([tag("back")], {
      triggers: [
        { id: "t1", type: "email-received" },
        { id: "t2", type: "stage-reached", stageId: STAGES.new },
      ],
    });
    const ticket = await desk.receive({ messageId: "a@example.com" });
    await client().tickets.move({ id: ticket, stageId: STAGES.closed });
    const before = await runs(id);
    await desk.receive({
      messageId: "away@example.com",
      inReplyTo: "a@example.com",
      subject: "Automatisch antwoord: Boots",
      headers: { "Auto-Submitted": "auto-replied" },
    });
    expect([(await client().tickets.get({ id: ticket })).stageId, await runs(id)]).toEqual([STAGES.closed, before]);
  });
});

describe("delays, restarts, switches", () => {
  test("Home Assistant 37739, 131961: silence that began before a restart, and before the workflow was off for a while", async () => {
    const id = await made([tag("silent")], {
      triggers: [{ id: "t1", type: "silence", after: "customer-message", duration: { amount: 30, unit: "minutes" } }],
    });
    const ticket = await desk.receive({ messageId: "a@example.com" });
    await desk.pass(10 * MINUTE_MS);
    await desk.restart(5 * MINUTE_MS);
    await client().workflows.update({ id, enabled: false });
    await desk.pass(5 * MINUTE_MS);
    await client().workflows.update({ id, enabled: true });
    await desk.pass(9 * MINUTE_MS);
    expect(await tagsOf(ticket)).toEqual([]);
    await desk.pass(2 * MINUTE_MS);
    expect(await tagsOf(ticket)).toEqual(["silent"]);
  });

  test("Home Assistant 44882: saving another workflow, or this one's name, touches no wait", async () => {
    const wait = { type: "wait-for", duration: { amount: 1, unit: "hours" }, cancelOn: [], whenCancelled: "stop" };
    const id = await made([wait, tag("later")]);
    const ticket = await desk.receive({ messageId: "a@example.com" });
    await desk.pass(50 * MINUTE_MS);
    await made([tag("x")], { triggers: [{ id: "t1", type: "manual" }] }, "Another");
    await client().workflows.update({ id, name: "Renamed" });
    await desk.pass(10 * MINUTE_MS);
    expect(await tagsOf(ticket)).toEqual(["later"]);
  });

  test("n8n 2415: a workflow that does not fit the desk any more can be switched off, and not on", async () => {
    const callee = await made([tag("x")], { triggers: [{ id: "t1", type: "manual" }] }, "Callee");
    const id = await made([{ type: "enrol-in", workflowId: callee }], {}, "Caller");
    await client().workflows.remove({ id: callee });
    expect((await client().workflows.update({ id, enabled: false })).enabled).toBe(false);
    await expect(client().workflows.update({ id, enabled: true })).rejects.toMatchObject({ code: "PD_INPUT_INVALID" });
  });

  test("Temporal 8266: a schedule goes on after a time that failed", async () => {
    const id = await made([{ type: "move-stage", stageId: STAGES.closed }], {
      triggers: [{ id: "t1", type: "schedule", cron: "0 6 * * *", timeZone: "UTC" }],
      reenrolment: { kind: "always" },
    });
    await client().pipelines.update({ id: SUPPORT, rules: { requiredProperties: { [STAGES.closed]: ["ownerId"] } } });
    const ticket = await desk.receive({ messageId: "a@example.com" });
    await desk.pass(DAY_MS);
    expect((await told(desk.mail, id)).map((line) => line.split(",")[0])).toEqual(["failed"]);
    await client().tickets.update({ id: ticket, ownerId: UserId.parse("user-owner") });
    await desk.pass(DAY_MS);
    expect((await client().tickets.get({ id: ticket })).stageId).toBe(STAGES.closed);
  });

  test("Zammad 3180: hours around the clock have no minute without", async () => {
    const always = {
      timeZone: "UTC",
      week: Array.from({ length: 7 }, () => [{ fromMinute: 0, toMinute: 1440 }]),
      holidays: [],
    };
    const wait = {
      type: "wait-for",
      duration: { amount: 20, unit: "hours" },
      cancelOn: [],
      whenCancelled: "stop",
      businessHours: true,
    };
    await made([wait, tag("later")], { businessHours: always });
    const ticket = await desk.receive({ messageId: "a@example.com" });
    await desk.pass(20 * HOUR_MS - 1);
    expect(await tagsOf(ticket)).toEqual([]);
    await desk.pass(1);
    expect(await tagsOf(ticket)).toEqual(["later"]);
  });
});

describe("schedules where the clock changes", () => {
  const times = (cron: string, zone: string, from: string, count: number) => {
    const schedule = createCronSchedule(cron, zone, null);
    let at = Date.parse(from);
    return Array.from({ length: count }, () => {
      at = schedule.next(at) ?? Number.NaN;
      return new Date(at).toISOString().slice(11, 16);
    });
  };

  test("node-cron 881, cron-plus 108: every half hour goes on through the hour that comes twice", () => {
    expect(times("*/30 * * * *", "Australia/Melbourne", "2026-04-04T14:45:00Z", 5)).toEqual([
      "15:00",
      "15:30",
      "16:00",
      "16:30",
      "17:00",
    ]);
  });

  test("a fixed time in that hour comes once, and one in the hour that is left out comes that day as well", () => {
    expect(times("30 2 * * *", "Europe/Rome", "2026-10-24T12:00:00Z", 2)).toHaveLength(2);
    const autumn = createCronSchedule("30 2 * * *", "Europe/Rome", null);
    const first = autumn.next(Date.parse("2026-10-24T12:00:00Z")) ?? 0;
    const second = autumn.next(first) ?? 0;
    expect(Math.round((second - first) / HOUR_MS)).toBeGreaterThanOrEqual(24);
    const spring = createCronSchedule("30 2 * * *", "Europe/Rome", null);
    const left = spring.next(Date.parse("2026-03-28T12:00:00Z")) ?? 0;
    expect(new Date(left).toISOString().slice(0, 10)).toBe("2026-03-29");
  });

  test("n8n 4784: on Fridays only, in the zone's own week", () => {
    const schedule = createCronSchedule("30 23 * * 5", "America/Los_Angeles", null);
    let at = Date.parse("2026-05-01T00:00:00Z");
    for (let week = 0; week < 60; week += 1) {
      at = schedule.next(at) ?? 0;
      const day = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: "America/Los_Angeles" }).format(at);
      expect(day).toBe("Fri");
    }
  });
});

describe("files and copies", () => {
  test("n8n 18683, 23908: a workflow that comes from a file, or is a copy, has an address of its own", async () => {
    const id = await made([tag("x")], { triggers: [{ id: "t1", type: "incoming-webhook", token: "y".repeat(32) }] });
    const file = await client().workflows.exportOne({ id });
    expect(JSON.stringify(file)).not.toContain("y".repeat(32));
    const imported = (await client().workflows.import({ file })).items[0];
    const copy = await client().workflows.duplicate({ id });
    const setup = desk.mail.core.context.setup.all("workflow");
    const tokens = [id, imported?.id, copy.id].map((one) => {
      const [trigger] = setup.find((workflowOf) => workflowOf.id === one)?.definition.triggers ?? [];
      return trigger?.type === "incoming-webhook" ? trigger.token : "";
    });
    expect([new Set(tokens).size, tokens.includes("")]).toEqual([3, false]);
  });
});

test("Chatwoot 11034: by load, a burst is shared out evenly among those who are there", async () => {
  const users = ["ida", "jan", "kim"].map((name) => UserId.parse(`user-${name}`));
  await insert(
    desk.mail.core.context.store.setup,
    users.map((id) => ({
      id,
      kind: "user" as const,
      name: id,
      address: `${id}@desk.example`,
      permissions: [],
      createdAtEpochMs: 0,
      stamps: {},
    })),
  );
  await made([{ type: "rotate-owner", userIds: users, by: "load" }]);
  const tickets = await Promise.all(
    Array.from({ length: 12 }, (_, number) => desk.receive({ messageId: `m${number}@example.com` })),
  );
  const owners = await Promise.all(tickets.map(async (id) => (await client().tickets.get({ id })).ownerId));
  expect(users.map((user) => owners.filter((owner) => owner === user).length)).toEqual([4, 4, 4]);
});
