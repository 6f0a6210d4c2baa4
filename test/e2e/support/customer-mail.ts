import type { TestDesk } from "../../support/desk-process.ts";
import { type RawMail, rawMail } from "../../support/raw-mail.ts";

/** The customer's mail that opens a ticket, unless a test says otherwise. */
export const QUESTION = {
  from: "Ada Lovelace <ada@example.com>",
  to: "support@shop.example",
  subject: "Where is my parcel?",
  messageId: "q1@example.com",
  text: "It should be here by now.",
} as const satisfies RawMail;

/** A reply to it. */
export const REPLY = {
  ...QUESTION,
  subject: `Re: ${QUESTION.subject}`,
  messageId: "q2@example.com",
  inReplyTo: QUESTION.messageId,
  text: "Still nothing.",
} as const satisfies RawMail;

/** Hands one mail to the desk's e-mail channel. */
export async function receive(desk: TestDesk, mail: RawMail) {
  const channel = (await desk.rest.channels()).find(({ channelKind }) => channelKind === "email");
  if (channel === undefined) throw new Error("The desk has no e-mail channel.");
  return desk.rest.ingest(channel.id, rawMail(mail));
}

/** Hands a mail to the desk that makes a ticket, and returns the ticket's id. */
export async function receiveTicket(desk: TestDesk, mail: RawMail = QUESTION): Promise<string> {
  const { ticketId, reason } = await receive(desk, mail);
  if (ticketId === null) throw new Error(`The mail made no ticket: ${reason}`);
  return ticketId;
}
