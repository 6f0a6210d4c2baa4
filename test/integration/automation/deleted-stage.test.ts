import { afterEach, beforeEach, expect, test } from "vitest";
import type { StageId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import { HOUR_MS, openTimedDesk, TAG, waitFor, type TimedDesk } from "../../support/timed-desk.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";

/** Runs that wait in a revision that names a status which is deleted meanwhile. */
let desk: TimedDesk;
beforeEach(async () => {
  desk = await openTimedDesk();
});
afterEach(() => desk.close());

const remove = (stageId: StageId, moveTicketsTo: StageId) =>
  desk.mail.client.pipelines.removeStage({ id: SUPPORT, stageId, moveTicketsTo });
const moveTo = (stageId: StageId) => ({ id: "move", type: "move-stage", stageId }) as never;
const stageOf = async (id: TicketId) => (await desk.mail.client.tickets.get({ id })).stageId;

async function waiting(steps: readonly unknown[]): Promise<{ ticketId: TicketId; workflowId: WorkflowId }> {
  const workflowId = await desk.workflow({ steps: [waitFor(1, "hours"), ...steps] as never });
  return { workflowId, ticketId: await desk.receive({ messageId: "first@example.com" }) };
}

async function runOf(workflowId: WorkflowId): Promise<Pick<RunView, "status" | "endReason"> | undefined> {
  await desk.pass(2 * HOUR_MS);
  const [run] = await desk.runs(workflowId);
  return run && { status: run.status, endReason: run.endReason };
}

const DONE = { status: "done", endReason: "" };

test("[F8] 05-stage-deleted-under-a-wait: a run that waits moves its ticket to where the tickets of the deleted status went", async () => {
  const { workflowId, ticketId } = await waiting([moveTo(STAGES.waitingOnUs)]);
  await remove(STAGES.waitingOnUs, STAGES.waitingOnContact);
  expect(await runOf(workflowId)).toEqual(DONE);
  expect(await stageOf(ticketId)).toBe(STAGES.waitingOnContact);
});

test("[F8] over a chain of deletions, and over an end of the program", async () => {
  const { workflowId, ticketId } = await waiting([moveTo(STAGES.waitingOnUs)]);
  await remove(STAGES.waitingOnUs, STAGES.waitingOnContact);
  await desk.restart();
  await remove(STAGES.waitingOnContact, STAGES.closed);
  await desk.restart();
  expect(await runOf(workflowId)).toEqual(DONE);
  expect(await stageOf(ticketId)).toBe(STAGES.closed);
});

test("[F8] the other way round: the one that the first went to was deleted before", async () => {
  const { workflowId, ticketId } = await waiting([moveTo(STAGES.waitingOnContact)]);
  await remove(STAGES.waitingOnContact, STAGES.waitingOnUs);
  await remove(STAGES.waitingOnUs, STAGES.closed);
  expect(await runOf(workflowId)).toEqual(DONE);
  expect(await stageOf(ticketId)).toBe(STAGES.closed);
});

test("[F8] a ticket that a run makes begins there", async () => {
  const make = {
    id: "make",
    type: "create-ticket",
    subject: "Second",
    pipelineId: SUPPORT,
    stageId: STAGES.waitingOnUs,
  };
  const { workflowId } = await waiting([make]);
  await remove(STAGES.waitingOnUs, STAGES.waitingOnContact);
  expect(await runOf(workflowId)).toEqual(DONE);
  const { items } = await desk.mail.client.tickets.list({ stageId: STAGES.waitingOnContact });
  expect(items.map(({ subject }) => subject)).toEqual(["Second"]);
});

test.each([
  { name: "branch on a condition", of: "branch-if" },
  { name: "branch on a value", of: "branch-value" },
])("[F8] a $name takes a ticket that went with the status for one that is in it", async ({ of }) => {
  const filter = {
    match: "all",
    parts: [{ object: "ticket", property: "stageId", operator: "is", value: STAGES.waitingOnUs }],
  };
  const arm = { id: "there", name: "There", steps: [TAG] };
  const branch =
    of === "branch-if"
      ? { id: "b", type: of, arms: [{ ...arm, filter }], otherwise: [] }
      : {
          id: "b",
          type: of,
          object: "ticket",
          property: "stageId",
          arms: [{ ...arm, values: [STAGES.waitingOnUs] }],
          otherwise: [],
        };
  const { workflowId, ticketId } = await waiting([branch]);
  await desk.mail.client.tickets.move({ id: ticketId, stageId: STAGES.waitingOnUs });
  await remove(STAGES.waitingOnUs, STAGES.waitingOnContact);
  expect(await runOf(workflowId)).toEqual(DONE);
  expect((await desk.mail.client.tickets.get({ id: ticketId })).tags).toEqual(["seen"]);
});

test("[F8] a run that failed before goes on there when it is tried again", async () => {
  const { workflowId, ticketId } = await waiting([moveTo(STAGES.waitingOnUs)]);
  await desk.mail.client.pipelines.update({
    id: SUPPORT,
    rules: { requiredProperties: { [STAGES.waitingOnUs]: ["priority"] } },
  });
  expect((await runOf(workflowId))?.status).toBe("failed");
  await remove(STAGES.waitingOnUs, STAGES.waitingOnContact);
  const [run] = await desk.runs(workflowId);
  if (!run) throw new TypeError("There is a run.");
  expect((await desk.mail.client.workflows.retryRun({ id: run.id })).status).toBe("done");
  expect(await stageOf(ticketId)).toBe(STAGES.waitingOnContact);
});

test("[F1] a revision from before comes back with its steps pointed there", async () => {
  const { workflowId } = await waiting([moveTo(STAGES.waitingOnUs)]);
  await remove(STAGES.waitingOnUs, STAGES.waitingOnContact);
  await desk.mail.client.workflows.update({
    id: workflowId,
    definition: { ...(await desk.mail.client.workflows.get({ id: workflowId })).definition, steps: [TAG] },
  });
  const restored = await desk.mail.client.workflows.restoreRevision({ id: workflowId, revision: 1 });
  expect(restored.definition.steps.at(-1)).toMatchObject({ stageId: STAGES.waitingOnContact });
});
