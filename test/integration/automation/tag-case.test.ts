import { afterEach, beforeEach, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import { openTestDesk, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { mailFrom, workflow, type StepGiven } from "./crm-fixture.ts";

/** Two spellings of a tag are one tag, whoever writes it: the first one stays. */
let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const tagsOf = async (id: TicketId) => (await desk.ticket(id)).tags;
const byHand = { triggers: [{ id: "t1", type: "manual" }] };

async function after(tags: readonly string[], step: StepGiven): Promise<readonly string[]> {
  const id = await desk.newTicket();
  await desk.client.tickets.update({ id, tags: [...tags] });
  const workflowId = await workflow(desk, [step], byHand);
  await desk.client.workflows.enrol({ id: workflowId, ticketIds: [id] });
  return tagsOf(id);
}

test.each<{ name: string; step: StepGiven; tags: readonly string[] }>([
  { name: "added", step: { type: "add-tags", tags: ["vip", "New", "NEW"] }, tags: ["VIP", "late", "New"] },
  { name: "taken away", step: { type: "remove-tags", tags: ["vip"] }, tags: ["late"] },
  { name: "taken away in wide letters", step: { type: "remove-tags", tags: ["ＶＩＰ"] }, tags: ["late"] },
  {
    name: "made of a template",
    step: { type: "format-property", property: "tags", template: "{{ 'vip' }}" },
    tags: ["VIP", "late"],
  },
])("[F5] $name by a step", async ({ step, tags }) => {
  expect(await after(["VIP", "late"], step)).toEqual(tags);
});

test("by hand, as a ticket is made and as it is changed", async () => {
  const { id } = await desk.client.tickets.create({ subject: "Boots", pipelineId: SUPPORT, tags: ["VIP", "vip", "a"] });
  expect(await tagsOf(id)).toEqual(["VIP", "a"]);
  await desk.client.tickets.update({ id, tags: ["b", "Vip", "B", "vip"] });
  expect(await tagsOf(id)).toEqual(["Vip", "b"]);
});

test("of a ticket that a step makes", async () => {
  const id = await desk.newTicket();
  const step = { type: "create-ticket", subject: "Second", pipelineId: SUPPORT, tags: ["VIP", "vip"] };
  const { stages } = await desk.client.pipelines.get({ id: SUPPORT });
  const workflowId = await workflow(desk, [{ ...step, stageId: stages[0]?.id }], byHand);
  await desk.client.workflows.enrol({ id: workflowId, ticketIds: [id] });
  const { items } = await desk.client.tickets.list({ pipelineId: SUPPORT });
  expect(items.find(({ subject }) => subject === "Second")?.tags).toEqual(["VIP"]);
});

test("[H5] of two tickets that become one", async () => {
  const [into, from] = [await mailFrom(desk, "Anna", "a@example.com"), await mailFrom(desk, "Anna", "b@example.com")];
  await desk.client.tickets.update({ id: into, tags: ["VIP"] });
  await desk.client.tickets.update({ id: from, tags: ["vip", "late"] });
  await desk.client.tickets.merge({ id: from, intoTicketId: into });
  expect(await tagsOf(into)).toEqual(["VIP", "late"]);
});
