import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRouterClient } from "@orpc/server";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { PipelineId, TicketId, UserId, WorkflowId } from "#shared/model/ids.ts";
import { cutOffAt } from "../../support/cut-off.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { HOUR_MS, openTimedDesk, TAG, waitFor, type TimedDesk } from "../../support/timed-desk.ts";
import { insert } from "../../support/insert.ts";

let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk();
});
afterEach(async () => {
  await desk.close();
});

type Triggers = WorkflowDefinition["triggers"];
const MANUAL: Triggers = [{ id: "t1", type: "manual" }];
const WAIT = waitFor(1, "hours");
const VIPS: WorkflowDefinition["filter"] = {
  match: "all",
  parts: [{ object: "ticket", property: "tags", operator: "has-any-of", values: ["vip"] }],
};

const EVERY: WorkflowDefinition["filter"] = { match: "all", parts: [] };
const CREATED: Triggers = [{ id: "t1", type: "ticket-created" }];

const ticket = (name: string) =>
  desk.receive({ messageId: `${name}@example.com`, from: `${name} <${name}@example.com>` });
const tags = async (id: TicketId) => (await desk.mail.client.tickets.get({ id })).tags;

async function agent(): Promise<DeskClient> {
  const id = UserId.parse("user-agent");
  await insert(desk.mail.core.context.store.setup, [
    { id, kind: "user", name: "Agent", address: "a@desk.example", permissions: [], createdAtEpochMs: 0, stamps: {} },
  ]);
  return createRouterClient(desk.mail.core.router, { context: { userId: id } });
}

describe("[F2] by hand", () => {
  test("a person puts tickets in: each is told what became of it", async () => {
    const id = await desk.workflow({ triggers: MANUAL, filter: VIPS, steps: [WAIT, TAG] });
    const [vip, other] = [await ticket("vip"), await ticket("other")];
    await desk.mail.client.tickets.update({ id: vip, tags: ["vip"] });
    const gone = TicketId.parse("t_none");
    const client = await agent();
    const { items } = await client.workflows.enrol({ id, ticketIds: [vip, other, gone, vip] });
    const [run] = await desk.runs(id);
    expect([items, run?.ticketId, run?.status]).toEqual([
      [
        { ticketId: vip, enrolled: true, runId: run?.id },
        { ticketId: other, enrolled: false, why: "filter" },
        { ticketId: gone, enrolled: false, why: "not-found" },
      ],
      vip,
      "waiting",
    ]);
    expect((await client.workflows.enrol({ id, ticketIds: [vip] })).items).toEqual([
      { ticketId: vip, enrolled: false, why: "in-it" },
    ]);
    await desk.pass(HOUR_MS);
    expect((await client.workflows.enrol({ id, ticketIds: [vip] })).items).toEqual([
      { ticketId: vip, enrolled: false, why: "been-through" },
    ]);
    const { activities } = await client.tickets.open({ id: vip });
    expect(activities.find(({ body }) => body.type === "workflow.triggered")).toMatchObject({
      cause: { kind: "user", userId: "user-agent" },
      body: { by: "manual", triggerId: "t1", workflowId: id },
    });
  });

  test("refuses a workflow that is off, has no trigger for it or is of another pipeline", async () => {
    const off = await desk.workflow({ triggers: MANUAL }, { enabled: false });
    const none = await desk.workflow({});
    const other = await desk.mail.client.pipelines.create({ name: "Other" });
    const elsewhere = await desk.workflow({ triggers: MANUAL }, { pipelineId: other.id });
    const ticketIds = [await ticket("anna")];
    const refusal = (id: WorkflowId) =>
      desk.mail.client.workflows.enrol({ id, ticketIds }).catch((error: unknown) => error);
    expect([await refusal(off), await refusal(none), await refusal(WorkflowId.parse("w_none"))]).toMatchObject([
      { code: "PD_INPUT_INVALID", details: { reason: "switched-off" } },
      { code: "PD_INPUT_INVALID", details: { reason: "no-manual-trigger" } },
      { code: "PD_DESK_NOT_FOUND" },
    ]);
    expect((await desk.mail.client.workflows.enrol({ id: elsewhere, ticketIds })).items).toEqual([
      { ticketId: ticketIds[0], enrolled: false, why: "pipeline" },
    ]);
  });

  test("a person takes tickets out", async () => {
    const id = await desk.workflow({ steps: [WAIT, TAG] });
    const [one, two] = [await ticket("one"), await ticket("two")];
    const { items } = await desk.mail.client.workflows.unenrol({ id, ticketIds: [one, TicketId.parse("t_none")] });
    await desk.pass(HOUR_MS);
    const again = await desk.mail.client.workflows.unenrol({ id, ticketIds: [one] });
    expect([items, again.items, await tags(one), await tags(two)]).toEqual([
      [
        { ticketId: one, left: true },
        { ticketId: "t_none", left: false, why: "not-found" },
      ],
      [{ ticketId: one, left: false, why: "not-in-it" }],
      [],
      ["seen"],
    ]);
    const runs = await desk.runs(id);
    expect(runs.find(({ ticketId }) => ticketId === one)).toMatchObject({
      status: "unenrolled",
      endReason: "taken-out",
    });
  });
});

describe("[F3] tickets that are there when a workflow is switched on", () => {
  const both = async (definition: Partial<WorkflowDefinition>) => {
    const id = await desk.workflow(definition);
    const { matching } = await desk.mail.client.workflows.matching({ id });
    const { enrolled } = await desk.mail.client.workflows.enrolExisting({ id });
    return { id, matching, enrolled };
  };

  test("are counted and enrolled where they meet triggers and filter, once for each time it is switched on", async () => {
    const [vip, other, closed] = [await ticket("vip"), await ticket("other"), await ticket("closed")];
    for (const one of [vip, closed]) await desk.mail.client.tickets.update({ id: one, tags: ["vip"] });
    await desk.mail.client.tickets.move({ id: closed, stageId: STAGES.closed });
    const { id, ...counts } = await both({ filter: VIPS, reenrolment: { kind: "always" } });
    expect([counts, await desk.triggered(vip), await desk.triggered(other), await desk.triggered(closed)]).toEqual([
      { matching: 1, enrolled: 1 },
      ["switched-on t1 trigger 2026-05-04T09:00:00"],
      [],
      [],
    ]);
    expect(await desk.mail.client.workflows.enrolExisting({ id })).toEqual({ enrolled: 0 });
    expect((await desk.runs(id)).length).toBe(1);
  });

  test.each([
    [
      "a status reached is the status that it is in, closed ones too",
      { type: "stage-reached", stageId: STAGES.closed },
      ["closed"],
    ],
    ["created: any that is open", { type: "ticket-created" }, ["high", "old"]],
    ["changed to a value: has the value", { type: "property-changed", property: "priority", to: "high" }, ["high"]],
    [
      "silence: unanswered for so long already",
      { type: "silence", after: "customer-message", duration: { amount: 2, unit: "hours" } },
      ["old"],
    ],
    ["a schedule: any that is open", { type: "schedule", cron: "0 0 1 1 *", timeZone: "UTC" }, ["high", "old"]],
    ["a form: made by a form", { type: "form-submitted" }, []],
  ])("%s", async (_, trigger, expected) => {
    const names = new Map([[await ticket("old"), "old"]]);
    await desk.pass(HOUR_MS * 2);
    const [high, closed] = [await ticket("high"), await ticket("closed")];
    names.set(high, "high").set(closed, "closed");
    await desk.mail.client.tickets.update({ id: high, priority: "high" });
    await desk.mail.client.tickets.move({ id: closed, stageId: STAGES.closed });
    const triggers = [{ id: "t1", ...trigger }] as unknown as Triggers;
    const { id, ...counts } = await both({ triggers });
    const { matching } = await desk.mail.client.workflows.matchingTickets({ triggers, filter: EVERY });
    expect(matching).toBe(expected.length);
    const enrolled = (await desk.runs(id)).map(({ ticketId }) => names.get(ticketId) ?? "").toSorted();
    expect([enrolled, counts]).toEqual([expected, { matching: expected.length, enrolled: expected.length }]);
  });

  test("are counted and listed for conditions that nobody has saved, whatever they ask for, the newest first", async () => {
    const [vip, other] = [await ticket("vip"), await ticket("other")];
    const closed = await ticket("closed");
    await desk.mail.client.tickets.update({ id: vip, tags: ["vip"] });
    await desk.mail.client.tickets.move({ id: closed, stageId: STAGES.closed });
    const ask = async (question: object) => {
      const told = await desk.mail.client.workflows.matchingTickets({ filter: EVERY, ...question });
      return [told.matching, told.isExact, told.items.map(({ id }) => id)];
    };
    const ofContact: WorkflowDefinition["filter"] = {
      match: "any",
      parts: [
        { object: "contact", property: "address", operator: "starts-with", value: "other" },
        { object: "message", property: "text", operator: "contains", value: "nobody wrote this" },
      ],
    };
    const none = PipelineId.parse("pipeline-none");
    expect([
      await ask({}),
      await ask({ filter: VIPS }),
      await ask({ filter: ofContact }),
      await ask({ sources: ["chat"] }),
      await ask({ triggers: CREATED, pipelineId: SUPPORT }),
      await ask({ pipelineId: none }),
    ]).toEqual([
      [3, true, [closed, other, vip]],
      [1, true, [vip]],
      [1, true, [other]],
      [0, true, []],
      [2, true, [other, vip]],
      [0, true, []],
    ]);
  });

  test("only whoever may change automations, and only where it is on", async () => {
    const off = await desk.workflow({}, { enabled: false });
    const client = await agent();
    await expect(client.workflows.enrolExisting({ id: off })).rejects.toMatchObject({ code: "PD_ACCESS_PERMISSION" });
    await expect(desk.mail.client.workflows.enrolExisting({ id: off })).rejects.toMatchObject({
      code: "PD_INPUT_INVALID",
    });
    // Before it is switched on the number is asked for.
    await ticket("anna");
    expect(await client.workflows.matching({ id: off })).toEqual({ matching: 1, isExact: true });
  });

  test("a crash in the middle goes on at the next start", async () => {
    for (let number = 0; number < 70; number += 1)
      await desk.mail.client.tickets.create({ subject: `No. ${number}`, pipelineId: SUPPORT, stageId: STAGES.new });
    const id = await desk.workflow({ sources: ["manual"] });
    // In its second piece.
    cutOffAt(desk.mail.core.context.store, 4);
    await expect(desk.mail.client.workflows.enrolExisting({ id })).rejects.toThrow();
    await desk.restart();
    const runs = await desk.mail.core.context.store.runs.find({ selector: { workflowId: id } });
    expect([runs.length, new Set(runs.map(({ ticketId }) => ticketId)).size]).toEqual([70, 70]);
  });
});

test("[F11] a person lets a paused workflow act on the ticket again", async () => {
  const id = await desk.workflow({ triggers: MANUAL });
  const ticketId = await ticket("anna");
  const { store, queue } = desk.mail.core.context;
  await queue.run(async () => {
    const known = await store.tickets.get(ticketId);
    if (!known) throw new Error("The ticket is there.");
    const pausedWorkflows = [{ workflowId: id, atEpochMs: 0, changes: 20 }];
    await store.tickets.write([{ previous: known, next: { ...known, pausedWorkflows } }]);
  });
  const enrol = async () => (await desk.mail.client.workflows.enrol({ id, ticketIds: [ticketId] })).items[0];
  expect(await enrol()).toEqual({ ticketId, enrolled: false, why: "paused" });
  const resumed = await desk.mail.client.workflows.resume({ id: ticketId, workflowId: id });
  expect([resumed.pausedWorkflows, (await enrol())?.enrolled]).toEqual([[], true]);
  const { activities } = await desk.mail.client.tickets.open({ id: ticketId });
  expect(activities.find(({ body }) => body.type === "workflow.resumed")).toMatchObject({
    cause: { kind: "user" },
    body: { workflowId: id },
  });
  // Once more changes nothing; what there is not is not found.
  await desk.mail.client.workflows.resume({ id: ticketId, workflowId: id });
  const again = (await desk.mail.client.tickets.open({ id: ticketId })).activities;
  expect(again.filter(({ body }) => body.type === "workflow.resumed")).toHaveLength(1);
  const none = WorkflowId.parse("w_none");
  await expect(desk.mail.client.workflows.resume({ id: ticketId, workflowId: none })).rejects.toMatchObject({
    code: "PD_DESK_NOT_FOUND",
  });
});
