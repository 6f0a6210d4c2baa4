import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PipelineId, TicketId, type StageId } from "#shared/model/ids.ts";
import type { Pipeline } from "#shared/model/setup/pipeline.ts";
import { writeSetup } from "#main/desk/commands/change-setup.ts";
import { workOffRemoval } from "#main/desk/commands/stage-work/remove-stage.ts";
import { releaseStage } from "#main/desk/commands/workflow-cards.ts";
import { INBOUND, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

/** A status that is being deleted is still there while its tickets move out. What is saved in that moment must not name it. */
let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const GOING = STAGES.waitingOnUs;

/** As a deletion leaves it before the first ticket has moved. */
async function begin(from: StageId = GOING, to: StageId = STAGES.waitingOnContact): Promise<void> {
  const { context } = desk.core;
  await context.queue.run(async () => {
    const pipeline = context.setup.require("pipeline", SUPPORT);
    await releaseStage(context, { user: context.setup.require("user", desk.core.owner()) }, from, to);
    const stages = pipeline.stages.map((stage) =>
      stage.id === from ? { ...stage, leaving: { to, userId: desk.core.owner() } } : stage,
    );
    await writeSetup<Pipeline>(context, pipeline, { stages });
  });
}

const finish = () => workOffRemoval(desk.core.context, SUPPORT, GOING);

const definition = (steps: readonly unknown[], triggers: readonly unknown[] = [{ id: "t", type: "manual" }]) =>
  ({
    version: 2,
    triggers,
    filter: { match: "all", parts: [] },
    reenrolment: { kind: "always" },
    unenrolment: { on: [], filter: null },
    sources: ["email"],
    businessHours: null,
    steps,
  }) as never;
const move = definition([{ id: "m", type: "move-stage", stageId: GOING }]);
const create = (given: never) => desk.client.workflows.create({ name: "Late", enabled: true, definition: given });
const saved = (call: Promise<unknown>) =>
  call.then(
    () => "saved",
    (error: { readonly code?: unknown }) => error.code,
  );
const stageOf = async (id: string) => (await desk.ticket(TicketId.parse(id))).stageId;

describe("[A2] a status that is being deleted is not there for what is saved meanwhile", () => {
  const SAVES: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["a workflow that moves tickets into it", () => create(move)],
    ["a workflow that it sets off", () => create(definition([], [{ id: "t", type: "stage-reached", stageId: GOING }]))],
    ["its card", () => desk.client.workflows.stageCard({ id: SUPPORT, stageId: GOING })],
    ["a channel that aims at it", () => desk.client.channels.update({ id: INBOUND, stageId: GOING })],
    [
      "the rule of where tickets begin",
      () => desk.client.pipelines.update({ id: SUPPORT, rules: { newTicketStageIds: [GOING] } }),
    ],
    [
      "the rule of what it requires",
      () => desk.client.pipelines.update({ id: SUPPORT, rules: { requiredProperties: { [GOING]: ["priority"] } } }),
    ],
    ["a new ticket", () => desk.client.tickets.create({ subject: "Late", pipelineId: SUPPORT, stageId: GOING })],
  ];

  test.each(SAVES)("%s", async (_name, save) => {
    await begin();
    expect(["PD_INPUT_INVALID", "PD_DESK_NOT_FOUND"]).toContain(await saved(save()));
    await finish();
    const { stages, rules } = await desk.client.pipelines.get({ id: SUPPORT });
    expect(stages.map(({ id }) => id)).not.toContain(GOING);
    expect(JSON.stringify(rules)).not.toContain(GOING);
    const { items } = await desk.client.workflows.list({});
    for (const { id, name } of items)
      expect([name, (await desk.client.workflows.problems({ id })).errors]).toEqual([name, []]);
  });

  test("a workflow that it set off, which is switched off with it, can't be switched on again", async () => {
    const { id } = await create(definition([], [{ id: "t", type: "stage-reached", stageId: GOING }]));
    await begin();
    expect((await desk.client.workflows.get({ id })).enabled).toBe(false);
    expect(await saved(desk.client.workflows.update({ id, enabled: true }))).toBe("PD_INPUT_INVALID");
  });

  test("a file of workflows asks which status is meant", async () => {
    const { id } = await create(move);
    const file = await desk.client.workflows.exportOne({ id });
    await begin();
    const { unresolved, items } = await desk.client.workflows.import({ file });
    expect([items, unresolved.map(({ kind, id: named }) => [kind, named])]).toEqual([[], [["stage", GOING]]]);
  });
});

describe("[A2] where tickets go while the first status is being deleted", () => {
  test("[D6] a reply on a closed ticket reopens it at the first open status that stays", async () => {
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    await begin(STAGES.new);
    await desk.receive({ messageId: "reply@example.com", inReplyTo: "first@example.com", subject: "Re: Boots" });
    expect(await stageOf(id)).toBe(STAGES.waitingOnContact);
  });

  test("[B1] new mail begins in the first one that stays, and so does a ticket made by hand", async () => {
    await begin(STAGES.new);
    const byMail = await desk.newTicket();
    const byHand = await desk.client.tickets.create({ subject: "Phone", pipelineId: SUPPORT });
    expect([await stageOf(byMail), byHand.stageId]).toEqual([STAGES.waitingOnContact, STAGES.waitingOnContact]);
  });

  test("the last open status that stays can't become a closed one", async () => {
    const { id, stages } = await desk.client.pipelines.create({ name: "Small" });
    const [first, second, third] = stages.map((stage) => stage.id);
    if (!first || !second || !third) throw new TypeError("A new pipeline has four statuses.");
    await desk.client.pipelines.removeStage({ id: PipelineId.parse(id), stageId: third, moveTicketsTo: first });
    await desk.core.context.queue.run(async () => {
      const pipeline = desk.core.context.setup.require("pipeline", PipelineId.parse(id));
      const leaving = { to: second, userId: desk.core.owner() };
      await writeSetup<Pipeline>(desk.core.context, pipeline, {
        stages: pipeline.stages.map((stage) => (stage.id === first ? { ...stage, leaving } : stage)),
      });
    });
    expect(
      await saved(desk.client.pipelines.updateStage({ id: PipelineId.parse(id), stageId: second, kind: "closed" })),
    ).toBe("PD_PIPELINE_LAST_STAGE");
  });
});

test("[A2] a ticket that waits for its turn behind a deletion is not made in the status that went", async () => {
  const { context } = desk.core;
  const gate = Promise.withResolvers<void>();
  const held = context.queue.run(() => gate.promise);
  const removing = desk.client.pipelines.removeStage({ id: SUPPORT, stageId: STAGES.new, moveTicketsTo: GOING });
  await new Promise(setImmediate);
  const creating = desk.client.tickets.create({ subject: "Phone", pipelineId: SUPPORT });
  await new Promise(setImmediate);
  gate.resolve();
  await held;
  const [{ stages }, { stageId }] = await Promise.all([removing, creating]);
  expect(stages.map(({ id }) => id)).not.toContain(STAGES.new);
  expect(stages.map(({ id }) => id)).toContain(stageId);
});

test("[E1] a status' card is renamed with it, unless somebody named the card", async () => {
  const rename = (stageId: StageId, name: string) => desk.client.pipelines.updateStage({ id: SUPPORT, stageId, name });
  const card = await desk.client.workflows.stageCard({ id: SUPPORT, stageId: STAGES.closed });
  const named = await desk.client.workflows.stageCard({ id: SUPPORT, stageId: STAGES.new });
  await desk.client.workflows.update({ id: named.id, name: "Welcome" });
  await rename(STAGES.closed, "Solved");
  await rename(STAGES.new, "Fresh");
  const nameOf = async ({ id }: typeof card) => (await desk.client.workflows.get({ id })).name;
  expect([await nameOf(card), await nameOf(named)]).toEqual(["Solved", "Welcome"]);
});
