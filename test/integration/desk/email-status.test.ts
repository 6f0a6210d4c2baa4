import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { TicketId, WorkflowId } from "#shared/model/ids.ts";
import { DAY_MS, INBOUND, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";
import { insert } from "../../support/insert.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const D1 = WorkflowId.parse("workflow-pipeline-support-d1");
const D2 = WorkflowId.parse("workflow-pipeline-support-d2");
const stageOf = async (id: TicketId) => (await desk.ticket(id)).stageId;

describe("answers from the ticket record", () => {
  test("[D1] an e-mail from the ticket record sets the status, by the generated workflow", async () => {
    const id = await desk.newTicket();
    await desk.client.tickets.reply({ id, text: "Which size?" });
    expect(await desk.history(id)).toEqual([
      "channel: ticket.created",
      "channel: message.received (B1 new-conversation)",
      "user: message.sent (D1 sent-to-customer)",
      "D1: new → waiting-on-contact",
    ]);
    expect(await stageOf(id)).toBe(STAGES.waitingOnContact);
  });

  test("[D1] switched off, the answer leaves the status alone", async () => {
    const id = await desk.newTicket();
    await desk.client.workflows.update({ id: D1, enabled: false });
    await desk.client.tickets.reply({ id, text: "Which size?" });
    expect(await stageOf(id)).toBe(STAGES.new);
  });

  test("[D1] Edit action: another status is set from then on", async () => {
    const id = await desk.newTicket();
    const { definition } = await desk.client.workflows.get({ id: D1 });
    const steps = definition.steps.map((step) =>
      step.type === "move-stage" ? { ...step, stageId: STAGES.closed } : step,
    );
    const updated = await desk.client.workflows.update({ id: D1, definition: { ...definition, steps } });
    await desk.client.tickets.reply({ id, text: "Done." });
    const ticket = await desk.ticket(id);
    expect([updated.revision, ticket.stageId, ticket.closedAtEpochMs]).toEqual([
      2,
      STAGES.closed,
      desk.clock.nowEpochMs,
    ]);
  });

  test("[D1] an answer is queued once, signed, and threaded under the contact's mail", async () => {
    const id = await desk.newTicket();
    const sent = await desk.client.tickets.reply({ id, text: "Which size?" });
    const status = await desk.client.desk.status();
    expect(status.counts.outbox).toBe(1);
    expect(sent).toMatchObject({
      direction: "outgoing",
      delivery: { state: "queued" },
      subject: "Re: Boots",
      to: [{ name: "Anna", address: "anna@example.com" }],
      references: ["first@example.com"],
    });
    expect(sent.rfcMessageId).toMatch(/^pd\.m_[0-9a-f]{35}\.[0-9a-f]{20}@/u);
  });
});

describe("replies of contacts", () => {
  test("[D2] a reply in the origin thread sets the status, by the generated workflow", async () => {
    const id = await desk.newTicket();
    const sent = await desk.client.tickets.reply({ id, text: "Which size?" });
    const reply = await desk.receive({ messageId: "second@example.com", inReplyTo: sent.rfcMessageId });
    expect(reply.ticketId).toBe(id);
    expect((await desk.history(id)).slice(-2)).toEqual([
      "channel: message.received (D2 customer-replied)",
      "D2: waiting-on-contact → waiting-on-us",
    ]);
  });

  test("[D2] switched off, the reply leaves the status alone", async () => {
    const id = await desk.newTicket();
    await desk.client.workflows.update({ id: D2, enabled: false });
    await desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    expect(await stageOf(id)).toBe(STAGES.new);
  });

  test("[D8] the same reply a second time is a duplicate and changes nothing", async () => {
    const id = await desk.newTicket();
    await desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    await desk.client.tickets.move({ id, stageId: STAGES.new });
    const before = await desk.client.tickets.open({ id });
    const again = await desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    expect(again.status).toBe("duplicate");
    expect(await desk.client.tickets.open({ id })).toEqual(before);
  });

  test("[D6] a reply on a closed ticket reopens it at the first open stage, D2 on or off, and clears the close date (C2)", async () => {
    const id = await desk.newTicket();
    for (const enabled of [true, false]) {
      await desk.client.workflows.update({ id: D2, enabled });
      await desk.client.tickets.move({ id, stageId: STAGES.closed });
      await desk.receive({ messageId: `again-${enabled}@example.com`, inReplyTo: "first@example.com" });
      const { stageId, closedAtEpochMs, wasReopened } = await desk.ticket(id);
      expect({ stageId, closedAtEpochMs, wasReopened }).toEqual({
        stageId: STAGES.new,
        closedAtEpochMs: null,
        wasReopened: true,
      });
    }
    expect((await desk.history(id)).filter((line) => line.startsWith("D6"))).toEqual([
      "D6: closed → new",
      "D6: closed → new",
    ]);
  });

  test("[D6] [G1] reopening by a reply is not stopped by the rule against moving backward", async () => {
    await desk.client.pipelines.update({ id: SUPPORT, rules: { preventBackward: true } });
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    await desk.receive({ messageId: "again@example.com", inReplyTo: "first@example.com" });
    expect(await stageOf(id)).toBe(STAGES.new);
  });

  test("[D7] automatic mail is attached, marked and changes nothing", async () => {
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    const away = await desk.receive({
      messageId: "away@example.com",
      inReplyTo: "first@example.com",
      headers: { "Auto-Submitted": "auto-replied" },
    });
    const { ticket, messages } = await desk.client.tickets.open({ id });
    const stored = messages.find((message) => message.id === away.messageId);
    expect([away.ticketId, ticket.stageId, stored?.classification.automatic]).toEqual([id, STAGES.closed, true]);
  });

  test("[D7] automatic mail that belongs to no ticket is kept without one", async () => {
    const away = await desk.receive({ messageId: "away@example.com", headers: { "Auto-Submitted": "auto-replied" } });
    const inbox = await desk.client.conversations.list({ hasTicket: false });
    expect([away.status, away.ticketId, inbox.items.map(({ id }) => id)]).toEqual([
      "imported",
      null,
      [away.conversationId],
    ]);
  });

  test("[D4] a reply in a later thread counts only once the ticket was closed and reopened", async () => {
    const id = await desk.newTicket();
    // A later thread: an answer on a ticket whose contact began no other conversation, sent to a new subject.
    const later = await laterThread(id);
    await desk.receive({ messageId: "l1@example.com", inReplyTo: later });
    expect((await desk.history(id)).at(-1)).toBe("channel: message.received (D2 later-thread)");
    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    await desk.client.tickets.move({ id, stageId: STAGES.new });
    await desk.receive({ messageId: "l2@example.com", inReplyTo: "l1@example.com" });
    expect((await desk.history(id)).slice(-2)).toEqual([
      "channel: message.received (D4 customer-replied)",
      "D2: new → waiting-on-us",
    ]);
  });

  test("[D5] a forwarded mail in the thread changes nothing", async () => {
    const id = await desk.newTicket();
    await desk.receive({
      messageId: "fwd@example.com",
      inReplyTo: "first@example.com",
      subject: "Fwd: Boots",
      text: "FYI\n\n---------- Forwarded message ---------\nFrom: Bob <bob@example.com>\nDate: Mon, 4 May 2026 at 09:00\nSubject: Boots\nTo: Anna <anna@example.com>\n\nSee this.\n",
    });
    expect((await desk.history(id)).at(-1)).toBe("channel: message.received (D5 forwarded)");
    expect(await stageOf(id)).toBe(STAGES.new);
  });

  test("[D9] a stranger who writes into a thread gets a side conversation with a notice, and changes nothing", async () => {
    const id = await desk.newTicket();
    const stranger = { from: "Eve <eve@evil.example>", inReplyTo: "first@example.com" };
    const first = await desk.receive({ messageId: "eve1@evil.example", ...stranger });
    const second = await desk.receive({ messageId: "eve2@evil.example", ...stranger });
    const { conversations, ticket } = await desk.client.tickets.open({ id });
    const side = conversations.filter(({ kind }) => kind === "side");
    expect([
      first.ticketId,
      second.conversationId,
      side.map((one) => [one.id, one.messageCount]),
      ticket.stageId,
    ]).toEqual([id, first.conversationId, [[first.conversationId, 2]], STAGES.new]);
    expect(await desk.history(id)).toContain("D9: conversation.side-added");
  });

  test.each([
    ["[D9] a stranger", { from: "Eve <eve@evil.example>", subject: "Re: Boots", text: "I am new here." }, "Eve"],
    [
      "[D5] a forward by the customer",
      {
        subject: "Fwd: Boots",
        text: "FYI\n\n---------- Forwarded message ---------\nFrom: Bob <bob@example.com>\nDate: Mon, 4 May 2026 at 09:00\nSubject: Boots\nTo: Anna <anna@example.com>\n\nSee this.\n",
      },
      "Anna",
    ],
  ])("%s on a closed ticket leaves it closed, unread, and is told to its people, once", async (_who, mail, name) => {
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    await desk.client.tickets.markRead({ id });
    const told = async () =>
      (await desk.client.notifications.list({})).items.map(({ topic, about, ticketId, detail }) => [
        topic,
        about,
        ticketId,
        detail,
      ]);
    const before = await told();
    const late = { messageId: "late@example.com", inReplyTo: "first@example.com", ...mail };
    await desk.receive(late);
    await desk.receive(late);
    const { stageId, unread } = await desk.ticket(id);
    expect([stageId, unread, before, await told()]).toEqual([
      STAGES.closed,
      true,
      [],
      [["mail-on-closed", expect.stringContaining(name), id, mail.subject]],
    ]);
  });

  test("[D6] an answer that reopens its ticket is on the board and needs no telling", async () => {
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    await desk.receive({ messageId: "again@example.com", inReplyTo: "first@example.com" });
    expect([await stageOf(id), (await desk.client.notifications.list({})).items]).toEqual([STAGES.new, []]);
  });

  test("[D9] a forged Message-ID of the desk leads nowhere", async () => {
    const id = await desk.newTicket();
    const sent = await desk.client.tickets.reply({ id, text: "Which size?" });
    const forged = sent.rfcMessageId.replace(/\.[0-9a-f]{20}@/u, ".00000000000000000000@");
    const mail = await desk.receive({ messageId: "forger@example.com", inReplyTo: forged });
    expect(mail.ticketId).not.toBe(id);
  });

  test("[D10] within the days a reply reopens; later it makes a new ticket linked to the old one, and further replies go there", async () => {
    await desk.client.pipelines.update({ id: SUPPORT, reopen: { kind: "within-days", days: 7 } });
    const id = await desk.newTicket();
    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    desk.clock.nowEpochMs += 6 * DAY_MS;
    const soon = await desk.receive({ messageId: "soon@example.com", inReplyTo: "first@example.com" });
    expect([soon.ticketId, await stageOf(id)]).toEqual([id, STAGES.new]);

    await desk.client.tickets.move({ id, stageId: STAGES.closed });
    desk.clock.nowEpochMs += 8 * DAY_MS;
    const late = await desk.receive({ messageId: "late@example.com", inReplyTo: "first@example.com" });
    const next = TicketId.parse(late.ticketId);
    const further = await desk.receive({ messageId: "further@example.com", inReplyTo: "first@example.com" });
    expect([next === id, further.ticketId, await stageOf(id)]).toEqual([false, next, STAGES.closed]);
    expect([(await desk.ticket(id)).links, (await desk.ticket(next)).links]).toEqual([
      [{ ticketId: next, relation: "followed-by" }],
      [{ ticketId: id, relation: "follows" }],
    ]);
  });

  test("[B2] with ticket creation off, mail is kept without a ticket, and one can be made by hand", async () => {
    await desk.client.channels.update({ id: INBOUND, createTickets: false });
    const first = await desk.receive({ messageId: "first@example.com" });
    desk.clock.nowEpochMs += 1_000;
    const second = await desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    expect([first.ticketId, second.conversationId]).toEqual([null, first.conversationId]);
    const [conversation] = (await desk.client.conversations.list({ hasTicket: false })).items;
    if (!conversation) throw new Error("There is no conversation.");
    const ticket = await desk.client.conversations.createTicket({ id: conversation.id, pipelineId: SUPPORT });
    const { messages } = await desk.client.tickets.open({ id: ticket.id });
    const inbox = await desk.client.conversations.list({ hasTicket: false });
    expect([messages.map(({ rfcMessageId }) => rfcMessageId), inbox.items]).toEqual([
      ["first@example.com", "second@example.com"],
      [],
    ]);
    // From now on a reply in it counts like any other.
    const third = await desk.receive({ messageId: "third@example.com", inReplyTo: "second@example.com" });
    expect([third.ticketId, await stageOf(ticket.id)]).toEqual([ticket.id, STAGES.waitingOnUs]);
  });

  /** The Message-ID of a mail that a user sent on the ticket in a new thread. */
  async function laterThread(id: TicketId): Promise<string> {
    const { context } = desk.core;
    const sent = await desk.client.tickets.reply({ id, text: "About something else." });
    const stored = await context.store.messages.get(sent.id);
    const conversation = stored?.conversationId ? await context.store.conversations.get(stored.conversationId) : null;
    if (!stored || !conversation) throw new Error("The answer was not stored.");
    // What a composer that begins a new thread writes; this version's composer only answers.
    const otherId = `${conversation.id}x` as typeof conversation.id;
    await insert(context.store.conversations, [{ ...conversation, id: otherId }]);
    await context.store.messages.write([{ previous: stored, next: { ...stored, conversationId: otherId } }]);
    await desk.client.tickets.move({ id, stageId: STAGES.new });
    return sent.rfcMessageId;
  }
});
