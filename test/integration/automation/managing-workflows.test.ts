import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HIDDEN_TOKEN } from "#shared/automation/triggers/calls.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { WorkflowId } from "#shared/model/ids.ts";
import { definitionOf, tag } from "../../support/definitions.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { moveTo, refusalOf, urgent, wait, WEBHOOK } from "./manage-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const D1 = WorkflowId.parse("workflow-pipeline-support-d1");
const D2 = WorkflowId.parse("workflow-pipeline-support-d2");
const workflows = () => desk.client.workflows;
const make = (name: string, changes: Readonly<Record<string, unknown>> = {}, enabled = false) =>
  workflows().create({ name, enabled, definition: definitionOf({ steps: [tag("a")], ...changes }) });
const names = async () => (await workflows().list({})).items.map(({ name }) => name);
const tokenOf = ({ triggers: [trigger] }: WorkflowDefinition) =>
  trigger?.type === "incoming-webhook" ? trigger.token : null;

describe("[F1] a workflow", () => {
  test("has a name, description, pipeline, rules and a switch; only another definition is another revision", async () => {
    const made = await make("VIP");
    desk.clock.nowEpochMs += 5_000;
    const changed = await workflows().update({
      id: made.id,
      name: "VIPs",
      description: "Who pays more.",
      pipelineId: SUPPORT,
      overridesRules: true,
      enabled: true,
      definition: made.definition,
    });
    expect(changed).toEqual({
      ...made,
      name: "VIPs",
      description: "Who pays more.",
      pipelineId: SUPPORT,
      overridesRules: true,
      enabled: true,
      enabledAtEpochMs: desk.clock.nowEpochMs,
    });
    expect([made.revision, made.createdBy, "enabledAtEpochMs" in made]).toEqual([1, desk.core.owner(), false]);
    const next = await workflows().update({ id: made.id, definition: definitionOf({ steps: [tag("b")] }) });
    expect([next.revision, next.enabledAtEpochMs]).toEqual([2, changed.enabledAtEpochMs]);
  });

  test("made switched on tells since when", async () => {
    expect((await make("On", {}, true)).enabledAtEpochMs).toBe(desk.clock.nowEpochMs);
  });

  test("that does not fit the desk is refused with the paths, and nothing is kept", async () => {
    const before = await names();
    const steps = [
      moveTo("no-stage"),
      { id: "move", type: "enrol-in", workflowId: "no-workflow" },
      { id: "mail", type: "send-email", mail: { kind: "template", templateId: "no-template" } },
      { id: "jump", type: "go-to", stepId: "nowhere" },
      { id: "one", type: "go-to", stepId: "two" },
      { id: "two", type: "go-to", stepId: "one" },
    ];
    const filter = {
      match: "all",
      parts: [{ object: "ticket", property: "colour", operator: "is", value: "red" }],
    };
    expect(await refusalOf(make("Odd", { steps, filter }))).toEqual([
      "PD_INPUT_INVALID",
      "definition.filter.parts.0.property unknown-property: ticket.colour",
      "definition.steps.0.stageId unknown-stage: no-stage",
      "definition.steps.1.id duplicate-step-id: move",
      "definition.steps.1.workflowId unknown-workflow: no-workflow",
      "definition.steps.2.mail.templateId unknown-template: no-template",
      "definition.steps.3.stepId unknown-step: nowhere",
      "definition.steps endless-loop: one",
    ]);
    expect(await names()).toEqual(before);
  });

  test("that does not fit any more can be switched off and renamed, not on", async () => {
    const target = await make("Target");
    const made = await make("Enrols", { steps: [{ id: "e", type: "enrol-in", workflowId: target.id }] }, true);
    await workflows().remove({ id: target.id });
    const { errors } = await workflows().problems({ id: made.id });
    const off = await workflows().update({ id: made.id, enabled: false, name: "Broken" });
    expect([
      errors,
      off.enabled,
      off.name,
      await refusalOf(workflows().update({ id: made.id, enabled: true })),
    ]).toEqual([
      [{ path: "steps.0.workflowId", key: "unknown-workflow", about: target.id }],
      false,
      "Broken",
      ["PD_INPUT_INVALID", `definition.steps.0.workflowId unknown-workflow: ${target.id}`],
    ]);
  });

  test("of which somebody else made a revision meanwhile is not written over", async () => {
    const made = await make("VIP");
    const definition = definitionOf({ steps: [tag("b")] });
    await workflows().update({ id: made.id, definition, basedOnRevision: 1 });
    const late = workflows().update({ id: made.id, definition: made.definition, basedOnRevision: 1 });
    expect(await refusalOf(late)).toEqual(["PD_STORE_CONFLICT"]);
  });

  test("is copied, switched off and with an address of its own", async () => {
    const made = await make("Hook", { triggers: [WEBHOOK] }, true);
    const first = await workflows().duplicate({ id: made.id });
    const second = await workflows().duplicate({ id: made.id });
    const named = await workflows().duplicate({ id: D1, name: "Mine" });
    expect([first.name, second.name, named.name, named.origin, named.template, named.enabled]).toEqual([
      "Hook (2)",
      "Hook (3)",
      "Mine",
      "user",
      null,
      false,
    ]);
    const tokens = [made, first, second].map(({ definition }) => tokenOf(definition));
    expect([new Set(tokens).size, tokens.includes(HIDDEN_TOKEN), first.enabled]).toEqual([3, false, false]);
  });

  test("is deleted with its revisions and comments; tickets in it leave it, and the reason is told", async () => {
    const made = await make("Waits", { steps: [wait()] }, true);
    await desk.newTicket();
    await workflows().update({ id: made.id, definition: definitionOf({ steps: [wait(), tag("b")] }) });
    expect(await workflows().remove({ id: made.id })).toEqual({ unenrolled: 1, namedBy: [] });
    const [run] = await desk.core.context.store.runs.find({ selector: { workflowId: made.id } });
    expect([run?.status, run?.endReason, run?.wakeAtEpochMs]).toEqual(["unenrolled", "workflow-deleted", 0]);
    expect(await refusalOf(workflows().get({ id: made.id }))).toEqual(["PD_DESK_NOT_FOUND"]);
    desk = await desk.reopen();
    expect([await names(), desk.core.context.setup.all("revision")]).toEqual([
      ["An e-mail is sent to a customer", "A customer replies to an e-mail"],
      [],
    ]);
  });

  test("is deleted, and it is told which others name it", async () => {
    const made = await make("Called", { steps: [tag("a")] }, true);
    await make("Calls", { steps: [{ id: "call", type: "enrol-in", workflowId: made.id }] }, true);
    expect(await workflows().remove({ id: made.id })).toEqual({ unenrolled: 0, namedBy: ["Calls"] });
  });

  test("that is a template can be edited and switched off, not deleted or moved", async () => {
    const definition = definitionOf({
      triggers: [{ id: "t1", type: "email-sent-to-customer" }],
      reenrolment: { kind: "always" },
      steps: [moveTo(STAGES.waitingOnUs, "set-status"), tag("sent")],
    });
    const edited = await workflows().update({ id: D1, definition, enabled: false });
    expect([edited.origin, edited.template, edited.enabled, edited.revision]).toEqual(["template", "D1", false, 2]);
    expect([
      await refusalOf(workflows().remove({ id: D1 })),
      await refusalOf(workflows().update({ id: D1, pipelineId: null })),
    ]).toEqual([
      ["PD_INPUT_INVALID", "id template"],
      ["PD_INPUT_INVALID", "pipelineId template"],
    ]);
  });
});

describe("[F1] revisions", () => {
  test("tell who, when and what changed, and one is restored as a new one", async () => {
    const admin = await desk.as(["account-access"]);
    const made = await make("VIP");
    desk.clock.nowEpochMs += 1_000;
    await admin.workflows.update({ id: made.id, definition: definitionOf({ steps: [tag("a"), urgent()] }) });
    desk.clock.nowEpochMs += 1_000;
    const restored = await workflows().restoreRevision({ id: made.id, revision: 1 });
    expect([restored.revision, restored.definition]).toEqual([3, made.definition]);
    const at = made.createdAtEpochMs;
    const { items } = await workflows().revisions({ id: made.id });
    expect(items).toEqual([
      {
        revision: 3,
        current: true,
        madeBy: desk.core.owner(),
        madeAtEpochMs: at + 2_000,
        changes: [{ kind: "step-removed", stepId: "urgent", type: "set-property" }],
      },
      {
        revision: 2,
        current: false,
        madeBy: "user-account-access",
        madeAtEpochMs: at + 1_000,
        changes: [{ kind: "step-added", stepId: "urgent", type: "set-property" }],
      },
      { revision: 1, current: false, madeBy: desk.core.owner(), madeAtEpochMs: at, changes: null },
    ]);
    const second = await workflows().revision({ id: made.id, revision: 2 });
    expect(second.definition.steps.map(({ id }) => id)).toEqual(["a", "urgent"]);
    expect([
      await refusalOf(workflows().revision({ id: made.id, revision: 9 })),
      await refusalOf(workflows().restoreRevision({ id: made.id, revision: 9 })),
    ]).toEqual([["PD_DESK_NOT_FOUND"], ["PD_DESK_NOT_FOUND"]]);
  });

  test("that name what is gone are not restored, and an old token does not come back", async () => {
    const target = await make("Target");
    const made = await make("Hook", {
      triggers: [WEBHOOK],
      steps: [{ id: "e", type: "enrol-in", workflowId: target.id }],
    });
    await workflows().update({
      id: made.id,
      definition: definitionOf({ triggers: [{ ...WEBHOOK, token: "y".repeat(32) }], steps: [tag("a")] }),
    });
    const third = await workflows().update({
      id: made.id,
      definition: definitionOf({ triggers: [{ ...WEBHOOK, token: HIDDEN_TOKEN }], steps: [tag("b")] }),
    });
    expect(tokenOf(third.definition)).toBe("y".repeat(32));
    await workflows().remove({ id: target.id });
    expect(await refusalOf(workflows().restoreRevision({ id: made.id, revision: 1 }))).toEqual([
      "PD_INPUT_INVALID",
      `definition.steps.0.workflowId unknown-workflow: ${target.id}`,
    ]);
    const restored = await workflows().restoreRevision({ id: made.id, revision: 2 });
    expect(tokenOf(restored.definition)).toBe("y".repeat(32));
  });
});

describe("[F13] order", () => {
  test("workflows run in the order of the list; those that are named change places among themselves", async () => {
    const low = await make("Low", { steps: [{ ...urgent(), change: { property: "priority", value: "low" } }] }, true);
    const high = await make(
      "High",
      { steps: [{ ...urgent(), change: { property: "priority", value: "high" } }] },
      true,
    );
    const first = await desk.newTicket("first@example.com");
    const { items } = await workflows().order({ ids: [high.id, D1, low.id] });
    const second = await desk.newTicket("second@example.com");
    expect([(await desk.ticket(first)).priority, (await desk.ticket(second)).priority]).toEqual(["high", "low"]);
    expect(items.map(({ name, order }) => `${order} ${name}`)).toEqual([
      "0 High",
      "1 A customer replies to an e-mail",
      "2 An e-mail is sent to a customer",
      "3 Low",
    ]);
    expect(await names()).toEqual(items.map(({ name }) => name));
  });

  test("each is named once, and is there", async () => {
    expect([
      await refusalOf(workflows().order({ ids: [D1, D2, D1] })),
      await refusalOf(workflows().order({ ids: [WorkflowId.parse("nowhere")] })),
    ]).toEqual([["PD_INPUT_INVALID", "ids Name every workflow once."], ["PD_DESK_NOT_FOUND"]]);
  });
});

describe("[A3] users without account access", () => {
  test("see workflows without their tokens and keys, and change nothing", async () => {
    const agent = await desk.as([]);
    const made = await make("Hook", {
      triggers: [WEBHOOK],
      steps: [
        { id: "s", type: "send-webhook", url: "https://api.example.com/", headers: { Authorization: "Bearer key-1" } },
      ],
    });
    await workflows().update({ id: made.id, definition: { ...made.definition, sources: ["email", "chat"] } });
    const live = await agent.desk.live();
    const { value: hello } = await live.next();
    await live.return?.(undefined);
    const seen = JSON.stringify([
      await agent.workflows.get({ id: made.id }),
      await agent.workflows.list({}),
      await agent.workflows.revision({ id: made.id, revision: 1 }),
      await agent.workflows.exportOne({ id: made.id }),
      hello,
    ]);
    expect([seen.includes(WEBHOOK.token), seen.includes("key-1"), seen.includes(made.id)]).toEqual([
      false,
      false,
      true,
    ]);
    expect(JSON.stringify(await workflows().get({ id: made.id }))).toContain(WEBHOOK.token);
    const { id } = made;
    const calls = [
      agent.workflows.create({ name: "Mine", definition: made.definition }),
      agent.workflows.update({ id, name: "Mine" }),
      agent.workflows.duplicate({ id }),
      agent.workflows.remove({ id }),
      agent.workflows.order({ ids: [id] }),
      agent.workflows.restoreRevision({ id, revision: 1 }),
      agent.workflows.moveRuns({ id }),
      agent.workflows.stageCard({ id: SUPPORT, stageId: STAGES.closed }),
      agent.workflows.import({ file: {} }),
    ];
    expect(await Promise.all(calls.map(refusalOf))).toEqual(calls.map(() => ["PD_ACCESS_PERMISSION"]));
  });

  test("a token is one workflow's", async () => {
    const made = await make("Hook", { triggers: [WEBHOOK] });
    expect(await refusalOf(make("Again", { triggers: [WEBHOOK] }))).toEqual([
      "PD_INPUT_INVALID",
      "definition.triggers.0.token token-in-use:",
    ]);
    expect((await workflows().update({ id: made.id, definition: made.definition })).revision).toBe(1);
  });
});
