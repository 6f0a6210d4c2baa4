import { createTransport } from "nodemailer";
import { expect, test } from "vitest";
import type { TicketView } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { TEST_PASSWORD } from "../../../support/mail/imap-server.ts";
import { openMailDesk, type MailDesk } from "../../../support/mail/mail-desk.ts";
import { closeAfterEach } from "../../../support/mail/opened.ts";
import { rawMail, type RawMail } from "../../../support/raw-mail.ts";
import { STAGES } from "../../../support/test-desk.ts";
import type { MailAccount, MailSystem } from "../mail-system.ts";

/** A little more than the undo window. */
const UNDO_MS = 10_500;

export function roundTripSuite(system: MailSystem): void {
  const open = closeAfterEach();

  test("[B1] [D1] [D2] [D6] [D7] a ticket's life: question, answer, reply, closed and reopened, a vacation notice", async () => {
    const mailbox = open(await system.account());
    const { user } = mailbox;
    const desk = open(await openMailDesk());
    await desk.connect({ imap: mailbox.imapPort, smtp: mailbox.smtpPort }, {}, user);
    const anna = `anna-${user.replaceAll(/[^a-z0-9]/gu, "")}@example.com`;
    const write = (mail: Partial<RawMail> & { messageId: string }) => submit(mailbox, anna, mail);

    await write({ messageId: `first-${anna}`, text: "They leak." });
    const ticket = await ticketWith(desk, 1);
    const answer = await desk.client.tickets.reply({ id: ticket.id, text: "Please send a photo." });
    await desk.time.advance(UNDO_MS);
    const [arrived = ""] = await mailbox.arrivedFor(anna, 1);
    const answered = await stageOf(desk, ticket.id);

    await write({ messageId: `second-${anna}`, inReplyTo: answer.rfcMessageId, text: "Here it is." });
    await ticketWith(desk, 3);
    const replied = await stageOf(desk, ticket.id);

    await desk.client.tickets.move({ id: ticket.id, stageId: STAGES.closed });
    await write({
      messageId: `vacation-${anna}`,
      inReplyTo: answer.rfcMessageId,
      headers: { "Auto-Submitted": "auto-replied" },
      text: "I am away.",
    });
    await ticketWith(desk, 4);
    const away = await stageOf(desk, ticket.id);

    await write({ messageId: `third-${anna}`, inReplyTo: answer.rfcMessageId, text: "It leaks again." });
    await ticketWith(desk, 5);
    expect([ticket.stageId, answered, replied, away, await stageOf(desk, ticket.id)]).toEqual([
      STAGES.new,
      STAGES.waitingOnContact,
      STAGES.waitingOnUs,
      STAGES.closed,
      STAGES.new,
    ]);
    // Long ids are folded onto a line of their own.
    const unfolded = arrived.replaceAll(/\r\n[ \t]+/gu, " ");
    expect(unfolded).toContain(`Message-ID: <${answer.rfcMessageId}>`);
    expect(unfolded).toContain("Please send a photo.");
  });
}

/** As a customer's provider hands it in. */
async function submit(
  { user, smtpPort }: MailAccount,
  from: string,
  mail: Partial<RawMail> & { messageId: string },
): Promise<void> {
  const transport = createTransport({
    host: "127.0.0.1",
    port: smtpPort,
    ignoreTLS: true,
    auth: { user, pass: TEST_PASSWORD },
  });
  try {
    const raw = rawMail({ from: `Anna <${from}>`, to: user, subject: "Boots", ...mail });
    await transport.sendMail({ envelope: { from, to: [user] }, raw });
  } finally {
    transport.close();
  }
}

async function ticketWith(desk: MailDesk, messageCount: number): Promise<TicketView> {
  return desk.until(async () => {
    const [card] = (await desk.client.tickets.list({})).items;
    return card && card.messageCount >= messageCount ? desk.client.tickets.get({ id: card.id }) : null;
  });
}

const stageOf = async (desk: MailDesk, id: TicketId) => (await desk.client.tickets.get({ id })).stageId;
