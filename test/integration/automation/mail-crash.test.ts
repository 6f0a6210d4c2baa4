import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TicketId } from "#shared/model/ids.ts";
import { crashBefore } from "../../support/automation/crash-points.ts";
import { note, openMailFixture, tell, template, toColleagues, type MailFixture } from "./mail-fixture.ts";

let fixture: MailFixture;
beforeEach(async () => {
  fixture = await openMailFixture();
});
afterEach(async () => {
  await fixture.close();
});

const MINUTE_MS = 60_000;
/** Before each write of the work, and last after all of them. */
const FIRST_MAIL_CUTS = Array.from({ length: 13 }, (_, cut) => cut);
const AFTER_WAIT_CUTS = Array.from({ length: 12 }, (_, cut) => cut);

/** What is there in the end, in an order of its own. */
async function everything(): Promise<unknown> {
  const { store } = fixture.desk().core.context;
  const [ticket] = await store.tickets.find({ selector: {} });
  const id = TicketId.parse(ticket?.id);
  const messages = await store.messages.find({ selector: {} });
  const outbox = await fixture.outbox();
  const { activities } = await fixture.desk().client.tickets.open({ id });
  const [conversation] = await store.conversations.find({ selector: {} });
  const runs = await store.runs.find({ selector: {} });
  return {
    ticket: [ticket?.pending, ticket?.hasPending, ticket?.messageCount, ticket?.lastAgentMessageAtEpochMs],
    messages: messages
      .map(({ kind, direction, subject, settled, to }) => [kind, direction, subject, settled, to[0]?.address])
      .toSorted((a, b) => (a.join(" ") < b.join(" ") ? -1 : 1)),
    outbox: outbox.map(({ state, automatic }) => [state, automatic]),
    conversation: conversation?.messageCount,
    told: activities.map(({ body }) => body.type).toSorted(),
    notifications: await fixture.notifications("user-ada"),
    runs: runs.map(({ status, journal }) => [
      status,
      ...journal.map(({ stepId, outcome }) => `${stepId} ${outcome.kind}`),
    ]),
  };
}

async function begin(): Promise<void> {
  const ada = await fixture.user("Ada");
  await fixture.workflow([
    template("mail-template-ticket-received"),
    {
      id: template("").id,
      type: "wait-for",
      duration: { amount: 1, unit: "minutes" },
      cancelOn: [],
      whenCancelled: "stop",
      businessHours: false,
    },
    toColleagues({ userIds: [ada.id] }, ["ops@other.example"]),
    tell({ userIds: [ada.id] }),
    note("Told."),
    template("mail-template-ticket-closed"),
  ]);
}

const EXPECTED = {
  ticket: [[], false, 3, null],
  messages: [
    ["email", "incoming", "Boots", true, "help@desk.example"],
    ["email", "outgoing", "Boots is waiting", true, "ada@desk.example"],
    ["email", "outgoing", "Boots is waiting", true, "ops@other.example"],
    ["email", "outgoing", "We received your request: Boots", true, "anna@example.com"],
    ["email", "outgoing", "Your request is closed: Boots", true, "anna@example.com"],
    ["note", "internal", "", true, undefined],
  ],
  outbox: [
    ["queued", true],
    ["queued", true],
    ["queued", true],
    ["queued", true],
  ],
  conversation: 3,
  told: [
    "message.received",
    "message.sent",
    "message.sent",
    "note.added",
    "ticket.created",
    "workflow.acted",
    "workflow.acted",
    "workflow.acted",
    "workflow.acted",
  ],
  notifications: [
    "workflow-message: Boots is waiting / Ticket 1 of Anna Rossi: They leak.",
    "workflow-message: Look: Boots / By Anna Rossi",
  ],
  runs: [["done", "step-1 done", "step-2 completed", "step-3 done", "step-4 done", "step-5 done", "step-6 done"]],
};

const sorted = (found: unknown) => {
  const all = found as typeof EXPECTED;
  return { ...all, notifications: all.notifications.toSorted() };
};

describe("[F7] what steps write, cut off after any write, is there once", () => {
  test.each(FIRST_MAIL_CUTS)("a mail that the ticket's first mail sets off, cut off before write %i", async (cut) => {
    await begin();
    const crash = crashBefore(fixture.desk().core.context.store, cut);
    await fixture.receive().catch(() => undefined);
    expect(crash.point === null).toBe(cut === FIRST_MAIL_CUTS.length - 1);
    await fixture.restart();
    // Fetched again: it is a duplicate, or it comes in now.
    await fixture.receive({ messageId: "mail-1@example.com" });
    await fixture.desk().time.advance(MINUTE_MS);
    await fixture.desk().core.context.queue.idle();
    expect(sorted(await everything())).toEqual(EXPECTED);
  });

  test.each(AFTER_WAIT_CUTS)("mails, notes and notifications after a wait, cut off before write %i", async (cut) => {
    await begin();
    await fixture.receive();
    const crash = crashBefore(fixture.desk().core.context.store, cut);
    await fixture.desk().time.advance(MINUTE_MS);
    await fixture.desk().core.context.queue.idle();
    expect(crash.point === null).toBe(cut === AFTER_WAIT_CUTS.length - 1);
    await fixture.restart();
    await fixture.desk().time.advance(0);
    await fixture.desk().core.context.queue.idle();
    expect(sorted(await everything())).toEqual(EXPECTED);
  });
});
