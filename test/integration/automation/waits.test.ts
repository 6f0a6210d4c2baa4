import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import { StepId, TicketId, type WorkflowId } from "#shared/model/ids.ts";
import { cutOffAt } from "../../support/cut-off.ts";
import { rawMail, type RawMail } from "../../support/raw-mail.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { INBOUND, STAGES, SUPPORT } from "../../support/test-desk.ts";
import { definition } from "./explanations-fixture.ts";

const MINUTE_MS = 60_000;

let desk: MailDesk;
beforeEach(async () => {
  desk = await openMailDesk();
});
afterEach(async () => {
  await desk.close();
});

type Steps = WorkflowDefinition["steps"];
const id = (name: string) => StepId.parse(name);
const escalate: Steps[number] = {
  id: id("escalate"),
  type: "set-property",
  change: { property: "priority", value: "urgent" },
};
type WaitFor = Extract<Steps[number], { type: "wait-for" }>;
const wait = (changes: Partial<WaitFor> = {}): WaitFor => ({
  id: id("wait"),
  type: "wait-for",
  duration: { amount: 2, unit: "minutes" },
  cancelOn: ["customer-replied"],
  whenCancelled: "stop",
  businessHours: false,
  ...changes,
});

async function workflow(steps: Steps, changes: Partial<WorkflowDefinition> = {}): Promise<WorkflowId> {
  const made = await desk.client.workflows.create({
    name: "Escalate",
    enabled: true,
    definition: definition(steps, changes),
  });
  return made.id;
}

async function receive(mail: Partial<RawMail> & { messageId: string }): Promise<TicketId> {
  const raw = rawMail({
    from: "Anna <anna@example.com>",
    to: "help@desk.example",
    subject: "Boots",
    text: "Leak",
    ...mail,
  });
  const { ticketId } = await desk.client.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
  return TicketId.parse(ticketId);
}

const first = () => receive({ messageId: "first@example.com" });
const reply = (messageId = "second@example.com") => receive({ messageId, inReplyTo: "first@example.com" });
const priority = async (ticketId: TicketId) => (await desk.client.tickets.get({ id: ticketId })).priority;

async function runsOf(workflowId: WorkflowId): Promise<RunView[]> {
  return (await desk.client.workflows.runs({ id: workflowId })).items;
}

async function runOf(workflowId: WorkflowId, ticketId: TicketId): Promise<RunView> {
  const run = (await runsOf(workflowId)).find((one) => one.ticketId === ticketId);
  if (!run) throw new Error("The ticket is not in the workflow.");
  return run;
}

/** Status and what became of each step. */
const told = (run: RunView | undefined) =>
  run && [run.status, ...run.journal.map(({ stepId, outcome }) => `${stepId} ${outcome.kind}`)];

/** Time passes, and what it sets off is done. */
async function pass(durationMs: number): Promise<void> {
  await desk.time.advance(durationMs);
  await desk.core.context.queue.idle();
}

describe("[F5] a wait", () => {
  test("ends exactly at its time, and the run goes on", async () => {
    const workflowId = await workflow([wait(), escalate]);
    const ticketId = await first();
    await pass(2 * MINUTE_MS - 1);
    expect([await priority(ticketId), told((await runsOf(workflowId))[0])]).toEqual([null, ["waiting"]]);
    await pass(1);
    expect([await priority(ticketId), told((await runsOf(workflowId))[0])]).toEqual([
      "urgent",
      ["done", "wait completed", "escalate done"],
    ]);
    const { activities } = await desk.client.tickets.open({ id: ticketId });
    expect(activities.at(-1)).toMatchObject({
      cause: { kind: "workflow", workflowId, stepId: "escalate" },
      body: { type: "ticket.property-changed", property: "priority", to: "urgent" },
    });
  });

  test("is cancelled by what it names, with the reason, and the run stops there or goes on", async () => {
    const stopping = await workflow([wait(), escalate]);
    const going = await workflow([wait({ whenCancelled: "continue" }), escalate]);
    const ticketId = await first();
    await reply();
    expect([told((await runsOf(stopping))[0]), told((await runsOf(going))[0]), await priority(ticketId)]).toEqual([
      ["done", "wait cancelled"],
      ["done", "wait cancelled", "escalate done"],
      "urgent",
    ]);
    expect((await runsOf(stopping))[0]?.journal[0]?.outcome).toEqual({ kind: "cancelled", reason: "customer-replied" });
    await pass(10 * MINUTE_MS);
    expect((await runsOf(stopping))[0]?.journal).toHaveLength(1);
  });

  test("[D7] is not cancelled by what a machine wrote", async () => {
    const workflowId = await workflow([wait(), escalate]);
    await first();
    await receive({
      messageId: "away@example.com",
      inReplyTo: "first@example.com",
      headers: { "Auto-Submitted": "auto-replied" },
    });
    expect(told((await runsOf(workflowId))[0])).toEqual(["waiting"]);
  });

  test("for an event has an exit for it and one for the time", async () => {
    const steps: Steps = [
      {
        id: id("answer"),
        type: "wait-for-event",
        event: "customer-replied",
        timeout: { amount: 1, unit: "hours" },
        businessHours: false,
        whenTimedOut: "continue",
      },
      {
        id: id("which"),
        type: "branch-outcome",
        arms: [{ id: "late", name: "Late", values: ["timed-out"], steps: [escalate] }],
        otherwise: [],
      },
    ];
    const workflowId = await workflow(steps);
    const answered = await first();
    await reply();
    const silent = await receive({ messageId: "other@example.com", from: "Bea <bea@example.com>", subject: "Socks" });
    await pass(60 * MINUTE_MS);
    expect([await priority(answered), await priority(silent)]).toEqual([null, "urgent"]);
    expect([told(await runOf(workflowId, silent)), told(await runOf(workflowId, answered))]).toEqual([
      ["done", "answer timed-out", "which took", "escalate done"],
      ["done", "answer completed", "which took"],
    ]);
  });
});

describe("[F7] runs are durable", () => {
  async function restart(): Promise<void> {
    const { dataDir, time, secrets } = desk;
    await desk.core.close();
    desk = await openMailDesk({ dataDir, time, secrets });
  }

  test("a wait goes on over a restart; what came due meanwhile is done at the next start", async () => {
    const workflowId = await workflow([wait(), escalate]);
    const early = await first();
    await restart();
    await pass(2 * MINUTE_MS);
    expect(await priority(early)).toBe("urgent");
    const late = await receive({ messageId: "other@example.com", from: "Bea <bea@example.com>", subject: "Socks" });
    await desk.core.close();
    await desk.time.advance(10 * MINUTE_MS);
    desk = await openMailDesk({ dataDir: desk.dataDir, time: desk.time, secrets: desk.secrets });
    await pass(0);
    expect([await priority(late), (await runsOf(workflowId)).map(({ status }) => status)]).toEqual([
      "urgent",
      ["done", "done"],
    ]);
  });

  test.each(Array.from({ length: 7 }, (_, cut) => cut))(
    "a run that a timer woke, cut off after %i writes, does each of its steps once",
    async (cut) => {
      const count: Steps[number] = { id: id("count"), type: "add-tags", tags: ["seen"] };
      const workflowId = await workflow([wait(), escalate, count]);
      const ticketId = await first();
      cutOffAt(desk.core.context.store, cut);
      await pass(2 * MINUTE_MS);
      await restart();
      await pass(0);
      const { ticket, activities } = await desk.client.tickets.open({ id: ticketId });
      const changes = activities.filter(({ cause }) => cause.kind === "workflow").map(({ body }) => body);
      expect({
        ticket: [ticket.priority, ticket.tags],
        changes: changes.map((body) => (body.type === "ticket.property-changed" ? body.property : body.type)),
        runs: (await runsOf(workflowId)).map(told),
      }).toEqual({
        ticket: ["urgent", ["seen"]],
        changes: ["priority", "tags"],
        runs: [["done", "wait completed", "escalate done", "count done"]],
      });
    },
  );
});

describe("who is enrolled", () => {
  test("[F3] only tickets that meet the filter", async () => {
    const workflowId = await workflow([escalate], {
      filter: {
        match: "all",
        parts: [{ object: "contact", property: "domain", operator: "is", value: "example.com" }],
      },
    });
    await first();
    await receive({ messageId: "other@example.org", from: "Bea <bea@example.org>", subject: "Socks" });
    expect((await runsOf(workflowId)).map(told)).toEqual([["done", "escalate done"]]);
  });

  test("[F4] a ticket is in a workflow once at a time, and again only where it says so", async () => {
    const triggers: WorkflowDefinition["triggers"] = [{ id: "t1", type: "email-received" }];
    const once = await workflow([escalate], { triggers });
    const always = await workflow([wait({ cancelOn: [] }), escalate], { triggers, reenrolment: { kind: "always" } });
    await first();
    await reply();
    expect([(await runsOf(once)).length, (await runsOf(always)).length]).toEqual([1, 1]);
    await pass(2 * MINUTE_MS);
    await reply("third@example.com");
    expect([(await runsOf(once)).length, (await runsOf(always)).map(({ status }) => status)]).toEqual([
      1,
      ["waiting", "done"],
    ]);
  });

  test("[E10] not tickets from elsewhere", async () => {
    const workflowId = await workflow([escalate], { sources: ["chat"] });
    await first();
    expect(await runsOf(workflowId)).toEqual([]);
  });

  test("a ticket leaves when what the workflow names happens", async () => {
    const workflowId = await workflow([wait({ cancelOn: [] }), escalate], {
      unenrolment: { on: ["ticket-closed"], filter: null },
    });
    const ticketId = await first();
    await desk.client.tickets.move({ id: ticketId, stageId: STAGES.closed });
    await pass(10 * MINUTE_MS);
    const [run] = await runsOf(workflowId);
    expect([run?.status, run?.endReason, await priority(ticketId)]).toEqual(["unenrolled", "ticket-closed", null]);
  });
});

test("[F8] a run goes on in the revision in which it began", async () => {
  const workflowId = await workflow([wait(), escalate]);
  const ticketId = await first();
  const low: Steps[number] = { id: id("low"), type: "set-property", change: { property: "priority", value: "low" } };
  await desk.client.workflows.update({ id: workflowId, definition: definition([wait(), low]) });
  const later = await receive({ messageId: "other@example.com", from: "Bea <bea@example.com>", subject: "Socks" });
  await pass(2 * MINUTE_MS);
  expect([await priority(ticketId), await priority(later)]).toEqual(["urgent", "low"]);
});

test("[F1] a definition that does not fit is refused with the path of each mistake", async () => {
  const bad = definition([{ id: id("go"), type: "go-to", stepId: id("nowhere") }]);
  await expect(desk.client.workflows.create({ name: "Bad", definition: bad })).rejects.toMatchObject({
    details: { issues: [{ path: "definition.steps.0.stepId", message: "unknown-step: nowhere" }] },
  });
});

test("[F9] a failed run is tried again, or goes on behind the step, when a person says so", async () => {
  const { rules } = await desk.client.pipelines.get({ id: SUPPORT });
  await desk.client.pipelines.update({
    id: SUPPORT,
    rules: { ...rules, requiredProperties: { [STAGES.closed]: ["ownerId"] } },
  });
  const close: Steps[number] = { id: id("close"), type: "move-stage", stageId: STAGES.closed };
  const workflowId = await workflow([close, escalate]);
  const one = await first();
  const two = await receive({ messageId: "other@example.com", from: "Bea <bea@example.com>", subject: "Socks" });
  const [retried, skipped] = [await runOf(workflowId, one), await runOf(workflowId, two)];
  expect([told(retried), told(skipped)]).toEqual([
    ["failed", "close failed"],
    ["failed", "close failed"],
  ]);
  await desk.client.tickets.update({ id: retried.ticketId, ownerId: desk.core.owner() });
  expect(told(await desk.client.workflows.retryRun({ id: retried.id }))).toEqual([
    "done",
    "close failed",
    "close done",
    "escalate done",
  ]);
  expect(told(await desk.client.workflows.skipStep({ id: skipped.id }))).toEqual([
    "done",
    "close failed",
    "close skipped",
    "escalate done",
  ]);
  const stages = await Promise.all([one, two].map((ticketId) => desk.client.tickets.get({ id: ticketId })));
  expect(stages.map(({ stageId, priority: now }) => [stageId, now])).toEqual([
    [STAGES.closed, "urgent"],
    [STAGES.new, "urgent"],
  ]);
  await expect(desk.client.workflows.retryRun({ id: retried.id })).rejects.toMatchObject({ code: "PD_INPUT_INVALID" });
});

test("[F9b] why not: each condition with what it sees, and the first that fails", async () => {
  const workflowId = await workflow([escalate], {
    filter: {
      match: "all",
      parts: [
        { object: "contact", property: "domain", operator: "is", value: "example.com" },
        { object: "ticket", property: "tags", operator: "has-any-of", values: ["vip"] },
      ],
    },
  });
  const ticketId = await first();
  const [before] = await runsOf(workflowId);
  expect(before).toBeUndefined();
  expect(await desk.client.workflows.explain({ id: workflowId, ticketId })).toMatchObject({
    enabled: true,
    pipelineFits: true,
    sourceFits: true,
    mayEnrol: true,
    meetsFilter: false,
    conditions: [
      {
        path: "0",
        condition: { object: "contact", property: "domain", operator: "is", value: "example.com" },
        saw: "example.com",
        holds: true,
      },
      {
        path: "1",
        condition: { object: "ticket", property: "tags", operator: "has-any-of", values: ["vip"] },
        saw: [],
        holds: false,
      },
    ],
    firstFailed: "1",
  });
});
