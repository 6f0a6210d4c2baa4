import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DryRun } from "#shared/contract/explanations/dry-run.ts";
import { STAGES } from "../../support/test-desk.ts";
import {
  definition,
  HOUR_MS,
  id,
  MINUTE_MS,
  openExplainedDesk,
  tag,
  urgent,
  waitFor,
  wholeStore,
  type ExplainedDesk,
  type Steps,
} from "./explanations-fixture.ts";

let desk: ExplainedDesk;
beforeEach(async () => {
  desk = await openExplainedDesk();
});
afterEach(async () => {
  await desk.close();
});

/** Each step with its outcome, and how many minutes after the beginning it ended. */
const path = ({ path: steps, startedAtEpochMs }: DryRun) =>
  steps.map(
    ({ entry }) => `${entry.stepId} ${entry.outcome.kind} +${(entry.finishedAtEpochMs - startedAtEpochMs) / MINUTE_MS}`,
  );

const reply: Steps[number] = {
  id: id("reply"),
  type: "send-email",
  to: "primary-contact",
  mail: {
    kind: "custom",
    subject: "About {{ ticket.subject }}",
    body: "<p>Dear {{ contact.name }}, {{ ticket.priority }}</p>",
    html: true,
    marketing: false,
  },
};
const hook: Steps[number] = {
  id: id("hook"),
  type: "send-webhook",
  method: "POST",
  url: "https://hooks.example/in",
  headers: { "X-Ticket": "{{ ticket.number }}" },
  body: '{"subject": {{ ticket.subject | json }}}',
  contentType: "application/json",
  secretName: "signing",
};

describe("[F10] a dry run", () => {
  test("shows the path, mails, notes, requests and changes, and changes nothing at all", async () => {
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    const owner = desk.core.owner();
    const workflowId = await desk.workflow(
      [
        urgent,
        reply,
        waitFor(30),
        { id: id("note"), type: "add-note", text: "Waited for {{ contact.name }}" },
        {
          id: id("tell"),
          type: "notify",
          to: { userIds: [owner], teamIds: [], owner: false, followers: false },
          title: "Look",
          text: "{{ ticket.subject }}",
        },
        {
          id: id("task"),
          type: "create-task",
          title: "Call",
          detail: "",
          userId: owner,
          dueAfter: { amount: 1, unit: "hours" },
          businessHours: false,
        },
        hook,
        {
          id: id("spawn"),
          type: "create-ticket",
          subject: "Second {{ ticket.subject }}",
          pipelineId: (await desk.client.tickets.get({ id: ticketId })).pipelineId,
          stageId: STAGES.new,
          priority: null,
          tags: ["made"],
          owner: "nobody",
          sameContact: true,
          linked: true,
        },
        { id: id("close"), type: "move-stage", stageId: STAGES.closed },
      ],
      {},
      false,
    );
    await desk.core.context.queue.idle();
    const before = wholeStore(desk);
    const dryRun = await desk.client.workflows.dryRun({ id: workflowId, ticketId });
    await desk.core.context.queue.idle();
    expect(wholeStore(desk)).toEqual(before);

    const t0 = dryRun.startedAtEpochMs;
    const late = t0 + 30 * MINUTE_MS;
    expect({
      wouldEnrol: dryRun.wouldEnrol,
      enabled: dryRun.explanation.enabled,
      path: path(dryRun),
      end: dryRun.end,
    }).toEqual({
      wouldEnrol: true,
      enabled: false,
      path: [
        "urgent done +0",
        "reply done +0",
        "wait completed +30",
        "note done +30",
        "tell done +30",
        "task done +30",
        "hook done +30",
        "spawn done +30",
        "close done +30",
      ],
      end: { status: "done", reason: "", stepId: null, atEpochMs: late },
    });
    const [user] = (await desk.client.users.list({})).items;
    expect(dryRun.effects.filter(({ kind }) => kind !== "link")).toEqual([
      {
        kind: "mail",
        stepId: "reply",
        atEpochMs: t0,
        to: [{ name: "Anna", address: "anna@example.com" }],
        cc: [],
        subject: "About Boots",
        text: expect.stringContaining("Dear Anna, urgent"),
        html: expect.stringContaining("<p>Dear Anna, urgent</p>"),
      },
      { kind: "note", stepId: "note", atEpochMs: late, text: "Waited for Anna" },
      {
        kind: "notification",
        stepId: "tell",
        atEpochMs: late,
        userId: owner,
        name: user?.name,
        title: "Look",
        text: "Boots",
      },
      {
        kind: "task",
        stepId: "task",
        atEpochMs: late,
        userId: owner,
        name: user?.name,
        title: "Call",
        text: "",
        dueAtEpochMs: late + HOUR_MS,
      },
      {
        kind: "request",
        stepId: "hook",
        atEpochMs: late,
        purpose: "webhook",
        method: "POST",
        url: "https://hooks.example/in",
        headers: { "X-Ticket": "1" },
        contentType: "application/json",
        body: '{"subject": "Boots"}',
        isSigned: true,
      },
      { kind: "ticket", stepId: "spawn", atEpochMs: late, subject: "Second Boots", tags: ["made"] },
    ]);
    expect(dryRun.changes.map(({ stepId, property, from, to }) => [stepId, property, from, to])).toEqual([
      ["urgent", "priority", null, "urgent"],
      ["close", "stageId", STAGES.new, STAGES.closed],
      ["close", "closedAtEpochMs", null, late],
    ]);
    // Nothing was used up: the next ticket has the next number.
    const next = await desk.receive({
      messageId: "other@example.com",
      from: "Bea <bea@example.com>",
      subject: "Socks",
    });
    expect((await desk.client.tickets.get({ id: next })).number).toBe(2);
  });

  test("takes the chosen exit of each wait, and goes on behind it as the workflow says", async () => {
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    const answer: Steps[number] = {
      id: id("answer"),
      type: "wait-for-event",
      event: "customer-replied",
      timeout: { amount: 1, unit: "hours" },
      businessHours: false,
      whenTimedOut: "stop",
    };
    const workflowId = await desk.workflow([waitFor(10), answer, tag("answered")]);
    const run = async (exits: Parameters<typeof desk.client.workflows.dryRun>[0]["exits"]) =>
      path(await desk.client.workflows.dryRun({ id: workflowId, ticketId, exits }));
    expect(await run({})).toEqual(["wait completed +10", "answer timed-out +70"]);
    expect(await run({ answer: "happened" })).toEqual([
      "wait completed +10",
      "answer completed +10",
      "tag-answered done +10",
    ]);
    expect(await run({ wait: "cancelled" })).toEqual(["wait cancelled +0"]);
    await expect(
      desk.client.workflows.dryRun({ id: workflowId, ticketId, exits: { wait: "timed-out", none: "completed" } }),
    ).rejects.toMatchObject({
      code: "PD_INPUT_INVALID",
      details: { issues: [{ path: "exits.wait" }, { path: "exits.none" }] },
    });
  });

  test("tries a failure: where the run goes on then, and where it ends", async () => {
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    const caught: Steps[number] = {
      id: id("outcome"),
      type: "branch-outcome",
      arms: [{ id: "failed", name: "failed", values: ["failed"], steps: [tag("caught")] }],
      otherwise: [],
    };
    const workflowId = await desk.workflow([tag("first"), caught, tag("last")]);
    const run = (exits: Parameters<typeof desk.client.workflows.dryRun>[0]["exits"]) =>
      desk.client.workflows.dryRun({ id: workflowId, ticketId, exits });
    expect(path(await run({ "tag-first": "failed" }))).toEqual([
      "tag-first failed +0",
      "outcome took +0",
      "tag-caught done +0",
      "tag-last done +0",
    ]);
    const ended = await run({ "tag-last": "failed" });
    expect([path(ended).at(-1), ended.end.status, ended.changes.map(({ to }) => to)]).toEqual([
      "tag-last failed +0",
      "failed",
      [["first"]],
    ]);
    await expect(run({ outcome: "failed" })).rejects.toMatchObject({ code: "PD_INPUT_INVALID" });
  });

  test("takes the chosen arm of a branch that draws lots, whichever it would draw", async () => {
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    const arm = (name: string) => ({ id: name, name, weight: 1, steps: [tag(name)] });
    const lots: Steps[number] = { id: id("lots"), type: "branch-random", arms: [arm("a"), arm("b")], otherwise: [] };
    const workflowId = await desk.workflow([lots]);
    const run = (arms: Record<string, string>) => desk.client.workflows.dryRun({ id: workflowId, ticketId, arms });
    const taken = async (armId: string) => (await run({ lots: armId })).path.map(({ entry }) => entry.stepId);
    expect([await taken("a"), await taken("b")]).toEqual([
      ["lots", "tag-a"],
      ["lots", "tag-b"],
    ]);
    await expect(run({ lots: "c", "tag-a": "a" })).rejects.toMatchObject({
      details: { issues: [{ path: "arms.lots" }, { path: "arms.tag-a" }] },
    });
  });

  test("a mail that is waited for has left, or what was chosen became of it", async () => {
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    const mail = { kind: "custom" as const, subject: "Hello", body: "Hello", html: false, marketing: false };
    const left: Steps[number] = {
      id: id("left"),
      type: "wait-for-mail",
      stepId: null,
      whenHeld: "continue",
      timeout: { amount: 1, unit: "hours" },
      businessHours: false,
    };
    const workflowId = await desk.workflow([{ id: id("mail"), type: "send-email", to: "primary-contact", mail }, left]);
    const run = async (exits: Parameters<typeof desk.client.workflows.dryRun>[0]["exits"]) =>
      path(await desk.client.workflows.dryRun({ id: workflowId, ticketId, exits })).at(-1);
    expect([
      await run({}),
      await run({ left: "held" }),
      await run({ left: "failed" }),
      await run({ left: "timed-out" }),
    ]).toEqual(["left sent +0", "left held +0", "left failed +0", "left timed-out +60"]);
  });

  test("takes a definition that is not saved, says why the ticket would not go in, and ends a loop", async () => {
    const workflowId = await desk.workflow([urgent]);
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    const changed = definition([tag("other"), waitFor(1), { id: id("again"), type: "go-to", stepId: id("wait") }], {
      filter: {
        match: "all",
        parts: [{ object: "ticket", property: "tags", operator: "has-any-of", values: ["vip"] }],
      },
    });
    const dryRun = await desk.client.workflows.dryRun({ id: workflowId, ticketId, definition: changed });
    expect({
      wouldEnrol: dryRun.wouldEnrol,
      explanation: [dryRun.explanation.mayEnrol, dryRun.explanation.firstFailed],
      first: path(dryRun).slice(0, 3),
      end: dryRun.end.status,
      setOffBy: dryRun.setOffBy?.body.type,
    }).toEqual({
      wouldEnrol: false,
      explanation: [false, "0"],
      first: ["tag-other done +0", "wait completed +1", "again done +1"],
      end: "cut",
      setOffBy: "ticket.created",
    });
    const bad = definition([{ id: id("go"), type: "go-to", stepId: id("nowhere") }]);
    await expect(desk.client.workflows.dryRun({ id: workflowId, ticketId, definition: bad })).rejects.toMatchObject({
      details: { issues: [{ path: "definition.steps.0.stepId" }] },
    });
  });

  test("a step that fails ends it, with the reason", async () => {
    const ticketId = await desk.receive({ messageId: "first@example.com" });
    const workflowId = await desk.workflow([urgent]);
    await desk.core.context.queue.idle();
    const { pipelineId } = await desk.client.tickets.get({ id: ticketId });
    const { rules } = await desk.client.pipelines.get({ id: pipelineId });
    await desk.client.pipelines.update({
      id: pipelineId,
      rules: { ...rules, requiredProperties: { [STAGES.closed]: ["ownerId"] } },
    });
    const dryRun = await desk.client.workflows.dryRun({
      id: workflowId,
      ticketId,
      definition: definition([{ id: id("close"), type: "move-stage", stageId: STAGES.closed }, urgent]),
    });
    expect([path(dryRun), dryRun.end.status, dryRun.end.reason.slice(0, 2)]).toEqual([
      ["close failed +0"],
      "failed",
      "G4",
    ]);
  });
});
