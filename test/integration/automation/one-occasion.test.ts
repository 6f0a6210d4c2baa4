import { afterEach, beforeEach, expect, test } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { STAGES } from "../../support/test-desk.ts";
import { note, openMailFixture, toCustomer, type MailFixture } from "./mail-fixture.ts";

let fixture: MailFixture;
beforeEach(async () => {
  fixture = await openMailFixture();
});
afterEach(() => fixture.close());

const client = () => fixture.desk().client;
const workflow = (triggers: WorkflowDefinition["triggers"]) =>
  fixture.workflow([toCustomer("Hello", "Hi")], { triggers, reenrolment: { kind: "always" } });

const byLength = (one: readonly string[], other: readonly string[]) => one.length - other.length;

/** Each run with the triggers that it tells of. */
async function triggersOf(id: Awaited<ReturnType<typeof workflow>>): Promise<string[][]> {
  const runs = await fixture.desk().core.context.store.runs.find({ selector: { workflowId: id } });
  return runs.map(({ triggerId, alsoTriggers }) => [triggerId, ...(alsoTriggers ?? []).map((also) => also.triggerId)]);
}

test("[F4] one save that meets two triggers enrols once, and the run tells of both", async () => {
  const id = await workflow([
    { id: "priority", type: "property-changed", property: "priority" },
    { id: "owner", type: "property-changed", property: "ownerId" },
  ]);
  const ticketId = await fixture.receive();
  const owner = fixture.desk().core.owner();
  await client().tickets.update({ id: ticketId, priority: "high", ownerId: owner });
  const [first, ...others] = await triggersOf(id);
  expect([first?.toSorted(), others, (await fixture.outbox()).length]).toEqual([["owner", "priority"], [], 1]);
  // The next save is another one.
  await client().tickets.update({ id: ticketId, priority: "low" });
  expect((await triggersOf(id)).length).toBe(2);
});

test("[F4] one mail that makes a ticket and is one received enrols once", async () => {
  const id = await workflow([
    { id: "made", type: "ticket-created" },
    { id: "mail", type: "email-received" },
  ]);
  await fixture.receive();
  expect([await triggersOf(id), (await fixture.outbox()).length]).toEqual([[["made", "mail"]], 1]);
});

test("[F4] one event that meets two triggers names both, and lets in again who either lets in", async () => {
  const id = await fixture.workflow([note("Looked at")], {
    triggers: [
      { id: "mail", type: "email-received" },
      { id: "reply", type: "customer-replied" },
    ],
    reenrolment: { kind: "on", triggerIds: ["reply"] },
  });
  const ticketId = await fixture.receive({ messageId: "a@example.com" });
  await fixture.receive({ messageId: "b@example.com", inReplyTo: "a@example.com" });
  expect((await triggersOf(id)).toSorted(byLength)).toEqual([["mail"], ["reply", "mail"]]);
  const { items } = await client().workflows.why({ id: ticketId });
  const links = items.flatMap(({ chain }) => chain.filter((link) => link.kind === "step" && link.workflow.id === id));
  expect(links[0]).toMatchObject({ trigger: { id: "reply" }, alsoTriggers: [{ id: "mail" }] });
});

test("[F4] [D1] [D2] the status that a mail sets belongs to the mail: who waits for either is set off once", async () => {
  const both = { reenrolment: { kind: "always" } } as const;
  const steps = [note("Looked at")];
  const replied = await fixture.workflow(steps, {
    ...both,
    triggers: [
      { id: "reply", type: "customer-replied" },
      { id: "status", type: "stage-reached", stageId: STAGES.waitingOnUs },
    ],
  });
  const answered = await fixture.workflow(steps, {
    ...both,
    triggers: [
      { id: "status", type: "property-changed", property: "stageId" },
      { id: "sent", type: "email-sent-to-customer" },
    ],
  });
  const ticketId = await fixture.receive({ messageId: "a@example.com" });
  await client().tickets.reply({ id: ticketId, text: "Which size?" });
  await fixture.receive({ messageId: "b@example.com", inReplyTo: "a@example.com" });
  const told = [await triggersOf(replied), (await triggersOf(answered)).toSorted(byLength)];
  expect(told).toEqual([[["reply", "status"]], [["status"], ["sent", "status"]]]);
});

test("[F4] the next mail is another occasion", async () => {
  const id = await fixture.workflow([toCustomer("Hello", "Hi")], {
    triggers: [
      { id: "made", type: "ticket-created" },
      { id: "mail", type: "email-received" },
    ],
    reenrolment: { kind: "on", triggerIds: ["mail"] },
  });
  const ticketId = await fixture.receive({ messageId: "a@example.com" });
  await fixture.receive({ messageId: "b@example.com", inReplyTo: "a@example.com" });
  const told = (await triggersOf(id)).toSorted((a, b) => b.length - a.length);
  expect([ticketId.length > 0, told]).toEqual([true, [["made", "mail"], ["mail"]]]);
});
