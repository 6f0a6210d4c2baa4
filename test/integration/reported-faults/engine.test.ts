import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TicketId, type ChannelId } from "#shared/model/ids.ts";
import { openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { told, workflow } from "../automation/crm-fixture.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

test("[D8] 01-two-boxes: a mail that comes in two boxes, and late in a third, is one message and sets off nothing more", async () => {
  const raw = readFileSync(join(import.meta.dirname, "../../fixtures/reported-faults/automation/01-two-boxes.eml"));
  const channel = async (name: string) =>
    (await desk.client.channels.create({ name, address: `${name}@desk.example`, pipelineId: SUPPORT })).id;
  const post = async (id: ChannelId) =>
    desk.client.channels.ingest({ params: { id }, body: new Blob([new Uint8Array(raw)]) });
  const counts = await workflow(desk, [{ type: "add-note", text: "one" }], {
    triggers: [{ id: "t1", type: "email-received" }],
    reenrolment: { kind: "always" },
  });
  const first = await post(await channel("a"));
  const second = await post(await channel("b"));
  const ticketId = TicketId.parse(first.ticketId);
  expect([second.ticketId, (await desk.ticket(ticketId)).stageId]).toEqual([ticketId, STAGES.new]);
  await desk.client.tickets.move({ id: ticketId, stageId: STAGES.closed });
  await post(await channel("c"));
  const { ticket, messages } = await desk.client.tickets.open({ id: ticketId });
  expect([
    ticket.stageId,
    messages.filter(({ direction }) => direction === "incoming").length,
    await told(desk, counts),
  ]).toEqual([STAGES.closed, 1, ["done, s1 done"]]);
});

test("[F5] 16-empty-hours: business hours that never come are waited for, as the linter says", async () => {
  const businessHours = { timeZone: "UTC", week: [[], [], [], [], [], [], []], holidays: [] };
  const wait = { type: "wait-for", duration: { amount: 1, unit: "hours" }, businessHours: true };
  const id = await workflow(desk, [wait, { type: "add-tags", tags: ["after"] }], { businessHours });
  const ticketId = await desk.newTicket();
  const { end } = await desk.client.workflows.dryRun({ id, ticketId });
  const { warnings } = await desk.client.workflows.problems({ id });
  expect([await told(desk, id), end.status, warnings.map(({ key }) => key)]).toEqual([
    ["waiting"],
    "waiting",
    ["delay-without-way-out"],
  ]);
});

test("[F5] 13-tag-case: a tag that the ticket has in another spelling is not added", async () => {
  const id = await desk.newTicket();
  await desk.client.tickets.update({ id, tags: ["VIP"] });
  const add = await workflow(desk, [{ type: "add-tags", tags: ["vip"] }], { triggers: [{ id: "t1", type: "manual" }] });
  await desk.client.workflows.enrol({ id: add, ticketIds: [id] });
  expect([(await desk.ticket(id)).tags, await told(desk, add)]).toEqual([["VIP"], ["done, s1 done"]]);
});
