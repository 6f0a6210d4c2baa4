import { afterEach, beforeEach, expect, test } from "vitest";
import { MAX_CHAIN_DEPTH } from "#shared/automation/limits.ts";
import { STAGES, openTestDesk, type TestDesk } from "../../support/test-desk.ts";
import { runsOf, workflow } from "./crm-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

test("[F11] a run that waits is held by a chain that is too long, and its workflow is paused and told of once, however often the chain would wake it", async () => {
  const waiting = await workflow(
    desk,
    [
      { type: "wait-for-event", event: "stage-changed", timeout: null },
      { type: "add-tags", tags: ["woken"] },
    ],
    {},
    "Waits",
  );
  const byHand = { triggers: [{ id: "t1", type: "manual" }] };
  // The last of a chain of workflows that enrol each other moves the ticket three times, each time at the limit.
  let next = await workflow(
    desk,
    [STAGES.waitingOnUs, STAGES.waitingOnContact, STAGES.waitingOnUs].map((stageId) => ({
      type: "move-stage",
      stageId,
    })),
    byHand,
    "Last",
  );
  for (let depth = MAX_CHAIN_DEPTH - 1; depth >= 1; depth--) {
    const triggers = depth === 1 ? {} : byHand;
    next = await workflow(desk, [{ type: "enrol-in", workflowId: next }], triggers, `Link ${depth}`);
  }
  const ticketId = await desk.newTicket();
  const { stageId, tags, pausedWorkflows } = await desk.ticket(ticketId);
  const { items } = await desk.client.notifications.list({});
  expect({
    stageId,
    tags,
    paused: pausedWorkflows?.map((one) => one.workflowId),
    told: items.map(({ topic, about }) => [topic, about]),
    runs: (await runsOf(desk, waiting)).map(({ status }) => status),
  }).toEqual({
    stageId: STAGES.waitingOnUs,
    tags: [],
    paused: [waiting],
    told: [["workflow-paused", "Waits"]],
    runs: ["waiting"],
  });
});
