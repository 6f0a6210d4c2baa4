import { afterEach, beforeEach, expect, test } from "vitest";
import { outboxItemIdOf } from "#main/desk/derived-ids.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import type { OutboxItemId, TicketId } from "#shared/model/ids.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { openTimedDesk, type TimedDesk } from "../../support/timed-desk.ts";
import { told, workflow, type StepGiven } from "../automation/crm-fixture.ts";

/** D8c: what an answer that was taken back, or that goes later, changes of its ticket. */
let timed: TimedDesk;
let client: DeskClient;
beforeEach(async () => {
  timed = await openTimedDesk();
  ({ client } = timed.mail);
});
afterEach(() => timed.close());

const SECOND_MS = 1000;
const seconds = (amount: number) => ({ amount, unit: "seconds" });
const tag = (text: string): StepGiven => ({ type: "add-tags", tags: [text] });
const ticketOf = async (id: TicketId) => (await client.tickets.open({ id })).ticket;
const tried = (steps: readonly StepGiven[], changes: Record<string, unknown> = {}, name?: string) =>
  workflow(timed.mail, steps, changes, name);
const pass = (amount: number) => timed.pass(amount * SECOND_MS);
const now = () => timed.mail.time.clock.nowEpochMs();
const newTicket = () => timed.receive({ messageId: "first@example.com" });

async function answer(id: TicketId, sendAtEpochMs?: number): Promise<OutboxItemId> {
  const later = sendAtEpochMs === undefined ? {} : { sendAtEpochMs };
  const message = await client.tickets.reply({ id, text: "Which size?", ...later });
  await timed.settle();
  return outboxItemIdOf(message.id);
}

async function cancel(id: OutboxItemId): Promise<void> {
  await client.outbox.cancel({ id });
  await timed.settle();
}

/** What shows that an answer counts. */
async function marks(id: TicketId) {
  const { stageId, lastAgentMessageAtEpochMs, tags, snippet } = await ticketOf(id);
  return { stageId, lastAgentMessageAtEpochMs, tags, snippet };
}

test("[D8c] 03-undo-ends-sla: an answer that is taken back leaves the ticket as it was, and the silence goes on", async () => {
  await tried([tag("nobody-answered")], {
    triggers: [{ id: "t1", type: "silence", after: "customer-message", duration: seconds(5) }],
  });
  const id = await newTicket();
  const before = await marks(id);
  await pass(1);
  const item = await answer(id);
  expect(await marks(id)).toMatchObject({ stageId: STAGES.waitingOnContact, lastAgentMessageAtEpochMs: now() });
  await pass(1);
  await cancel(item);
  expect(await marks(id)).toEqual(before);
  await pass(5);
  expect((await marks(id)).tags).toEqual(["nobody-answered"]);
});

test("[D8c] the silence that is over by then is told at once", async () => {
  await tried([tag("nobody-answered")], {
    triggers: [{ id: "t1", type: "silence", after: "customer-message", duration: seconds(5) }],
  });
  const id = await newTicket();
  const item = await answer(id);
  await pass(8);
  await cancel(item);
  await pass(1);
  expect((await marks(id)).tags).toEqual(["nobody-answered"]);
});

const CANCELLED = { type: "wait-for", duration: seconds(30), cancelOn: ["agent-replied"], whenCancelled: "stop" };

test("[D8c] a wait that the answer had ended goes on to its time", async () => {
  const stops = await tried([CANCELLED, tag("escalated")]);
  const goesOn = await tried([{ ...CANCELLED, whenCancelled: "continue" }, tag("gone-on")], {}, "Goes on");
  const leaves = await tried(
    [{ ...CANCELLED, cancelOn: [] }, tag("left")],
    { unenrolment: { on: ["agent-replied"], filter: null } },
    "Leaves",
  );
  const id = await newTicket();
  const item = await answer(id);
  expect([await told(timed.mail, stops), await told(timed.mail, goesOn), await told(timed.mail, leaves)]).toEqual([
    ["done, s1 cancelled"],
    ["done, s1 cancelled, s2 done"],
    ["unenrolled"],
  ]);
  await cancel(item);
  expect((await marks(id)).tags).toEqual([]);
  await pass(29);
  expect((await marks(id)).tags).toEqual([]);
  await pass(2);
  expect((await marks(id)).tags.toSorted()).toEqual(["escalated", "gone-on", "left"]);
});

test("[D8c] a workflow that the answer set off is taken back, with what it changed and the mails that wait", async () => {
  const answered = await tried(
    [
      tag("answered"),
      { type: "set-owner", userId: "user-owner" },
      { type: "send-email", to: "primary-contact", mail: { kind: "custom", subject: "We wrote", body: "See there." } },
      { type: "wait-for", duration: seconds(60) },
      tag("later"),
    ],
    { triggers: [{ id: "t1", type: "email-sent-to-customer" }] },
  );
  const id = await newTicket();
  const item = await answer(id);
  expect(await ticketOf(id)).toMatchObject({ tags: ["answered"], ownerId: "user-owner" });
  await cancel(item);
  expect(await ticketOf(id)).toMatchObject({ tags: [], ownerId: null, stageId: STAGES.new });
  const { items } = await client.outbox.list({});
  expect(items.map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
  // Never having been in it, the ticket goes in with the next answer.
  await answer(id);
  expect([(await marks(id)).tags, (await told(timed.mail, answered)).length]).toEqual([["answered"], 2]);
  await pass(61);
  expect((await marks(id)).tags).toEqual(["answered", "later"]);
});

test("[D8c] undoing one of two answers keeps what the other one made; undoing both leaves nothing", async () => {
  await tried([tag("answered")], { triggers: [{ id: "t1", type: "email-sent" }] });
  const stops = await tried([CANCELLED, tag("escalated")], {}, "Escalates");
  const id = await newTicket();
  const before = await marks(id);
  const first = await answer(id);
  await pass(1);
  const second = await answer(id);
  const both = await marks(id);
  await cancel(first);
  expect([await marks(id), await told(timed.mail, stops)]).toEqual([both, ["done, s1 cancelled"]]);
  await cancel(second);
  expect(await marks(id)).toEqual(before);
  await pass(31);
  expect((await marks(id)).tags).toEqual(["escalated"]);
});

test("[D8c] what somebody else changed since stays", async () => {
  const id = await newTicket();
  const item = await answer(id);
  await client.tickets.move({ id, stageId: STAGES.waitingOnUs });
  await cancel(item);
  expect((await marks(id)).stageId).toBe(STAGES.waitingOnUs);
});

test("[D8c] an answer that goes later changes its ticket then, also where no mailbox is connected", async () => {
  const stops = await tried([{ ...CANCELLED, duration: seconds(100) }, tag("escalated")]);
  const id = await newTicket();
  const before = await marks(id);
  await answer(id, now() + 60 * SECOND_MS);
  expect([await marks(id), await told(timed.mail, stops)]).toEqual([before, ["waiting"]]);
  await pass(59);
  expect(await marks(id)).toEqual(before);
  await pass(2);
  expect([await marks(id), await told(timed.mail, stops)]).toEqual([
    { ...before, stageId: STAGES.waitingOnContact, lastAgentMessageAtEpochMs: expect.any(Number) },
    ["done, s1 cancelled"],
  ]);
});

test("[D8c] put off after it was sent, an answer takes all of it back until then; sent now, it counts at once", async () => {
  const id = await newTicket();
  const before = await marks(id);
  const item = await answer(id);
  await client.outbox.sendLater({ id: item, sendAtEpochMs: now() + 60 * SECOND_MS });
  expect(await marks(id)).toEqual(before);
  await client.outbox.sendNow({ id: item });
  expect(await marks(id)).toMatchObject({ stageId: STAGES.waitingOnContact, lastAgentMessageAtEpochMs: now() });
  await cancel(item);
  expect(await marks(id)).toEqual(before);
  // A cancelled mail that is brought back counts again.
  await client.outbox.sendNow({ id: item });
  expect((await marks(id)).stageId).toBe(STAGES.waitingOnContact);
});

test("[D8c] one that goes later and is taken back before has changed nothing", async () => {
  const id = await newTicket();
  const before = await marks(id);
  const item = await answer(id, now() + 60 * SECOND_MS);
  await cancel(item);
  await pass(90);
  expect(await marks(id)).toEqual(before);
});

test("[D8c] a mail that came in meanwhile holds what was to go later, and it changes nothing", async () => {
  const id = await newTicket();
  const item = await answer(id, now() + 60 * SECOND_MS);
  await timed.receive({ subject: "Re: Boots", messageId: "second@example.com", inReplyTo: "first@example.com" });
  await pass(61);
  const { items } = await client.outbox.list({});
  expect([items.find((one) => one.id === item)?.state, (await marks(id)).stageId]).toEqual([
    "held",
    STAGES.waitingOnUs,
  ]);
  await client.outbox.release({ id: item });
  await pass(1);
  expect((await marks(id)).stageId).toBe(STAGES.waitingOnContact);
});

test("[D8c] [A2] an answer that is taken back moves the ticket to where the tickets of the status went that was deleted meanwhile", async () => {
  const id = await newTicket();
  await client.tickets.move({ id, stageId: STAGES.waitingOnUs });
  await pass(1);
  const item = await answer(id);
  expect((await marks(id)).stageId).toBe(STAGES.waitingOnContact);
  await client.pipelines.removeStage({ id: SUPPORT, stageId: STAGES.waitingOnUs, moveTicketsTo: STAGES.new });
  await cancel(item);
  expect((await marks(id)).stageId).toBe(STAGES.new);
});
