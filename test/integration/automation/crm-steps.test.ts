import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WEEKDAYS_NINE_TO_FIVE } from "#shared/automation/schedule/business-hours.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { addUser, mailFrom, runsOf, told, workflow } from "./crm-fixture.ts";

const HOUR_MS = 3_600_000;

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  await desk.close();
});

describe("[F5] create-task", () => {
  const task = { type: "create-task", title: "Call {{ contact.firstname }} about {{ ticket.subject }}" };

  test("for the step's user, due by business hours, with its words filled in", async () => {
    const bea = await addUser(desk, "Bea");
    // Monday 9:00 UTC; ten open hours later it is Tuesday 11:00.
    const id = await workflow(
      desk,
      [{ ...task, detail: "Soon", userId: bea, dueAfter: { amount: 10, unit: "hours" }, businessHours: true }],
      { businessHours: { ...WEEKDAYS_NINE_TO_FIVE, timeZone: "UTC" } },
    );
    const ticketId = await desk.newTicket();
    expect(await told(desk, id)).toEqual(["done, s1 done"]);
    const { items } = await desk.client.tasks.list({ ticketId, of: "everybody" });
    expect(items).toEqual([
      {
        id: items[0]?.id,
        kind: "task",
        userId: bea,
        ticketId,
        title: "Call Anna about Boots",
        detail: "Soon",
        dueAtEpochMs: Date.UTC(2026, 4, 5, 11),
        doneAtEpochMs: null,
        createdAtEpochMs: desk.clock.nowEpochMs,
      },
    ]);
    expect((await desk.history(ticketId)).at(-1)).toContain("workflow.acted");
  });

  test("for the ticket's owner, else for who looks after the desk", async () => {
    const bea = await addUser(desk, "Bea");
    await workflow(desk, [task, { type: "set-owner", userId: bea }, task]);
    const ticketId = await desk.newTicket();
    const { items } = await desk.client.tasks.list({ ticketId, of: "everybody" });
    expect(new Set(items.map(({ userId }) => userId))).toEqual(new Set([bea, desk.core.owner()]));
  });

  test("is skipped where its title comes out empty, and fails where its user is gone", async () => {
    const bea = await addUser(desk, "Bea");
    const empty = await workflow(desk, [{ type: "create-task", title: "{{ company.name }}" }]);
    const gone = await workflow(desk, [{ ...task, userId: bea }]);
    const user = await desk.core.context.store.setup.get(bea);
    if (user) await desk.core.context.store.setup.remove([user]);
    await desk.newTicket();
    expect([await told(desk, empty), await told(desk, gone)]).toEqual([
      ["done, s1 skipped: empty"],
      ["failed, s1 failed: The user user-bea is no longer there."],
    ]);
  });
});

describe("[F5] create-ticket", () => {
  const follow = {
    type: "create-ticket",
    subject: "Returns of {{ ticket.subject }}",
    pipelineId: SUPPORT,
    stageId: STAGES.waitingOnUs,
    priority: "high",
    tags: ["returns"],
    owner: "same",
  };

  test("makes it with the contact and the owner, linked both ways", async () => {
    const id = await workflow(desk, [{ type: "set-owner", userId: desk.core.owner() }, follow], { sources: ["email"] });
    const first = await desk.ticket(await desk.newTicket());
    const { items } = await desk.client.tickets.list({});
    const made = await desk.ticket(items.find((ticket) => ticket.id !== first.id)?.id ?? first.id);
    expect(await told(desk, id)).toEqual(["done, s1 done, s2 done"]);
    expect(made).toMatchObject({
      number: 2,
      subject: "Returns of Boots",
      stageId: STAGES.waitingOnUs,
      priority: "high",
      tags: ["returns"],
      ownerId: desk.core.owner(),
      primaryContactId: first.primaryContactId,
      source: "manual",
      links: [{ ticketId: first.id, relation: "related" }],
    });
    expect(first.links).toEqual([{ ticketId: made.id, relation: "related" }]);
    expect((await runsOf(desk, id))[0]?.journal[1]?.outcome).toMatchObject({
      details: { ticketId: made.id, subject: "Returns of Boots" },
    });
    // An answer in the first one's thread stays on the first.
    const reply = await desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    expect(reply.ticketId).toBe(first.id);
  });

  test("[G3] fails where the pipeline takes no new tickets in that stage", async () => {
    const { rules } = await desk.client.pipelines.get({ id: SUPPORT });
    await desk.client.pipelines.update({ id: SUPPORT, rules: { ...rules, newTicketStageIds: [STAGES.new] } });
    const id = await workflow(desk, [follow], { sources: ["email"] });
    await desk.newTicket();
    expect([await told(desk, id), (await desk.client.tickets.list({})).items.length]).toEqual([
      ["failed, s1 failed: G3: rule.G3.stage"],
      1,
    ]);
  });

  test("[F11] a workflow that makes the ticket that sets it off ends, and is paused", async () => {
    const id = await workflow(desk, [{ ...follow, owner: "nobody" }], { reenrolment: { kind: "always" } });
    await desk.newTicket();
    const runs = await runsOf(desk, id);
    expect([runs.length, (await desk.client.tickets.list({})).items.length]).toEqual([20, 21]);
    const { items } = await desk.client.notifications.list({});
    expect(items.map(({ topic, about, detail }) => [topic, about, detail])).toEqual([
      ["workflow-paused", "Tried", "20"],
    ]);
  });
});

describe("[F5] link-ticket", () => {
  test("links both halves with the oldest or newest open ticket of the contact, once", async () => {
    const [old, closed, newest] = [
      await mailFrom(desk, "Anna", "a@example.com"),
      await mailFrom(desk, "Anna", "b@example.com"),
      await mailFrom(desk, "Anna", "c@example.com"),
    ];
    await mailFrom(desk, "Bea", "other@example.com");
    await desk.client.tickets.move({ id: closed, stageId: STAGES.closed });
    const link = (other: string) => ({ type: "link-ticket", other: `${other}-open-of-contact` });
    const id = await workflow(desk, [link("oldest"), link("newest"), link("oldest")], { sources: ["email"] });
    const ticket = await desk.ticket(await mailFrom(desk, "Anna", "d@example.com"));
    const stranger = await mailFrom(desk, "Carl", "e@example.com");
    expect(ticket.links).toEqual([
      { ticketId: old, relation: "related" },
      { ticketId: newest, relation: "related" },
    ]);
    expect((await desk.ticket(old)).links).toEqual([{ ticketId: ticket.id, relation: "related" }]);
    expect((await desk.ticket(newest)).links).toEqual([{ ticketId: ticket.id, relation: "related" }]);
    expect((await desk.ticket(stranger)).links).toEqual([]);
    expect(await told(desk, id)).toEqual([
      "done, s1 done, s2 done, s3 done",
      "done, s1 skipped: no-other-ticket, s2 skipped: no-other-ticket, s3 skipped: no-other-ticket",
    ]);
  });
});

describe("[F5] enrol-in and unenrol-from", () => {
  const manual = { triggers: [{ id: "t1", type: "manual" }] };
  const tag = (name: string) => ({ type: "add-tags", tags: [name] });

  test("another workflow looks at the ticket as at every other", async () => {
    const vip = {
      match: "all",
      parts: [{ object: "ticket", property: "tags", operator: "has-any-of", values: ["vip"] }],
    };
    const other = await workflow(desk, [tag("second")], { ...manual, filter: vip });
    const off = await workflow(desk, [tag("never")], manual);
    await desk.client.workflows.update({ id: off, enabled: false });
    const enrol = (workflowId: string) => ({ type: "enrol-in", workflowId });
    const first = await workflow(desk, [tag("vip"), enrol(other), enrol(other), enrol(off)]);
    const ticketId = await desk.newTicket();
    expect((await desk.ticket(ticketId)).tags).toEqual(["vip", "second"]);
    // The second time it has been through.
    expect([await told(desk, first), await told(desk, other)]).toEqual([
      ["done, s1 done, s2 done, s3 done, s4 skipped: switched-off"],
      ["done, s1 done"],
    ]);
    expect((await runsOf(desk, other))[0]).toMatchObject({ triggerId: "", depth: 1 });
  });

  test("takes the ticket out of another workflow, or ends its own run", async () => {
    const wait = { type: "wait-for", duration: { amount: 1, unit: "hours" }, cancelOn: [], whenCancelled: "stop" };
    const waiting = await workflow(desk, [wait, tag("never")]);
    const leave = (workflowId: string) => ({ type: "unenrol-from", workflowId });
    const first = await workflow(desk, [leave(waiting), leave(waiting), tag("left")]);
    const { definition } = await desk.client.workflows.get({ id: first });
    const [step] = definition.steps;
    if (step?.type !== "unenrol-from") throw new Error("It begins with leaving.");
    await desk.client.workflows.update({
      id: first,
      definition: {
        ...definition,
        steps: [...definition.steps, { ...step, id: step.id, workflowId: first }].map(
          (one, at) => ({ ...one, id: `s${at + 1}` }) as typeof one,
        ),
      },
    });
    const ticketId = await desk.newTicket();
    expect((await desk.ticket(ticketId)).tags).toEqual(["left"]);
    const [run] = await runsOf(desk, waiting);
    expect([run?.status, run?.endReason]).toEqual(["unenrolled", "taken-out"]);
    expect(await told(desk, first)).toEqual(["done, s1 done, s2 done, s3 done, s4 done"]);
  });
});

test("[F11] two workflows that enrol each other stop after 20 changes, and one is paused with its reason", async () => {
  const manual = { reenrolment: { kind: "always" } };
  const a = await workflow(desk, [{ type: "add-tags", tags: ["a"] }], manual, "A");
  const b = await workflow(
    desk,
    [{ type: "enrol-in", workflowId: a }],
    { ...manual, triggers: [{ id: "t1", type: "manual" }] },
    "B",
  );
  const { definition } = await desk.client.workflows.get({ id: a });
  const [enrol] = (await desk.client.workflows.get({ id: b })).definition.steps;
  if (enrol?.type !== "enrol-in") throw new Error("B enrols.");
  await desk.client.workflows.update({ id: a, definition: { ...definition, steps: [{ ...enrol, workflowId: b }] } });

  const ticketId = await desk.newTicket();
  expect([(await runsOf(desk, a)).length, (await runsOf(desk, b)).length]).toEqual([10, 10]);
  const { ticket, activities } = await desk.client.tickets.open({ id: ticketId });
  expect(ticket.pausedWorkflows).toEqual([{ workflowId: a, atEpochMs: desk.clock.nowEpochMs, changes: 20 }]);
  expect(activities.at(-1)).toMatchObject({
    cause: { kind: "rule", rule: "F11" },
    body: { type: "workflow.paused", workflowId: a, changes: 20 },
  });
  const { items } = await desk.client.notifications.list({});
  expect(items.map(({ topic, about, detail, ticketId: of }) => ({ topic, about, detail, of }))).toEqual([
    { topic: "workflow-paused", about: "A", detail: "20", of: ticketId },
  ]);
  expect((await desk.client.desk.status()).counts.unreadNotifications).toBe(1);
});

describe("[F5] data steps", () => {
  async function afterwards(steps: Parameters<typeof workflow>[1], changes = {}): Promise<[string[], unknown]> {
    const id = await workflow(desk, steps, changes);
    const { subject, priority, ownerId, dueAtEpochMs, tags } = await desk.ticket(await desk.newTicket());
    return [await told(desk, id), { subject, priority, ownerId, dueAtEpochMs, tags }];
  }
  const plain = { subject: "Boots", priority: null, ownerId: null, dueAtEpochMs: null, tags: [] };
  const copy = (object: string, property: string, to: string) => ({
    type: "copy-property",
    from: { object, property },
    to,
  });

  test("copy-property takes what fits, and says of what does not why not", async () => {
    const createdAtEpochMs = desk.clock.nowEpochMs;
    expect(
      await afterwards([
        copy("contact", "name", "subject"),
        copy("ticket", "createdAtEpochMs", "dueAtEpochMs"),
        copy("company", "name", "subject"),
        copy("contact", "address", "priority"),
        copy("message", "fromAddress", "ownerId"),
      ]),
    ).toEqual([
      ["done, s1 done, s2 done, s3 skipped: empty, s4 skipped: does-not-fit, s5 skipped: does-not-fit"],
      { ...plain, subject: "Anna", dueAtEpochMs: createdAtEpochMs },
    ]);
  });

  test("copy-property finds a colleague by their address", async () => {
    const anna = await addUser(desk, "Anna", { address: "Anna@example.org" });
    const id = await workflow(desk, [copy("contact", "phone", "ownerId"), copy("contact", "name", "ownerId")]);
    const contact = await desk.client.tickets.create({
      subject: "x",
      pipelineId: SUPPORT,
      contactAddress: "pia@example.com",
      contactName: "anna@example.org",
    });
    expect([await told(desk, id), (await desk.ticket(contact.id)).ownerId]).toEqual([
      ["done, s1 skipped: empty, s2 done"],
      anna,
    ]);
  });

  test("increase-property moves a priority by grades and a date by time; what is unknown can't grow", async () => {
    const grade = (by: number) => ({ type: "increase-property", change: { property: "priority", by } });
    const due = (direction: string) => ({
      type: "increase-property",
      change: { property: "dueAtEpochMs", by: { amount: 2, unit: "hours" }, direction },
    });
    const setPriority = { type: "set-property", change: { property: "priority", value: "medium" } };
    const setDue = { type: "set-due", after: { amount: 1, unit: "days" } };
    expect(
      await afterwards([grade(1), due("later"), setPriority, setDue, grade(3), grade(1), grade(-1), due("earlier")]),
    ).toEqual([
      ["done, s1 skipped: empty, s2 skipped: empty, s3 done, s4 done, s5 done, s6 done, s7 done, s8 done"],
      { ...plain, priority: "high", dueAtEpochMs: desk.clock.nowEpochMs + 22 * HOUR_MS },
    ]);
  });

  test("format-property makes a subject or tags of a template; nothing leaves it as it is", async () => {
    const format = (property: string, template: string) => ({ type: "format-property", property, template });
    expect(
      await afterwards([
        format("subject", "[{{ contact.domain | upcase }}]\n{{ ticket.subject }}"),
        format("tags", "{{ contact.domain }}, new ,NEW"),
        format("tags", "{{ company.name }}"),
      ]),
    ).toEqual([
      ["done, s1 done, s2 done, s3 skipped: empty"],
      { ...plain, subject: "[EXAMPLE.COM] Boots", tags: ["example.com", "new"] },
    ]);
  });
});
