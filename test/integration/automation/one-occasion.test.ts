import { afterEach, beforeEach, expect, test } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { openMailFixture, toCustomer, type MailFixture } from "./mail-fixture.ts";

let fixture: MailFixture;
beforeEach(async () => {
  fixture = await openMailFixture();
});
afterEach(() => fixture.close());

const client = () => fixture.desk().client;
const workflow = (triggers: WorkflowDefinition["triggers"]) =>
  fixture.workflow([toCustomer("Hello", "Hi")], { triggers, reenrolment: { kind: "always" } });

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
