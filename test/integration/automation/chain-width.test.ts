import { afterEach, beforeEach, expect, test } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { StepId } from "#shared/model/ids.ts";
import { openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(async () => {
  await desk.close();
});

const TEMPERS = ["low", "medium", "high", "urgent"] as const;

/** Sets off all the others with each of its own changes. */
function quarreller(value: (typeof TEMPERS)[number]): WorkflowDefinition {
  return {
    version: 2,
    triggers: [{ id: "t1", type: "property-changed", property: "priority" }],
    filter: { match: "all", parts: [] },
    reenrolment: { kind: "always" },
    unenrolment: { on: [], filter: null },
    sources: ["manual"],
    businessHours: null,
    steps: [{ id: StepId.parse("set"), type: "set-property", change: { property: "priority", value } }],
  };
}

test("[F11] a chain that also grows in width is stopped, and each workflow that made it is paused for the ticket", async () => {
  const names: string[] = [];
  for (const temper of TEMPERS) {
    const { id } = await desk.client.workflows.create({ name: temper, enabled: true, definition: quarreller(temper) });
    names.push(id);
  }
  const { id } = await desk.client.tickets.create({ subject: "Boots", pipelineId: SUPPORT });
  await desk.client.tickets.update({ id, priority: "low" });
  const ticket = await desk.core.context.store.tickets.get(id);
  const activities = await desk.core.context.store.activities.find({ selector: { ticketId: id } });
  expect({
    paused: ticket?.pausedWorkflows?.map(({ workflowId }) => workflowId).toSorted(),
    isBounded: activities.length < 250,
  }).toEqual({ paused: names.toSorted(), isBounded: true });
});
