import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cancelMail, editMail, releaseMail } from "#main/desk/commands/waiting-mail.ts";
import { moveTicket } from "#main/desk/commands/move-ticket.ts";
import { replyToTicket } from "#main/desk/commands/reply-to-ticket.ts";
import { inOnePiece, originOf } from "#main/desk/commands/command.ts";
import { applyMessage } from "#main/desk/messages/apply-message.ts";
import { composeAutomaticMail } from "#main/desk/outgoing/automatic-mail.ts";
import type { Actor } from "#main/desk/context.ts";
import { ingestRaw } from "#main/mail/ingest/ingest-raw.ts";
import { OutgoingContent } from "#shared/contract/outgoing.ts";
import { MessageId, UserId, type TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { startSmtpSink, type SmtpSink } from "../../support/mail/smtp-sink.ts";
import { INBOUND, STAGES } from "../../support/test-desk.ts";
import { openOutboxDesk, UNDO_MS, type OutboxDesk } from "./outbox-desk.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let sink: SmtpSink;
let out: OutboxDesk;
beforeEach(async () => {
  sink = await startSmtpSink();
  out = await openOutboxDesk({ smtpPort: sink.port });
});
afterEach(async () => {
  await out.close();
  await sink.close();
});

async function colleague(): Promise<Actor> {
  await out.desk.as(["move-backward"]);
  return { user: out.desk.core.context.setup.require("user", UserId.parse("user-move-backward")) };
}

/** The mail after its undo window: held, or sent. */
async function decided(message: Message): Promise<[string, unknown, number]> {
  await out.time.advance(UNDO_MS);
  const item = await out.until(async () => {
    const now = await out.item(message);
    return now.state === "held" || now.state === "sent" ? now : null;
  });
  return [item.state, item.hold, sink.mails.length];
}

describe("[H1b] an answer whose ticket went on since it was written", () => {
  test("is held beside the contact's new message, its author is told, and goes out once released", async () => {
    const id = await out.desk.newTicket();
    const message = await out.reply(id);
    const { messageId } = await out.desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    expect([await decided(message), await out.notifications()]).toEqual([
      ["held", { kind: "stale", newMessageIds: [messageId], stageChanged: false }, 0],
      ["mail-held: Re: Boots"],
    ]);
    await releaseMail(out.desk.core.context, out.owner, (await out.item(message)).id);
    await out.inState(message, "sent");
    expect(sink.mails.length).toBe(1);
  });

  test("is held again by what comes after the release", async () => {
    const id = await out.desk.newTicket();
    await out.change({ enabled: false });
    const message = await out.reply(id);
    await out.desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    await out.change({ enabled: true });
    expect((await decided(message))[0]).toBe("held");
    await out.change({ enabled: false });
    await releaseMail(out.desk.core.context, out.owner, (await out.item(message)).id);
    const { messageId } = await out.desk.receive({ messageId: "third@example.com", inReplyTo: "first@example.com" });
    await out.change({ enabled: true });
    expect(await decided(message)).toEqual([
      "held",
      { kind: "stale", newMessageIds: [messageId], stageChanged: false },
      0,
    ]);
  });

  test("is held by what the writer had not seen when they sent it", async () => {
    const id = await out.desk.newTicket();
    const seen = (await out.desk.client.tickets.open({ id })).activities.at(-1)?.stamp;
    const { messageId } = await out.desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    const message = await out.reply(id, seen === undefined ? {} : { basisStamp: seen });
    expect(await decided(message)).toEqual([
      "held",
      { kind: "stale", newMessageIds: [messageId], stageChanged: false },
      0,
    ]);
  });

  test("is held by a colleague's answer and by a colleague's move", async () => {
    const other = await colleague();
    const [one, two] = [await out.desk.newTicket("one@example.com"), await out.desk.newTicket("two@example.com")];
    const [first, second] = [await out.reply(one), await out.reply(two)];
    await moveTicket(out.desk.core.context, other, { id: two, stageId: STAGES.closed });
    const answer = await replyToTicket(out.desk.core.context, other, one, OutgoingContent.parse({ text: "Mine" }));
    expect(await decided(first)).toEqual([
      "held",
      { kind: "stale", newMessageIds: [answer.id], stageChanged: false },
      0,
    ]);
    expect((await out.inState(second, "held")).hold).toEqual({ kind: "stale", newMessageIds: [], stageChanged: true });
    // H1: in order. What comes behind a held mail on its ticket waits.
    expect((await out.item(answer)).state).toBe("queued");
  });

  test("is not held by a colleague's answer that was taken back", async () => {
    const other = await colleague();
    const id = await out.desk.newTicket();
    await moveTicket(out.desk.core.context, out.owner, { id, stageId: STAGES.waitingOnContact });
    const message = await out.reply(id);
    const answer = await replyToTicket(out.desk.core.context, other, id, OutgoingContent.parse({ text: "Mine" }));
    await cancelMail(out.desk.core.context, other, (await out.item(answer)).id);
    expect(await decided(message)).toEqual(["sent", null, 1]);
  });

  test("is not held by what its author did: the status of D1, a move, another answer, a note", async () => {
    const id = await out.desk.newTicket();
    const message = await out.reply(id);
    await moveTicket(out.desk.core.context, out.owner, { id, stageId: STAGES.closed });
    await out.desk.client.tickets.addNote({ id, text: "Sent and closed." });
    await out.reply(id, { text: "And this." });
    expect((await decided(message)).slice(0, 2)).toEqual(["sent", null]);
  });

  test("[D7] is not held by a vacation notice", async () => {
    const message = await out.reply(await out.desk.newTicket());
    await out.desk.receive({
      messageId: "away@example.com",
      inReplyTo: message.rfcMessageId,
      headers: { "Auto-Submitted": "auto-replied" },
    });
    expect(await decided(message)).toEqual(["sent", null, 1]);
  });

  test("an edit by somebody who saw what is new lets it go", async () => {
    const id = await out.desk.newTicket();
    const message = await out.reply(id);
    await out.desk.receive({ messageId: "second@example.com", inReplyTo: "first@example.com" });
    expect((await decided(message))[0]).toBe("held");
    const item = await out.item(message);
    await editMail(
      out.desk.core.context,
      out.owner,
      item.id,
      OutgoingContent.parse({ text: "Now with what you said." }),
    );
    expect(await decided(message)).toEqual(["sent", null, 1]);
  });
});

describe("[D7] automatic mail", () => {
  const automatic = (ticketId: TicketId, number = 0, address = "anna@example.com") =>
    inOnePiece(out.desk.core.context, async (piece) => {
      const { context } = out.desk.core;
      const ticket = await piece.tickets.get(ticketId);
      if (!ticket) throw new TypeError("There is no such ticket.");
      const { atEpochMs, cause } = originOf(context, out.owner);
      const message = await composeAutomaticMail(context, piece, {
        id: MessageId.parse(`automatic-${ticketId}-${number}-${atEpochMs}`),
        ticket,
        to: { name: "Anna", address },
        subject: `Notice ${number}`,
        text: "We got it.",
        html: null,
        atEpochMs,
        cause,
        audience: "customer",
      });
      await applyMessage(context, piece, message, cause);
      return message;
    });

  test("is marked, changes no status, and goes out", async () => {
    const id = await out.desk.newTicket();
    const message = await automatic(id);
    expect(await decided(message)).toEqual(["sent", null, 1]);
    expect([(await out.desk.ticket(id)).stageId, message.verdict]).toEqual([
      STAGES.new,
      { kind: "no-change", rule: "D7", reason: "automatic" },
    ]);
    expect(sink.mails[0]?.raw).toMatch(/^Auto-Submitted: auto-generated$/mu);
  });

  test("the eleventh to one recipient on one ticket within ten minutes is held, and so is one on another ticket by then", async () => {
    const [id, other] = [await out.desk.newTicket("one@example.com"), await out.desk.newTicket("two@example.com")];
    const messages: Message[] = [];
    for (let number = 1; number <= 11; number += 1) messages.push(await automatic(id, number));
    const elsewhere = await automatic(other);
    await out.time.advance(UNDO_MS);
    const last = messages.at(-1);
    if (!last) throw new TypeError("There are eleven.");
    const held = await out.inState(last, "held");
    const alsoHeld = await out.inState(elsewhere, "held");
    expect([held.hold, alsoHeld.hold, sink.mails.length]).toEqual([
      { kind: "cap", address: "anna@example.com", mails: 10, minutes: 10 },
      { kind: "cap", address: "anna@example.com", mails: 3, minutes: 10, allTickets: true },
      10,
    ]);
    // Both wait for a person; that they do so for different reasons makes two causes of it.
    const { groups } = await out.desk.client.attention.list();
    const causes = groups.map((group) => (group.kind === "mail" ? [group.count, group.state, group.hold] : group));
    expect(causes).toHaveLength(2);
    expect(causes).toEqual(
      expect.arrayContaining([
        [1, "held", held.hold],
        [1, "held", alsoHeld.hold],
      ]),
    );
    await releaseMail(out.desk.core.context, out.owner, held.id);
    await out.inState(last, "sent");
    const after = await out.desk.client.attention.list();
    const { counts } = await out.desk.client.desk.status();
    expect([sink.mails.length, after.groups.length, counts.attention]).toEqual([11, 1, 1]);
  });

  test("what a person got at one of their addresses counts for the others", async () => {
    const id = await out.desk.newTicket();
    const { client } = out.desk;
    const [anna] = (await client.contacts.list({ limit: 1 })).items;
    if (!anna) throw new TypeError("Anna wrote.");
    await client.contacts.update({ id: anna.id, addresses: ["anna@example.com", "anna@home.example"] });
    for (let number = 1; number <= 10; number += 1) await automatic(id, number);
    const message = await automatic(id, 11, "anna@home.example");
    await out.time.advance(UNDO_MS);
    const { hold } = await out.inState(message, "held");
    expect([hold, sink.mails.length]).toEqual([
      { kind: "cap", address: "anna@home.example", mails: 10, minutes: 10 },
      10,
    ]);
  });

  test("a machine that answers each acknowledgement with a new subject gets a handful, and the next is held", async () => {
    const messages: Message[] = [];
    for (let number = 1; number <= 5; number += 1) {
      const message = await automatic(await out.desk.newTicket(`round-${number}@example.com`), number);
      messages.push(message);
      await out.time.advance(UNDO_MS);
      await out.inState(message, number <= 3 ? "sent" : "held");
    }
    const last = messages.at(-1);
    if (!last) throw new TypeError("There are five.");
    expect([(await out.item(last)).hold, sink.mails.length]).toEqual([
      { kind: "cap", address: "anna@example.com", mails: 3, minutes: 10, allTickets: true },
      3,
    ]);
    await releaseMail(out.desk.core.context, out.owner, (await out.item(last)).id);
    await out.inState(last, "sent");
  });

  test("none goes to an address for sixty days after a hard bounce; a person's answer does", async () => {
    const id = await out.desk.newTicket();
    const message = await out.reply(id);
    expect((await decided(message))[0]).toBe("sent");
    await out.desk.core.context.queue.idle();
    await bounce(message.rfcMessageId);
    const held = await automatic(id);
    expect((await decided(held)).slice(0, 2)).toEqual([
      "held",
      {
        kind: "bounced",
        address: "anna@example.com",
        untilEpochMs: out.time.clock.nowEpochMs() - UNDO_MS + 60 * DAY_MS,
      },
    ]);
    await cancelMail(out.desk.core.context, out.owner, (await out.item(held)).id);
    const answer = await out.reply(id);
    expect((await decided(answer))[0]).toBe("sent");
  });

  test("a bounce is shown at the mail that it answers, once, and its author is told", async () => {
    const message = await out.reply(await out.desk.newTicket());
    await decided(message);
    const { messageId } = await bounce(message.rfcMessageId);
    await bounce(message.rfcMessageId);
    expect([(await out.item(message)).returned, await out.notifications()]).toEqual([
      [
        {
          address: "anna@example.com",
          status: "5.1.1",
          hard: true,
          messageId,
          atEpochMs: out.time.clock.nowEpochMs(),
        },
      ],
      ["mail-returned: anna@example.com"],
    ]);
  });

  test("[D9] a bounce of a Message-ID that the desk did not sign changes nothing", async () => {
    const message = await out.reply(await out.desk.newTicket());
    await decided(message);
    await bounce(message.rfcMessageId.replace(/\.[0-9a-f]{20}@/u, `.${"0".repeat(20)}@`));
    expect([(await out.item(message)).returned, await out.notifications()]).toEqual([[], []]);
  });
});

function bounce(rfcMessageId: string) {
  return ingestRaw(out.desk.core.context, INBOUND, Buffer.from(deliveryReport(rfcMessageId)));
}

function deliveryReport(rfcMessageId: string): string {
  return [
    "From: Mail Delivery System <mailer-daemon@mx.example.com>",
    "To: help@desk.example",
    "Subject: Undelivered Mail Returned to Sender",
    "Message-ID: <bounce@mx.example.com>",
    "Date: Mon, 4 May 2026 09:00:30 +0000",
    "Auto-Submitted: auto-replied",
    "MIME-Version: 1.0",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "I'm sorry: no such user.",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example.com",
    "",
    "Final-Recipient: rfc822; anna@example.com",
    "Action: failed",
    "Status: 5.1.1",
    "Diagnostic-Code: smtp; 550 5.1.1 No such user",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: <${rfcMessageId}>`,
    "From: help@desk.example",
    "To: anna@example.com",
    "--b--",
    "",
  ].join("\r\n");
}
