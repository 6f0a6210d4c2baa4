import { afterEach, beforeEach, expect, test } from "vitest";
import type { TicketView } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { startCutProxy, type CutProxy } from "../../support/mail/cut-proxy.ts";
import { startImapServer, type TestImapServer } from "../../support/mail/imap-server.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { startSmtpSink, type SmtpSink } from "../../support/mail/smtp-sink.ts";
import { rawMail, type RawMail } from "../../support/raw-mail.ts";
import { STAGES } from "../../support/test-desk.ts";

/** A little more than the undo window. */
const UNDO_MS = 10_500;
/** A little more than the pause after a connection was lost. */
const FIRST_PAUSE_MS = 3_000;

let imap: TestImapServer;
let smtp: SmtpSink;
let lines: { imap: CutProxy; smtp: CutProxy };
let desk: MailDesk;

beforeEach(async () => {
  imap = await startImapServer();
  smtp = await startSmtpSink({ auth: {} });
  lines = {
    imap: await startCutProxy({ targetPort: imap.port }),
    smtp: await startCutProxy({ targetPort: smtp.port }),
  };
  desk = await openMailDesk();
});

afterEach(async () => {
  await desk.close();
  await lines.imap.close();
  await lines.smtp.close();
  await smtp.close();
  await imap.close();
});

const customer: RawMail = {
  messageId: "first@example.com",
  from: "Anna <anna@example.com>",
  to: "support@desk.example",
  subject: "Boots",
  text: "They leak.",
};

const arrive = (mail: Partial<RawMail> & { messageId: string }) =>
  imap.deliver("INBOX", rawMail({ ...customer, ...mail }));

async function ticketWith(messageCount: number): Promise<TicketView> {
  return desk.until(async () => {
    const [card] = (await desk.client.tickets.list({})).items;
    return card && card.messageCount >= messageCount ? desk.client.tickets.get({ id: card.id }) : null;
  });
}

const stageOf = async (id: TicketId) => (await desk.client.tickets.get({ id })).stageId;

async function sinkGot(count: number): Promise<string[]> {
  return desk.until(async () => (smtp.mails.length >= count ? smtp.mails.map(({ messageId }) => messageId) : null));
}

test("[B1] [D1] [D2] [D6] [D7] a ticket's life on a live mailbox", async () => {
  await desk.connect({ imap: lines.imap.port, smtp: lines.smtp.port });
  arrive({ messageId: "first@example.com" });
  const ticket = await ticketWith(1);
  expect(ticket).toMatchObject({ subject: "Boots", stageId: STAGES.new });
  const id = ticket.id;

  const answer = await desk.client.tickets.reply({ id, text: "Please send a photo.", quote: true });
  expect(await stageOf(id)).toBe(STAGES.waitingOnContact);
  expect(smtp.mails).toEqual([]);
  await desk.time.advance(UNDO_MS);
  expect(await sinkGot(1)).toEqual([answer.rfcMessageId]);
  expect(smtp.mails[0]).toMatchObject({ from: "support@desk.example", to: ["anna@example.com"] });
  expect(smtp.mails[0]?.raw).toMatch(/^In-Reply-To: <first@example\.com>\r$/mu);
  await desk.until(async () => (imap.messages("Sent").length === 1 ? true : null));

  arrive({ messageId: "second@example.com", inReplyTo: answer.rfcMessageId, text: "Here it is." });
  await ticketWith(3);
  expect(await stageOf(id)).toBe(STAGES.waitingOnUs);

  await desk.client.tickets.move({ id, stageId: STAGES.closed });
  arrive({
    messageId: "away@example.com",
    inReplyTo: answer.rfcMessageId,
    text: "I am away.",
    headers: { "Auto-Submitted": "auto-replied" },
  });
  await ticketWith(4);
  expect(await stageOf(id)).toBe(STAGES.closed);

  arrive({ messageId: "third@example.com", inReplyTo: answer.rfcMessageId, text: "It leaks again." });
  const reopened = await ticketWith(5);
  expect(reopened).toMatchObject({ stageId: STAGES.new, closedAtEpochMs: null, wasReopened: true });
  expect((await desk.client.tickets.list({})).items.map((card) => card.id)).toEqual([id]);
});

test("[H1] answers written with the cable out wait, and go out in order, once, when it is back", async () => {
  await desk.connect({ imap: lines.imap.port, smtp: lines.smtp.port });
  arrive({ messageId: "first@example.com" });
  const { id } = await ticketWith(1);
  await lines.smtp.unplug();
  await lines.imap.unplug();
  const written = [];
  for (const text of ["One", "Two", "Three"]) written.push(await desk.client.tickets.reply({ id, text }));
  await desk.time.advance(UNDO_MS);
  await desk.until(async () => {
    const { items } = await desk.client.outbox.list({});
    return items.some(({ lastFailure }) => lastFailure !== null) ? true : null;
  });
  expect((await desk.client.outbox.list({})).items.map(({ state }) => state)).toEqual(["queued", "queued", "queued"]);
  expect((await desk.client.desk.status()).counts).toMatchObject({ outbox: 3, outboxNeedsPerson: 0 });

  await lines.smtp.plug();
  await lines.imap.plug();
  desk.core.wake();
  expect(await sinkGot(3)).toEqual(written.map(({ rfcMessageId }) => rfcMessageId));
  const states = await desk.until(async () => {
    const { items } = await desk.client.outbox.list({ state: "sent" });
    return items.length === 3 ? items.map(({ attempts }) => attempts) : null;
  });
  expect(states).toHaveLength(3);
  expect(smtp.mails).toHaveLength(3);
});

test("[B1] the health tells what is wrong, since when, and is well again by itself", async () => {
  const channelId = await desk.connect({ imap: lines.imap.port, smtp: lines.smtp.port });
  const stateOf = async () => (await desk.client.desk.status()).mailboxes[0];
  const become = (state: string) => desk.until(async () => ((await stateOf())?.state === state ? stateOf() : null));
  await become("connected");
  await lines.imap.unplug();
  const offline = await become("offline");
  expect(offline).toMatchObject({ channelId, failure: { code: "disconnected" } });
  await lines.imap.plug();
  desk.core.wake();
  await become("connected");

  imap.setPassword("another");
  imap.kick();
  await become("offline");
  await desk.time.advance(FIRST_PAUSE_MS);
  const refused = await become("refused");
  expect(refused?.failure?.code).toBe("auth");
  const told = await desk.until(async () => {
    const { items } = await desk.client.notifications.list({});
    return items.length > 0 ? items.map(({ topic, channelId: of }) => [topic, of]) : null;
  });
  expect(told).toEqual([["mailbox-refused", channelId]]);
  await desk.client.channels.update({ id: channelId, secret: { kind: "password", password: "another" } });
  await become("connected");
  const { lines: said } = await desk.client.channels.diagnostics({ id: channelId });
  expect(said.length).toBeGreaterThan(0);
  expect(JSON.stringify(said)).not.toContain("another");
});
