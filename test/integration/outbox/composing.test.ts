import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inOnePiece } from "#main/desk/commands/command.ts";
import { composeFromTicket, composeToContact } from "#main/desk/commands/compose-mail.ts";
import { forwardMessage } from "#main/desk/commands/forward-message.ts";
import { editMail } from "#main/desk/commands/waiting-mail.ts";
import type { Actor, DeskContext } from "#main/desk/context.ts";
import { outboxItemIdOf } from "#main/desk/derived-ids.ts";
import { notify } from "#main/desk/notifications/notify.ts";
import { contactIdOf } from "#main/desk/people.ts";
import { listOutbox } from "#main/desk/queries/outbox-items.ts";
import { markNotificationsRead } from "#main/desk/commands/mark-notifications-read.ts";
import { listNotifications } from "#main/desk/queries/notifications.ts";
import { replyToTicket } from "#main/desk/commands/reply-to-ticket.ts";
import { composeMail } from "#main/mail/compose/compose-mail.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { OutgoingContent, type OutgoingContentInput } from "#shared/contract/outgoing.ts";
import { BlobId, MessageId, type TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { visibleText } from "#shared/rules/email/visible-text.ts";
import { INBOUND, openTestDesk, STAGES, type TestDesk } from "../../support/test-desk.ts";

const content = (input: Partial<OutgoingContentInput> = {}) => OutgoingContent.parse({ text: "Which size?", ...input });

let desk: TestDesk;
let context: DeskContext;
let owner: Actor;
beforeEach(async () => {
  desk = await openTestDesk();
  ({ context } = desk.core);
  owner = { user: context.setup.require("user", desk.core.owner()) };
  const channel = context.setup.require("channel", INBOUND);
  await context.store.setup.write([{ previous: channel, next: { ...channel, address: "help@desk.example" } }]);
});
afterEach(() => desk.close());

const reply = (id: TicketId, input: Partial<OutgoingContentInput> & { messageId?: MessageId } = {}) =>
  replyToTicket(context, owner, id, { ...content(input), messageId: input.messageId });
const stage = async (id: TicketId) => (await desk.ticket(id)).stageId;
const firstMail = async (id: TicketId) => {
  const mail = (await desk.client.tickets.open({ id })).messages[0];
  if (!mail) throw new TypeError("The ticket has a mail.");
  return mail.id;
};
async function onTheWire(message: Message) {
  const { raw } = await composeMail(context, message, { address: "help@desk.example" });
  const read = await parseMail(raw);
  if (read.kind !== "parsed") throw new TypeError(read.explanation);
  return read.mail;
}

describe("answers", () => {
  test("[D1] quoted history and signature are added, and reading the mail gives what was written", async () => {
    const id = await desk.newTicket();
    await withSignature("Your boot makers\nVia Roma 1");
    const message = await reply(id, { quote: true });
    expect([message.visibleText, message.text, message.html, visibleText(message.text)]).toEqual([
      "Which size?",
      expect.stringMatching(
        /^Which size\?\n\n-- \nYour boot makers\nVia Roma 1\n\nOn .*2026.*, Anna wrote:\n> They leak\.$/su,
      ),
      null,
      "Which size?",
    ]);
    const mail = await onTheWire(message);
    expect([mail.text.trim(), mail.visibleText, mail.inReplyTo, mail.references]).toEqual([
      message.text,
      "Which size?",
      ["first@example.com"],
      ["first@example.com"],
    ]);
  });

  test("[D1] HTML gets a text part made from it, is rid of what runs, and its history is recognised", async () => {
    const id = await desk.newTicket();
    const message = await reply(id, {
      text: "",
      html: '<p onclick="x()">Which <b>size</b>?</p><script>alert(1)</script><iframe src="https://evil.example"></iframe>',
      quote: true,
    });
    expect([message.visibleText, message.html?.split("\n")[0]]).toEqual(["Which size?", "<p>Which <b>size</b>?</p>"]);
    const mail = await onTheWire(message);
    expect(mail.visibleText).toBe("Which size?");
    expect(mail.html).not.toMatch(/script|iframe|onclick/u);
  });

  test("[D9] a ticket's mail bears its token in the subject on the wire, once, and not in the desk", async () => {
    const id = await desk.newTicket();
    const message = await reply(id);
    const { subject } = await onTheWire(message);
    expect([message.subject, subject]).toEqual(["Re: Boots", expect.stringMatching(/^Re: Boots \[#1-[0-9a-z]{8}\]$/u)]);
    const again = await onTheWire(await reply(id, { subject }));
    expect(again.subject).toBe(subject);
  });

  test("a chosen mail is answered, in its own thread", async () => {
    const id = await desk.newTicket();
    const side = await desk.receive({
      messageId: "side@example.com",
      from: "Bea <bea@example.com>",
      inReplyTo: "first@example.com",
    });
    const message = await reply(id, { messageId: MessageId.parse(side.messageId) });
    expect([message.to, message.conversationId, message.verdict]).toEqual([
      [{ name: "Bea", address: "bea@example.com" }],
      side.conversationId,
      { kind: "no-change", rule: "D9", reason: "side-conversation" },
    ]);
  });

  test("a mail of another ticket can't be answered here", async () => {
    const [one, two] = [await desk.newTicket("one@example.com"), await desk.newTicket("two@example.com")];
    await expect(reply(one, { messageId: await firstMail(two) })).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });
  });

  test("nobody gets a mail twice who stands in two lines", async () => {
    const message = await reply(await desk.newTicket(), {
      cc: [{ address: "ANNA@example.com" }, { address: "bea@example.com" }],
      bcc: [{ address: "bea@example.com" }],
    });
    expect([message.to, message.cc, message.bcc].map((who) => who.map(({ address }) => address))).toEqual([
      ["anna@example.com"],
      ["bea@example.com"],
      [],
    ]);
  });

  test.each([
    ["past", -1, "The time is past already."],
    ["more than a year away", 367 * 86_400_000, "The time is more than a year away."],
  ])("[H1] a chosen time that is %s is refused", async (_when, offset, words) => {
    const id = await desk.newTicket();
    await expect(reply(id, { sendAtEpochMs: desk.clock.nowEpochMs + offset })).rejects.toThrow(words);
    expect(await stage(id)).toBe(STAGES.new);
  });

  test("without words, pictures or files there is nothing to send", async () => {
    await expect(reply(await desk.newTicket(), { text: "", html: "<p> </p>" })).rejects.toMatchObject({
      code: "PD_INPUT_INVALID",
    });
  });
});

describe("files", () => {
  test("a file that is not in the desk is refused, and nothing is written", async () => {
    const id = await desk.newTicket();
    const attachments = [{ blobId: BlobId.parse("0".repeat(64)), name: "a.txt", contentType: "text/plain" }];
    await expect(reply(id, { attachments })).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });
    expect((await desk.client.tickets.open({ id })).messages.length).toBe(1);
  });

  test("more than fits into a mail is refused with the size and the limit", async () => {
    const blobId = await context.store.files.put(new Uint8Array(9 * 1024 * 1024));
    const attachments = [1, 2, 3].map((number) => ({ blobId, name: `${number}.bin`, contentType: "image/png" }));
    await expect(reply(await desk.newTicket(), { attachments })).rejects.toThrow(/would have 37 MB.*at most 35 MB/u);
  });

  test("a picture inside the HTML comes as one", async () => {
    const blobId = await context.store.files.put(Buffer.from("picture"));
    const message = await reply(await desk.newTicket(), {
      text: "",
      html: '<p>See <img src="cid:pic1" alt="x"></p>',
      attachments: [{ blobId, name: "a.png", contentType: "image/png", contentId: "pic1" }],
    });
    const [attachment] = (await onTheWire(message)).attachments;
    expect([attachment?.contentId, attachment?.inline, attachment?.sizeBytes]).toEqual(["pic1", true, 7]);
  });
});

describe("new mail and forwards", () => {
  test("[D1] a new mail from the ticket has a thread of its own and sets the status", async () => {
    const id = await desk.newTicket();
    const message = await composeFromTicket(context, owner, id, content({ subject: "Your order" }));
    expect([message.to, message.references, message.verdict, await stage(id)]).toEqual([
      [{ name: "Anna", address: "anna@example.com" }],
      [],
      { kind: "sent-to-customer", rule: "D1" },
      STAGES.waitingOnContact,
    ]);
    expect((await desk.client.tickets.open({ id })).conversations.length).toBe(2);
  });

  test("[D3] a mail from the contact record belongs to no ticket and changes no status", async () => {
    const id = await desk.newTicket();
    const message = await composeToContact(context, owner, { id: contactIdOf("anna@example.com"), ...content() });
    expect([message.ticketId, message.verdict, message.to, await stage(id)]).toEqual([
      null,
      { kind: "no-change", rule: "D3", reason: "contact-record" },
      [{ name: "Anna", address: "anna@example.com" }],
      STAGES.new,
    ]);
    expect((await context.store.outbox.get(outboxItemIdOf(message.id)))?.state).toBe("queued");
  });

  test("[D5] a forward carries the mail with its header lines and files, and changes no status; nor does the answer to it", async () => {
    const id = await desk.newTicket();
    const original = await firstMail(id);
    const stored = await context.store.messages.get(original);
    const blobId = await context.store.files.put(Buffer.from("invoice"));
    if (!stored) throw new TypeError("The mail is in the desk.");
    const file = {
      blobId,
      name: "invoice.pdf",
      contentType: "application/pdf",
      sizeBytes: 7,
      contentId: null,
      inline: false,
    };
    await context.store.messages.write([{ previous: stored, next: { ...stored, attachments: [file] } }]);

    const to = [{ name: "", address: "supplier@example.com" }];
    const message = await forwardMessage(context, owner, {
      ...content({ text: "Please look." }),
      id: original,
      to,
      withFiles: true,
    });
    expect([message.subject, message.verdict, message.references, message.attachments, await stage(id)]).toEqual([
      "Fwd: Boots",
      { kind: "no-change", rule: "D5", reason: "forwarded" },
      [],
      [file],
      STAGES.new,
    ]);
    expect(message.text).toMatch(
      /^Please look\.\n\n-{10} Forwarded message -{10}\nFrom: Anna <anna@example\.com>\nDate: .*\nSubject: Boots\nTo: help@desk\.example\n\nThey leak\.$/u,
    );
    const wire = await onTheWire(message);
    expect([wire.classification.forwarded, wire.subject]).toEqual([true, "Fwd: Boots"]);

    const answer = await desk.receive({
      messageId: "answer@example.com",
      from: "supplier@example.com",
      subject: "Re: Fwd: Boots",
      inReplyTo: message.rfcMessageId,
    });
    expect([answer.ticketId, answer.conversationId, await stage(id)]).toEqual([id, message.conversationId, STAGES.new]);
    expect((await desk.history(id)).at(-1)).toBe("channel: message.received (D5 reply-to-forwarded)");
  });

  test("[H1] an edited forward keeps what it passes on", async () => {
    const id = await desk.newTicket();
    const to = [{ name: "", address: "supplier@example.com" }];
    const message = await forwardMessage(context, owner, {
      ...content({ text: "Please look." }),
      id: await firstMail(id),
      to,
      withFiles: true,
    });
    const edited = await editMail(context, owner, outboxItemIdOf(message.id), content({ text: "Have a look." }));
    expect([edited.text, edited.to, edited.rfcMessageId]).toEqual([
      message.text.replace("Please look.", "Have a look."),
      to,
      message.rfcMessageId,
    ]);
  });
});

describe("lists", () => {
  test("[H1] the outbox is paged newest first over all states, and each mail tells which one it waits for", async () => {
    const id = await desk.newTicket();
    const messages: Message[] = [];
    for (let number = 0; number < 5; number += 1) {
      desk.clock.nowEpochMs += 1000;
      messages.push(await reply(id, { text: `Answer ${number}` }));
    }
    const [, second] = messages.map((message) => outboxItemIdOf(message.id));
    if (second) await desk.client.outbox.cancel({ id: second });
    const pages: string[][] = [];
    const waits: (string | null)[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await listOutbox(context, { limit: 2, cursor });
      pages.push(page.items.map(({ snippet }) => snippet));
      waits.push(...page.items.map(({ waitsForId }) => waitsForId));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    const ids = messages.map((message) => outboxItemIdOf(message.id));
    expect([pages, waits]).toEqual([
      [["Answer 4", "Answer 3"], ["Answer 2", "Answer 1"], ["Answer 0"]],
      [ids[3], ids[2], ids[0], null, null],
    ]);
    expect((await listOutbox(context, { limit: 50, state: "cancelled" })).items.map(({ snippet }) => snippet)).toEqual([
      "Answer 1",
    ]);
    expect((await listOutbox(context, { limit: 50, state: "open" })).items.length).toBe(4);
  });

  test("notifications are the reader's own, and are read once", async () => {
    const notice = { topic: "mail-failed", ticketId: null, outboxItemId: null, channelId: null, detail: "" } as const;
    await desk.as(["move-backward"]);
    await inOnePiece(context, async (piece) => {
      for (const about of ["one", "two", "one"])
        await notify(context, piece.inboxItems, owner.user.id, { ...notice, about, occasion: [about] });
    });
    const listed = (await listNotifications(context, owner, { limit: 50 })).items;
    expect(listed.map(({ about, read }) => `${about} ${read}`).toSorted()).toEqual(["one false", "two false"]);
    const other: Actor = { user: context.setup.all("user").find(({ id }) => id !== owner.user.id) ?? owner.user };
    expect([
      (await listNotifications(context, other, { limit: 50 })).items.length,
      await markNotificationsRead(context, other),
      await markNotificationsRead(context, owner, [listed[0]?.id ?? ""]),
      await markNotificationsRead(context, owner),
    ]).toEqual([0, 0, 1, 0]);
  });
});

async function withSignature(signature: string): Promise<void> {
  const channel = context.setup.require("channel", INBOUND);
  const server = { host: "127.0.0.1", port: 1, security: "none" as const, username: "" };
  const mailbox = {
    enabled: true,
    imap: server,
    smtp: server,
    auth: { kind: "password" as const },
    trustedCertificate: null,
    folders: ["INBOX"],
    junk: "ignore" as const,
    sentCopy: "none" as const,
    markSeen: true,
    fetchDays: null,
    senderName: "",
    signature,
  };
  await context.store.setup.write([{ previous: channel, next: { ...channel, mailbox } }]);
}
