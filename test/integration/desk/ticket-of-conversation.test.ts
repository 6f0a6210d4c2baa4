import { afterEach, beforeEach, expect, test } from "vitest";
import type { ConversationId } from "#shared/model/ids.ts";
import { INBOUND, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
let conversationId: ConversationId;
beforeEach(async () => {
  desk = await openTestDesk();
  await desk.client.channels.update({ id: INBOUND, createTickets: false });
  await desk.receive({ messageId: "first@example.com" });
  const [conversation] = (await desk.client.conversations.list({ hasTicket: false })).items;
  if (!conversation) throw new Error("There is no conversation.");
  conversationId = conversation.id;
  const { rules } = await desk.client.pipelines.get({ id: SUPPORT });
  const requiredProperties = { [STAGES.waitingOnUs]: ["priority" as const, "tags" as const] };
  await desk.client.pipelines.update({ id: SUPPORT, rules: { ...rules, requiredProperties } });
});
afterEach(() => desk.close());

const inStage = (properties?: { readonly priority?: "high"; readonly tags?: string[] }) =>
  desk.client.conversations.createTicket({
    id: conversationId,
    pipelineId: SUPPORT,
    stageId: STAGES.waitingOnUs,
    ...(properties === undefined ? {} : { properties }),
  });

test("[G4] a ticket by hand into a stage that requires properties is refused without them, and nothing is half-done", async () => {
  await expect(inStage()).rejects.toMatchObject({ details: { rule: "G4", missing: ["priority", "tags"] } });
  await expect(inStage({ priority: "high" })).rejects.toMatchObject({ details: { rule: "G4", missing: ["tags"] } });
  expect((await desk.client.conversations.get({ id: conversationId })).ticketId).toBeNull();
});

test("[G4] with them it is created there, in one piece", async () => {
  const ticket = await inStage({ priority: "high", tags: ["vip"] });
  expect(ticket).toMatchObject({ stageId: STAGES.waitingOnUs, priority: "high", tags: ["vip"], subject: "Boots" });
  expect((await desk.client.conversations.get({ id: conversationId })).ticketId).toBe(ticket.id);
});
