import { afterEach, beforeEach, expect, test } from "vitest";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { INBOUND, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { told, workflow, type StepGiven } from "../automation/crm-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const onlyNew = () => desk.client.pipelines.update({ id: SUPPORT, rules: { newTicketStageIds: [STAGES.new] } });
const channelStage = async () =>
  (await desk.client.channels.list()).items.find(({ id }) => id === INBOUND)?.stageId ?? null;
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => errorCodeOf(error),
  );

test("[G3] 12-g3-mail: a channel can't be made to aim at a status in which no ticket may begin", async () => {
  await onlyNew();
  const aimed = desk.client.channels.update({ id: INBOUND, stageId: STAGES.waitingOnUs });
  expect(await codeOf(aimed)).toBe("PD_RULE_REFUSED");
  const made = desk.client.channels.create({
    name: "Sales",
    address: "sales@desk.example",
    pipelineId: SUPPORT,
    stageId: STAGES.closed,
  });
  expect(await codeOf(made)).toBe("PD_RULE_REFUSED");
  expect(await channelStage()).toBe(STAGES.new);
});

test("[G5b] a rule that comes later takes the channels along, and their mail begins where tickets may", async () => {
  await desk.client.channels.update({ id: INBOUND, stageId: STAGES.waitingOnUs });
  await onlyNew();
  expect(await channelStage()).toBe(STAGES.new);
  expect((await desk.ticket(await desk.newTicket())).stageId).toBe(STAGES.new);
});

test("[G5b] a new channel aims at the first status in which tickets may begin", async () => {
  await desk.client.pipelines.update({ id: SUPPORT, rules: { newTicketStageIds: [STAGES.waitingOnUs] } });
  const channel = await desk.client.channels.create({ name: "Sales", address: "s@desk.example", pipelineId: SUPPORT });
  expect(channel.stageId).toBe(STAGES.waitingOnUs);
});

test("[G5b] what a channel was set to before stays no way around the rule", async () => {
  await onlyNew();
  const { setup } = desk.core.context.store;
  const channel = desk.core.context.setup.require("channel", INBOUND);
  await setup.write([{ previous: channel, next: { ...channel, stageId: STAGES.waitingOnUs } }]);
  expect((await desk.ticket(await desk.newTicket())).stageId).toBe(STAGES.new);
});

const EDITS: readonly StepGiven[] = [
  { type: "set-property", change: { property: "priority", value: "high" } },
  { type: "clear-property", property: "closedAtEpochMs" },
  { type: "add-tags", tags: ["vip"] },
  { type: "remove-tags", tags: ["Kept"] },
  { type: "set-owner", userId: "user-owner" },
  { type: "rotate-owner", userIds: ["user-owner"], teamIds: [], by: "turn", onlyAvailable: false, onlyUnowned: true },
  { type: "add-followers", userIds: ["user-owner"] },
  { type: "set-due", after: { amount: 1, unit: "days" }, businessHours: false },
  { type: "format-property", property: "subject", template: "Closed: {{ ticket.subject }}" },
  { type: "copy-property", from: { object: "contact", property: "name" }, to: "subject" },
  { type: "increase-property", change: { property: "priority", by: 1 } },
];

async function closedTicket() {
  const id = await desk.newTicket();
  await desk.client.tickets.update({ id, tags: ["kept"], priority: "low" });
  await desk.client.tickets.move({ id, stageId: STAGES.closed });
  await desk.client.pipelines.update({ id: SUPPORT, rules: { closedEditors: "admins" } });
  return id;
}

test.each(EDITS.map((step) => [step.type, step] as const))(
  "[G5b] 17-g5-workflow: %s edits no closed ticket that no workflow may edit",
  async (_type, step) => {
    const id = await closedTicket();
    const before = await desk.ticket(id);
    const workflowId = await workflow(desk, [step, { type: "add-tags", tags: ["after"] }], {
      triggers: [{ id: "t1", type: "manual" }],
    });
    await desk.client.workflows.enrol({ id: workflowId, ticketIds: [id] });
    expect(await told(desk, workflowId)).toEqual(["failed, s1 failed: G5: rule.G5.admins"]);
    const { lastActivityAtEpochMs: _, ...after } = await desk.ticket(id);
    expect(before).toMatchObject(after);
  },
);

test("[G5b] a step that finds everything as it wants it edits nothing, and the override stands above the rule", async () => {
  const id = await closedTicket();
  const steps = [{ type: "add-tags", tags: ["kept"] }];
  const triggers = [{ id: "t1", type: "manual" }];
  const harmless = await workflow(desk, steps, { triggers }, "Harmless");
  const above = await workflow(desk, [{ type: "add-tags", tags: ["vip"] }], { triggers }, "Above");
  await desk.client.workflows.update({ id: above, overridesRules: true });
  await desk.client.workflows.enrol({ id: harmless, ticketIds: [id] });
  await desk.client.workflows.enrol({ id: above, ticketIds: [id] });
  expect([await told(desk, harmless), await told(desk, above), (await desk.ticket(id)).tags]).toEqual([
    ["done, s1 done"],
    ["done, s1 done"],
    ["kept", "vip"],
  ]);
});
