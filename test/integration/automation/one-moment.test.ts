import { afterEach, beforeEach, expect, test } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { StepId, type TicketId } from "#shared/model/ids.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";

const WORKFLOWS = 8;
const MINUTE_MS = 60_000;

let desk: MailDesk;
beforeEach(async () => {
  desk = await openMailDesk();
});
afterEach(async () => {
  await desk.close();
});

/** So many workflows, all alike, that wait and then tag the ticket; in the order of the list. */
async function listed(wait: WorkflowDefinition["steps"][number]): Promise<string[]> {
  const tags = Array.from({ length: WORKFLOWS }, (_, at) => `tag-${at}`);
  for (const tag of tags)
    await desk.client.workflows.create({
      name: tag,
      enabled: true,
      definition: {
        version: 2,
        triggers: [{ id: "t1", type: "ticket-created" }],
        filter: { match: "all", parts: [] },
        reenrolment: { kind: "never" },
        unenrolment: { on: [], filter: null },
        sources: ["manual"],
        businessHours: null,
        steps: [wait, { id: StepId.parse("tag"), type: "add-tags", tags: [tag] }],
      },
    });
  return tags;
}

/** In which order the ticket got its tags. */
async function tagged(id: TicketId): Promise<string[]> {
  const { activities } = await desk.client.tickets.open({ id });
  return activities.flatMap(({ body }) =>
    body.type === "ticket.property-changed" && body.property === "tags"
      ? [(body.to as string[]).find((tag) => !(body.from as string[]).includes(tag)) ?? ""]
      : [],
  );
}

const ticket = async () => (await desk.client.tickets.create({ subject: "Boots", pipelineId: SUPPORT })).id;

test("[F13] runs that one event wakes go on in the order of the list", async () => {
  const wanted = await listed({
    id: StepId.parse("wait"),
    type: "wait-for-event",
    event: "stage-changed",
    timeout: null,
    businessHours: false,
    whenTimedOut: "stop",
  });
  const id = await ticket();
  await desk.client.tickets.move({ id, stageId: STAGES.waitingOnUs });
  expect(await tagged(id)).toEqual(wanted);
});

test("[F13] runs that are due in one moment go on in the order of the list", async () => {
  const wanted = await listed({
    id: StepId.parse("wait"),
    type: "wait-for",
    duration: { amount: 2, unit: "minutes" },
    cancelOn: [],
    whenCancelled: "stop",
    businessHours: false,
  });
  const id = await ticket();
  await desk.time.advance(2 * MINUTE_MS);
  await desk.core.context.queue.idle();
  expect(await tagged(id)).toEqual(wanted);
});

test("[F4] [F8] a ticket that waits in an older revision is not enrolled in the new one, though that never waits", async () => {
  await listed({
    id: StepId.parse("wait"),
    type: "wait-for-event",
    event: "customer-replied",
    timeout: null,
    businessHours: false,
    whenTimedOut: "stop",
  });
  const id = await ticket();
  const workflow = (await desk.client.workflows.list({})).items.find(({ name }) => name === "tag-0");
  if (!workflow) throw new Error("The workflow is gone.");
  await desk.client.workflows.update({
    id: workflow.id,
    definition: {
      ...workflow.definition,
      triggers: [{ id: "t1", type: "note-added" }],
      reenrolment: { kind: "always" },
      steps: [{ id: StepId.parse("tag"), type: "add-tags", tags: ["new"] }],
    },
  });
  await desk.client.tickets.addNote({ id, text: "Look." });
  const { items } = await desk.client.workflows.runs({ id: workflow.id });
  expect([items.map(({ status }) => status), await tagged(id)]).toEqual([["waiting"], []]);
});

test("[F3] [F5] a branch sees who changed a property, in the steps before it too", async () => {
  const { id: workflowId } = await desk.client.workflows.create({
    name: "sees-itself",
    enabled: true,
    definition: {
      version: 2,
      triggers: [{ id: "t1", type: "note-added" }],
      filter: { match: "all", parts: [] },
      reenrolment: { kind: "never" },
      unenrolment: { on: [], filter: null },
      sources: ["manual"],
      businessHours: null,
      steps: [
        { id: StepId.parse("tag"), type: "add-tags", tags: ["new"] },
        {
          id: StepId.parse("who"),
          type: "branch-if",
          arms: [
            {
              id: "workflow",
              name: "",
              filter: {
                match: "all",
                parts: [
                  { object: "ticket", property: "tags", operator: "changed-by", author: { kind: "any-workflow" } },
                ],
              },
              steps: [],
            },
          ],
          otherwise: [],
        },
      ],
    },
  });
  await desk.client.tickets.addNote({ id: await ticket(), text: "Look." });
  const [run] = (await desk.client.workflows.runs({ id: workflowId })).items;
  expect(run?.journal.map(({ outcome }) => outcome)).toEqual([
    { kind: "done", changed: true },
    { kind: "took", armId: "workflow" },
  ]);
});
