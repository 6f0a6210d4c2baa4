import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ORPCError } from "@orpc/server";
import type { TicketId } from "#shared/model/ids.ts";
import { StageId, WorkflowId } from "#shared/model/ids.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const closeDateOf = async (id: TicketId) => {
  const { closedAtEpochMs, timeToCloseMs } = await desk.ticket(id);
  return { closedAtEpochMs, timeToCloseMs };
};

/** What a refused call answers: code and what it tells. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    const known = error as { code?: string; details?: { rule?: string; missing?: readonly string[] } };
    if (error instanceof ORPCError) return { code: error.code };
    return {
      code: known.code,
      ...(known.details?.rule ? { rule: known.details.rule, missing: known.details.missing } : {}),
    };
  }
  return "allowed";
}

describe("close date", () => {
  test("[C1] [C2] [C5] [C6] closing sets the close date and time to close, opening clears both, each told with its rule", async () => {
    const id = await desk.newTicket();
    const createdAt = desk.clock.nowEpochMs;
    desk.clock.nowEpochMs += 90_000;
    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    const closed = await closeDateOf(id);
    await desk.client.tickets.move({ id, stageId: STAGES.new });
    expect([closed, await closeDateOf(id)]).toEqual([
      { closedAtEpochMs: createdAt + 90_000, timeToCloseMs: 90_000 },
      { closedAtEpochMs: null, timeToCloseMs: null },
    ]);
    expect((await desk.history(id)).slice(2)).toEqual([
      "user: new → closed",
      `C1: closedAtEpochMs null → ${createdAt + 90_000}`,
      "user: closed → new",
      `C2: closedAtEpochMs ${createdAt + 90_000} → null`,
    ]);
  });

  test("[C3] switched off, moves leave the close date as it is; by hand it can always be changed", async () => {
    await desk.client.pipelines.update({ id: SUPPORT, closeDate: { setOnClose: false, clearOnReopen: false } });
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    const untouched = await closeDateOf(id);
    const byHand = desk.clock.nowEpochMs + 5000;
    await desk.client.tickets.update({ id, closedAtEpochMs: byHand });
    await desk.client.tickets.move({ id, stageId: STAGES.new });
    expect([untouched, await closeDateOf(id)]).toEqual([
      { closedAtEpochMs: null, timeToCloseMs: null },
      { closedAtEpochMs: byHand, timeToCloseMs: 5000 },
    ]);
  });

  test("[C4] creation in a closed stage counts as closing; from closed to closed the date stays", async () => {
    const { stages } = await desk.client.pipelines.addStage({
      id: SUPPORT,
      name: "Archived",
      kind: "closed",
      colour: "slate",
    });
    const archived = stages.at(-1)?.id;
    if (!archived) throw new Error("The stage was not added.");
    const created = await desk.client.tickets.create({
      subject: "Done already",
      pipelineId: SUPPORT,
      stageId: STAGES.closed,
    });
    desk.clock.nowEpochMs += 1000;
    const moved = await desk.client.tickets.move({ id: created.id, stageId: archived });
    expect([created.closedAtEpochMs, moved.closedAtEpochMs]).toEqual([
      created.createdAtEpochMs,
      created.createdAtEpochMs,
    ]);
  });

  test("[C4] a move to another pipeline counts by the kinds of both stages, under the new pipeline's switches", async () => {
    const other = await desk.client.pipelines.create({ name: "Returns" });
    const otherClosed = other.stages.at(-1)?.id;
    if (!otherClosed) throw new Error("The pipeline has no stages.");
    await desk.client.pipelines.update({ id: other.id, closeDate: { setOnClose: false } });
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, pipelineId: other.id, stageId: otherClosed });
    expect(await closeDateOf(id)).toEqual({ closedAtEpochMs: null, timeToCloseMs: null });
  });
});

describe("pipeline rules", () => {
  test("[G1] [G6] moving backward is refused with the rule and what would satisfy it, unless the user has the permission", async () => {
    await desk.client.pipelines.update({ id: SUPPORT, rules: { preventBackward: true } });
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, stageId: STAGES.waitingOnUs });
    const before = await desk.client.tickets.open({ id });
    const agent = await desk.as([]);
    const refused = await refusal(agent.tickets.move({ id, stageId: STAGES.new }));
    expect(refused).toEqual({ code: "PD_RULE_REFUSED", rule: "G1", missing: ["move-backward", "super-admin"] });
    expect(await desk.client.tickets.open({ id })).toEqual(before);
    const senior = await desk.as(["move-backward"]);
    expect((await senior.tickets.move({ id, stageId: STAGES.new })).stageId).toBe(STAGES.new);
  });

  test("[G1] an automation is refused too: its step fails, the ticket stays and its history tells; with the override it moves", async () => {
    const D1 = WorkflowId.parse("workflow-pipeline-support-d1");
    await desk.client.pipelines.update({ id: SUPPORT, rules: { preventBackward: true } });
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, stageId: STAGES.waitingOnUs });
    await desk.client.tickets.reply({ id, text: "Answer" });
    const [run] = await desk.core.context.store.runs.find({ selector: { ticketId: id } });
    expect([
      (await desk.ticket(id)).stageId,
      (await desk.history(id)).at(-1),
      run?.status,
      run?.journal[0]?.outcome.kind,
    ]).toEqual([STAGES.waitingOnUs, "D1: refused waiting-on-contact (G1)", "failed", "failed"]);
    const stored = await desk.core.context.store.setup.get(D1);
    if (stored?.kind !== "workflow") throw new Error("D1 is not there.");
    await desk.core.context.store.setup.write([{ previous: stored, next: { ...stored, overridesRules: true } }]);
    await desk.client.tickets.reply({ id, text: "Another answer" });
    expect((await desk.ticket(id)).stageId).toBe(STAGES.waitingOnContact);
  });

  test("[G2] skipping a stage is refused", async () => {
    await desk.client.pipelines.update({ id: SUPPORT, rules: { preventSkipping: true } });
    const id = await desk.newTicket();
    expect(await refusal(desk.client.tickets.move({ id, stageId: STAGES.waitingOnUs }))).toMatchObject({ rule: "G2" });
    expect((await desk.client.tickets.move({ id, stageId: STAGES.waitingOnContact })).stageId).toBe(
      STAGES.waitingOnContact,
    );
  });

  test("[G3] new tickets begin only in the chosen stages", async () => {
    await desk.client.pipelines.update({ id: SUPPORT, rules: { newTicketStageIds: [STAGES.waitingOnUs] } });
    const refused = await refusal(
      desk.client.tickets.create({ subject: "No", pipelineId: SUPPORT, stageId: STAGES.new }),
    );
    const created = await desk.client.tickets.create({ subject: "Yes", pipelineId: SUPPORT });
    expect([refused, created.stageId]).toEqual([
      { code: "PD_RULE_REFUSED", rule: "G3", missing: [STAGES.waitingOnUs] },
      STAGES.waitingOnUs,
    ]);
  });

  test("[G4] a stage that requires properties takes the ticket only with them, set in the same move", async () => {
    await desk.client.pipelines.update({
      id: SUPPORT,
      rules: { requiredProperties: { [STAGES.closed]: ["priority", "tags"] } },
    });
    const id = await desk.newTicket();
    const refused = await refusal(desk.client.tickets.move({ id, stageId: STAGES.closed }));
    expect([refused, (await desk.ticket(id)).stageId]).toEqual([
      { code: "PD_RULE_REFUSED", rule: "G4", missing: ["priority", "tags"] },
      STAGES.new,
    ]);
    const moved = await desk.client.tickets.move({
      id,
      stageId: STAGES.closed,
      properties: { priority: "high", tags: ["boots"] },
    });
    expect([moved.stageId, moved.priority, moved.tags]).toEqual([STAGES.closed, "high", ["boots"]]);
  });

  test("[G4] a ticket begins in a stage that requires a due date if it is given one", async () => {
    await desk.client.pipelines.update({
      id: SUPPORT,
      rules: { requiredProperties: { [STAGES.new]: ["dueAtEpochMs"] } },
    });
    const refused = await refusal(desk.client.tickets.create({ subject: "When?", pipelineId: SUPPORT }));
    const created = await desk.client.tickets.create({ subject: "Then", pipelineId: SUPPORT, dueAtEpochMs: 5_000 });
    expect([refused, created.dueAtEpochMs]).toEqual([
      { code: "PD_RULE_REFUSED", rule: "G4", missing: ["dueAtEpochMs"] },
      5_000,
    ]);
  });

  test("[G5] who may edit a closed ticket is the pipeline's choice", async () => {
    await desk.client.pipelines.update({ id: SUPPORT, rules: { closedEditors: "admins" } });
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    const agent = await desk.as([]);
    expect(await refusal(agent.tickets.update({ id, priority: "low" }))).toMatchObject({ rule: "G5" });
    expect((await desk.client.tickets.update({ id, priority: "low" })).priority).toBe("low");
    // Nor does making oneself the owner in the move itself make an editor.
    await desk.client.pipelines.update({ id: SUPPORT, rules: { closedEditors: "owner" } });
    const { me } = await agent.desk.status();
    const takeover = agent.tickets.move({ id, stageId: STAGES.new, properties: { ownerId: me.id } });
    expect(await refusal(takeover)).toMatchObject({ rule: "G5" });
  });
});

describe("who may change what", () => {
  test("[A3] without super admin or account access every change of pipelines and automations is refused", async () => {
    const agent = await desk.as([]);
    const calls = [
      agent.pipelines.create({ name: "Mine" }),
      agent.pipelines.update({ id: SUPPORT, name: "Mine" }),
      agent.pipelines.addStage({ id: SUPPORT, name: "Mine", kind: "open", colour: "red" }),
      agent.pipelines.orderStages({ id: SUPPORT, stageIds: Object.values(STAGES) }),
      agent.pipelines.removeStage({ id: SUPPORT, stageId: STAGES.new, moveTicketsTo: STAGES.waitingOnUs }),
      agent.workflows.update({ id: WorkflowId.parse("workflow-pipeline-support-d1"), enabled: false }),
    ];
    const answers = await Promise.all(calls.map(refusal));
    expect(answers).toEqual(calls.map(() => ({ code: "PD_ACCESS_PERMISSION" })));
    const accountant = await desk.as(["account-access"]);
    expect((await accountant.pipelines.update({ id: SUPPORT, name: "Help" })).name).toBe("Help");
  });
});

describe("stages", () => {
  test("[A2] a new desk has one pipeline, Support, with its four stages", async () => {
    const { items } = await desk.client.pipelines.list();
    expect(items.map(({ name, stages }) => [name, stages.map((stage) => `${stage.name} (${stage.kind})`)])).toEqual([
      ["Support", ["New (open)", "Waiting on contact (open)", "Waiting on us (open)", "Closed (closed)"]],
    ]);
  });

  test("[A2] stages are added behind their kind, renamed, recoloured and put in order", async () => {
    const added = await desk.client.pipelines.addStage({ id: SUPPORT, name: "Escalated", kind: "open", colour: "red" });
    const escalated = added.stages[3]?.id;
    if (!escalated) throw new Error("The stage was not added behind the last open one.");
    await desk.client.pipelines.updateStage({ id: SUPPORT, stageId: escalated, name: "Urgent", colour: "pink" });
    const ids = added.stages.map(({ id }) => id).toReversed();
    const { stages } = await desk.client.pipelines.orderStages({ id: SUPPORT, stageIds: ids });
    expect(stages.map(({ name, colour }) => `${name} ${colour}`)).toEqual([
      "Closed green",
      "Urgent pink",
      "Waiting on us violet",
      "Waiting on contact amber",
      "New blue",
    ]);
  });

  test("[A2] deleting a stage moves its tickets and points workflows, channels and rules that named it to where they went", async () => {
    await desk.client.pipelines.update({
      id: SUPPORT,
      rules: { newTicketStageIds: [STAGES.new, STAGES.waitingOnContact] },
    });
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, stageId: STAGES.waitingOnContact });
    await desk.client.pipelines.removeStage({
      id: SUPPORT,
      stageId: STAGES.waitingOnContact,
      moveTicketsTo: STAGES.waitingOnUs,
    });
    const pipeline = await desk.client.pipelines.get({ id: SUPPORT });
    const { definition } = await desk.client.workflows.get({ id: WorkflowId.parse("workflow-pipeline-support-d1") });
    expect({
      stages: pipeline.stages.map((stage) => stage.id),
      ticket: (await desk.ticket(id)).stageId,
      step: definition.steps[0],
      newIn: pipeline.rules.newTicketStageIds,
    }).toEqual({
      stages: [STAGES.new, STAGES.waitingOnUs, STAGES.closed],
      ticket: STAGES.waitingOnUs,
      step: { id: "set-status", type: "move-stage", stageId: STAGES.waitingOnUs },
      newIn: [STAGES.new],
    });
  });

  test("[A2] the last open stage can neither be deleted nor closed", async () => {
    for (const stageId of [STAGES.waitingOnContact, STAGES.waitingOnUs]) {
      await desk.client.pipelines.removeStage({ id: SUPPORT, stageId, moveTicketsTo: STAGES.new });
    }
    const answers = [
      await refusal(
        desk.client.pipelines.removeStage({ id: SUPPORT, stageId: STAGES.new, moveTicketsTo: STAGES.closed }),
      ),
      await refusal(desk.client.pipelines.updateStage({ id: SUPPORT, stageId: STAGES.new, kind: "closed" })),
      await refusal(desk.client.pipelines.orderStages({ id: SUPPORT, stageIds: [STAGES.new] })),
      await refusal(desk.client.tickets.move({ id: await desk.newTicket(), stageId: StageId.parse("nowhere") })),
    ];
    expect(answers).toEqual([
      { code: "PD_PIPELINE_LAST_STAGE" },
      { code: "PD_PIPELINE_LAST_STAGE" },
      { code: "PD_INPUT_INVALID" },
      { code: "PD_DESK_NOT_FOUND" },
    ]);
  });
});
