import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DeskClient } from "#shared/contract/index.ts";
import type { MessageId, TicketId } from "#shared/model/ids.ts";
import { inOnePiece } from "#main/desk/commands/command.ts";
import { unsubscribe as takeOut } from "#main/desk/consent.ts";
import { contactIdOf } from "#main/desk/people.ts";
import { threadSigner } from "#main/desk/thread-signing.ts";
import { composeMail } from "#main/mail/compose/compose-mail.ts";
import { formatUnsubscribeSubject } from "#shared/rules/marketing/unsubscribe-token.ts";
import { rawMail, type RawMail } from "../../support/raw-mail.ts";
import { INBOUND, STAGES } from "../../support/test-desk.ts";
import { openMailFixture, toCustomer, type MailFixture } from "./mail-fixture.ts";

let fixture: MailFixture;
beforeEach(async () => {
  fixture = await openMailFixture();
  await client().channels.update({ id: INBOUND, address: "help@desk.example" });
});
afterEach(async () => {
  await fixture.close();
});

const ANNA = contactIdOf("anna@example.com");
const client = (): DeskClient => fixture.desk().client;
const context = () => fixture.desk().core.context;

/** A ticket of a contact who agreed, closed, so that the marketing mail of the desk was written. */
async function offered(
  body = "Buy the new boots.",
  html = false,
): Promise<{ ticketId: TicketId; messageId: MessageId }> {
  await fixture.workflow([toCustomer("Offer", body, { marketing: true, html })], {
    triggers: [{ id: "t1", type: "stage-reached", stageId: STAGES.closed }],
  });
  const ticketId = await fixture.receive();
  await client().contacts.update({ id: ANNA, marketingContact: true });
  await client().tickets.move({ id: ticketId, stageId: STAGES.closed });
  const [mail] = await fixture.mails(ticketId);
  if (!mail) throw new Error("No offer was written.");
  return { ticketId, messageId: mail.id };
}

async function messageOf(id: MessageId) {
  const message = await context().store.messages.get(id);
  if (!message) throw new Error("The mail is gone.");
  return message;
}

async function sourceOf(id: MessageId): Promise<string> {
  const message = await messageOf(id);
  const { raw } = await composeMail(context(), message, context().setup.require("channel", INBOUND));
  return Buffer.from(raw).toString().replaceAll("\r\n ", " ");
}

const headersOf = (source: string) =>
  source
    .split("\r\n\r\n", 1)[0]
    ?.split("\r\n")
    .filter((line) => /^list-/iu.test(line));

async function unsubscribe(subject: string, mail: Partial<RawMail> = {}) {
  const raw = rawMail({
    from: "Anna Rossi <anna@example.com>",
    to: "help@desk.example",
    subject,
    text: "Send this e-mail as it is.",
    messageId: "out@example.com",
    ...mail,
  });
  return client().channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
}

const subjectFor = (messageId: MessageId) =>
  formatUnsubscribeSubject({ contactId: ANNA, messageId }, threadSigner(context().setup));

describe("[E4] a marketing mail", () => {
  test("tells in its language how to unsubscribe, in both forms and in its header", async () => {
    const { messageId } = await offered("<p>La nuova collezione è arrivata, la trovi nel negozio.</p>", true);
    const message = await messageOf(messageId);
    const link = `mailto:help@desk.example?subject=${encodeURIComponent(subjectFor(messageId))}`;
    const body = `&body=${encodeURIComponent("Invia questa e-mail così com’è e non riceverai più le nostre novità.")}`;
    expect([
      message.text.split("\n").slice(-2),
      message.html?.includes(`href="${(link + body).replace("&", "&amp;")}">Disiscriviti</a>`),
      headersOf(await sourceOf(messageId)),
    ]).toEqual([
      ["Ricevi questa e-mail perché hai accettato di ricevere le nostre novità.", `Disiscriviti: ${link}${body}`],
      true,
      [`List-Unsubscribe: <${link}>`],
    ]);
  });

  test("of plain text has HTML too, so that a word leads to where one unsubscribes", async () => {
    const { messageId } = await offered("Buy <two>\nboots.");
    const { html, text } = await messageOf(messageId);
    expect([
      text.startsWith("Buy <two>\nboots.\n\nYou get this"),
      html?.startsWith("Buy &lt;two&gt;<br />\nboots."),
      html?.endsWith('">Unsubscribe</a></div>'),
    ]).toEqual([true, true, true]);
  });

  test("keeps that when a person changes the waiting mail", async () => {
    const { messageId } = await offered();
    const [item] = await fixture.outbox();
    if (!item) throw new Error("Nothing waits.");
    const edited = await client().outbox.edit({
      id: item.id,
      text: "Buy two.",
      html: null,
      to: [{ name: "", address: "anna@example.com" }],
      cc: [],
      bcc: [],
      attachments: [],
      quote: false,
    });
    expect([
      edited.text.startsWith(
        "Buy two.\n\nYou get this e-mail because you agreed to news from us.\nUnsubscribe: mailto:",
      ),
      (await messageOf(messageId)).html?.endsWith('">Unsubscribe</a></div>'),
      headersOf(await sourceOf(messageId))?.length,
    ]).toEqual([true, true, 1]);
  });

  test("has none of it where it is transactional", async () => {
    await fixture.workflow([toCustomer("Thanks", "We got it.")]);
    const [mail] = await fixture.mails(await fixture.receive());
    if (!mail) throw new Error("No mail was written.");
    expect([mail.text, headersOf(await sourceOf(mail.id))]).toEqual(["We got it.", []]);
  });
});

describe("[E4] unsubscribing by mail", () => {
  test("ends marketing for the contact, says when and how, and is put beside the mail; no ticket, no answer", async () => {
    const never = await fixture.workflow([toCustomer("Thanks", "We got it.")], {
      triggers: [
        { id: "t1", type: "email-received" },
        { id: "t2", type: "customer-replied" },
      ],
    });
    const { ticketId, messageId } = await offered();
    const runs = (await fixture.runs(never)).length;
    const before = (await client().tickets.open({ id: ticketId })).ticket;
    const waiting = (await fixture.outbox()).length;
    const participants = async () =>
      (await context().store.conversations.get(before.originConversationId ?? ""))?.participants;
    const tookPart = await participants();
    const result = await unsubscribe(subjectFor(messageId), { from: "Anna at home <anna@home.example>" });
    const after = await client().tickets.open({ id: ticketId });
    const message = after.messages.find(({ id }) => id === result.messageId);
    const contact = await client().contacts.get({ id: ANNA });
    expect({
      result: [result.status, result.ticketId],
      verdict: message?.verdict,
      tickets: (await client().tickets.list({})).items.length,
      stage: after.ticket.stageId === before.stageId,
      unread: after.ticket.unread === before.unread,
      contacts: after.ticket.contactIds,
      outbox: (await fixture.outbox()).length - waiting,
      runs: (await fixture.runs(never)).length - runs,
      consents: contact.consents?.map(({ what, how, detail }) => `${what} by ${how} ${detail}`.trim()),
      isOut: typeof contact.unsubscribedAtEpochMs,
      participants: await participants(),
    }).toEqual({
      result: ["imported", ticketId],
      verdict: { kind: "no-change", rule: "D7", reason: "unsubscribed" },
      tickets: 1,
      stage: true,
      unread: true,
      contacts: before.contactIds,
      outbox: 0,
      runs: 0,
      consents: ["agreed by user", "unsubscribed by mail anna@home.example"],
      isOut: "number",
      participants: tookPart,
    });
  });

  test("keeps the next marketing mail back, with the reason", async () => {
    const { ticketId, messageId } = await offered();
    await unsubscribe(subjectFor(messageId));
    const next = await fixture.workflow([toCustomer("More", "Buy more.", { marketing: true })], {
      triggers: [{ id: "t1", type: "stage-reached", stageId: STAGES.new }],
    });
    await client().tickets.move({ id: ticketId, stageId: STAGES.new });
    expect(await fixture.outcome(next)).toEqual({ kind: "skipped", reason: "unsubscribed" });
  });

  test("[D9] a forged or foreign link does nothing but be an ordinary mail", async () => {
    const { messageId } = await offered();
    const subject = subjectFor(messageId).replace(/[0-9a-f]{20}$/u, "0".repeat(20));
    const result = await unsubscribe(subject);
    const { unsubscribedAtEpochMs, consents } = await client().contacts.get({ id: ANNA });
    expect([result.ticketId !== null, unsubscribedAtEpochMs, consents?.length]).toEqual([true, undefined, 1]);
  });

  test("a mail that is passed on, answered or quotes the link unsubscribes nobody", async () => {
    const { messageId } = await offered();
    const subject = subjectFor(messageId);
    await unsubscribe(`Fwd: ${subject}`, { messageId: "one@example.com" });
    await unsubscribe(`Re: ${subject}`, { messageId: "two@example.com" });
    await unsubscribe("Re: Offer", {
      messageId: "three@example.com",
      text: `> Unsubscribe: mailto:x?subject=${subject}`,
    });
    expect((await client().contacts.get({ id: ANNA })).unsubscribedAtEpochMs).toBeUndefined();
  });

  test("the same mail again, and one that is taken in late, undo no later word; a new one does", async () => {
    const { messageId } = await offered();
    await unsubscribe(subjectFor(messageId));
    const early = { how: "mail" as const, detail: "anna@example.com", atEpochMs: context().clock.nowEpochMs() + 1 };
    await fixture.desk().time.advance(1000);
    await client().contacts.update({ id: ANNA, unsubscribed: false, consentReason: " She phoned " });
    await unsubscribe(subjectFor(messageId));
    await inOnePiece(context(), (piece) => takeOut(context(), piece, ANNA, early));
    expect((await client().contacts.get({ id: ANNA })).unsubscribedAtEpochMs).toBeNull();
    await fixture.desk().time.advance(1000);
    await unsubscribe(subjectFor(messageId), { messageId: "again@example.com" });
    const { unsubscribedAtEpochMs, consents = [] } = await client().contacts.get({ id: ANNA });
    expect([typeof unsubscribedAtEpochMs, consents.map(({ what, detail }) => `${what}: ${detail}`)]).toEqual([
      "number",
      ["agreed: ", "unsubscribed: anna@example.com", "resubscribed: She phoned", "unsubscribed: anna@example.com"],
    ]);
  });

  test("counts for whom the contact was merged into, and is theirs alone when that is undone", async () => {
    const { messageId } = await offered();
    const into = await client().contacts.create({ name: "Anna R.", address: "anna@work.example" });
    await client().contacts.merge({ id: ANNA, intoContactId: into.id });
    await unsubscribe(subjectFor(messageId));
    const merged = await client().contacts.get({ id: into.id });
    expect([typeof merged.unsubscribedAtEpochMs, merged.consents?.map(({ what }) => what)]).toEqual([
      "number",
      ["agreed", "unsubscribed"],
    ]);
    await client().contacts.unmerge({ id: ANNA });
    expect((await client().contacts.get({ id: into.id })).consents?.map(({ what }) => what)).toEqual(["unsubscribed"]);
  });
});

describe("[E4] unsubscribing with one click", () => {
  const PUBLIC = "https://desk.example/help";

  test("where the desk can be reached, link and headers lead to its page, and the mail stays a way (RFC 8058)", async () => {
    await client().mailTemplates.setPublicUrl({ publicUrl: `${PUBLIC}/` });
    const { messageId } = await offered();
    const page = `${PUBLIC}/unsubscribe/${subjectFor(messageId).replace("unsubscribe ", "")}`;
    const { text } = await messageOf(messageId);
    expect([text.split("\n").at(-1), headersOf(await sourceOf(messageId))]).toEqual([
      `Unsubscribe: ${page}`,
      [
        `List-Unsubscribe: <${page}>, <mailto:help@desk.example?subject=${encodeURIComponent(subjectFor(messageId))}>`,
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
      ],
    ]);
  });

  test("only the click unsubscribes, and says how; looking at the page, and a forged address, do nothing", async () => {
    const { messageId } = await offered();
    const { unsubscribing } = fixture.desk().core;
    const token = subjectFor(messageId).replace("unsubscribe ", "");
    const forged = token.replace(/[0-9a-f]{20}$/u, "0".repeat(20));
    const consents = async () =>
      (await client().contacts.get({ id: ANNA })).consents?.map(({ what, how }) => [what, how]);
    const looked = [
      unsubscribing.isKnown(token),
      unsubscribing.isKnown(forged),
      await unsubscribing.unsubscribe(forged),
    ];
    const before = await consents();
    const clicked = [await unsubscribing.unsubscribe(token), await unsubscribing.unsubscribe(token)];
    expect([looked, before, clicked, await consents()]).toEqual([
      [true, false, false],
      [["agreed", "user"]],
      [true, true],
      [
        ["agreed", "user"],
        ["unsubscribed", "link"],
      ],
    ]);
  });

  test.each(["http://desk.example", "https://", "https://desk.example/?a=b", "https://a b", "https://me@desk.example"])(
    "%s is no public address",
    async (publicUrl) => {
      await expect(client().mailTemplates.setPublicUrl({ publicUrl })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    },
  );
});

describe("[F10] a template that is tried out", () => {
  const WORDS = { subject: "For {{ contact.firstname }}", body: "Hello {{ contact.firstname }}", html: false };

  test("is shown as it would go out for a ticket, and says who would not get it; nothing is written", async () => {
    const ticketId = await fixture.receive();
    const writes = context().store.writes();
    const ask = (marketing: boolean) => client().mailTemplates.preview({ ...WORDS, marketing, ticketId });
    const plain = await ask(false);
    const marketing = await ask(true);
    expect([
      plain,
      marketing.leftOut,
      marketing.text.startsWith("Hello Anna\n\nYou get this e-mail because"),
      (await fixture.outbox()).length,
      context().store.writes() - writes,
    ]).toEqual([
      {
        to: { name: "Anna Rossi", address: "anna@example.com" },
        subject: "For Anna",
        text: "Hello Anna",
        html: "Hello Anna",
        leftOut: null,
      },
      "not-a-marketing-contact",
      true,
      0,
      0,
    ]);
  });

  test("goes out as a test that belongs to nothing: no workflow, no ticket, no contact learns of it", async () => {
    const workflowId = await fixture.workflow([toCustomer("Never", "Never")], {
      triggers: [{ id: "t1", type: "email-sent" }],
    });
    const ticketId = await fixture.receive();
    const before = [await client().tickets.open({ id: ticketId }), await client().contacts.get({ id: ANNA })];
    const { outboxItemId } = await client().mailTemplates.sendTest({
      ...WORDS,
      marketing: true,
      ticketId,
      address: "anna@example.com",
    });
    const item = await client().outbox.get({ id: outboxItemId });
    const message = await messageOf(item.messageId);
    expect({
      item: [item.subject, item.state, item.ticketId, item.automatic, item.test, item.to[0]?.address],
      message: [message.ticketId, message.conversationId],
      runs: (await fixture.runs(workflowId)).length,
      after: [await client().tickets.open({ id: ticketId }), await client().contacts.get({ id: ANNA })],
    }).toEqual({
      item: ["[Test] For Anna", "queued", null, false, true, "anna@example.com"],
      message: [null, null],
      runs: 0,
      after: before,
    });
  });

  test("what is answered to a test is a mail like any other: it belongs to nothing of the test", async () => {
    const ticketId = await fixture.receive();
    const { outboxItemId } = await client().mailTemplates.sendTest({
      ...WORDS,
      marketing: false,
      ticketId,
      address: "eve@example.com",
    });
    const { rfcMessageId } = await messageOf((await client().outbox.get({ id: outboxItemId })).messageId);
    const before = await client().tickets.open({ id: ticketId });
    const answered = await unsubscribe("Re: [Test] For Anna", {
      from: "eve@example.com",
      inReplyTo: rfcMessageId,
    });
    expect([answered.status, answered.ticketId === ticketId, await client().tickets.open({ id: ticketId })]).toEqual([
      "imported",
      false,
      before,
    ]);
  });

  test("the link of a test unsubscribes nobody, and makes no ticket", async () => {
    const ticketId = await fixture.receive();
    const { outboxItemId } = await client().mailTemplates.sendTest({
      ...WORDS,
      marketing: true,
      ticketId,
      address: "anna@example.com",
      channelId: INBOUND,
    });
    const { messageId } = await client().outbox.get({ id: outboxItemId });
    const [header = ""] = headersOf(await sourceOf(messageId)) ?? [];
    const subject = decodeURIComponent(/subject=([^>&]*)/u.exec(header)?.[1] ?? "");
    const result = await unsubscribe(subject);
    expect([
      subject.startsWith("unsubscribe nobody."),
      result.ticketId,
      (await client().contacts.get({ id: ANNA })).unsubscribedAtEpochMs,
    ]).toEqual([true, null, undefined]);
  });
});
