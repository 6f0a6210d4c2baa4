/** Whom an answer goes to. Pure. */
import type { MessageView } from "#shared/contract/views.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import type { TicketRecord } from "../record/record.ts";

/**
 * As the core will address it: who wrote the newest mail of a person, by Reply-To where there is one; the recipients of our own mail where
 * nobody has answered yet; the ticket's contact where there is no mail at all.
 */
export function replyRecipients(
  record: Pick<TicketRecord, "messages" | "conversations" | "contacts" | "ticket">,
): MailAddress[] {
  const side = new Set(record.conversations.filter(({ kind }) => kind === "side").map(({ id }) => id));
  const mails = record.messages
    .filter(({ kind, conversationId }) => kind === "email" && conversationId !== null)
    .toSorted((a, b) => b.atEpochMs - a.atEpochMs);
  const last =
    mails.find((mail) => isFromPerson(mail) && mail.conversationId !== null && !side.has(mail.conversationId)) ??
    mails[0];
  if (last?.direction === "outgoing") return last.to;
  if (last !== undefined) return last.replyTo.length > 0 ? last.replyTo : [last.from];
  const contact = record.contacts.find(({ id }) => id === record.ticket.primaryContactId);
  return contact === undefined || contact.address === "" ? [] : [{ name: contact.name, address: contact.address }];
}

function isFromPerson({ direction, classification }: MessageView): boolean {
  return direction === "incoming" && !classification.automatic;
}
