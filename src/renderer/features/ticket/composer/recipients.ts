/** Whom a mail goes to, and which mail it answers. Pure. */
import { isContactNamed } from "#shared/rules/people/contact-named.ts";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { MessageView } from "#shared/contract/views.ts";
import type { MessageId } from "#shared/model/ids.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import { isByPerson } from "#shared/rules/email/classification.ts";
import type { TicketRecord } from "../record/record.ts";

type Asked = Pick<TicketRecord, "messages" | "conversations" | "contacts" | "ticket">;

/** The mail that an answer answers where the person chose none: the newest of a person, else the newest; undefined where there is no mail. */
export function answeredMail(record: Pick<TicketRecord, "messages" | "conversations">): MessageView | undefined {
  const side = new Set(record.conversations.filter(({ kind }) => kind === "side").map(({ id }) => id));
  const mails = mailsOf(record);
  return (
    mails.find((mail) => isFromPerson(mail) && mail.conversationId !== null && !side.has(mail.conversationId)) ??
    mails.find((mail) => mail.delivery?.state !== "cancelled")
  );
}

/** The mail that is passed on where the person chose none: the newest that is really there. */
export function forwardedMail(record: Pick<TicketRecord, "messages">): MessageView | undefined {
  return mailsOf(record).find((mail) => mail.delivery?.state !== "cancelled");
}

export function mailOf(record: Pick<TicketRecord, "messages">, id: MessageId | null): MessageView | undefined {
  return id === null ? undefined : record.messages.find((message) => message.id === id && message.kind === "email");
}

/**
 * As the core will address it: who wrote the newest mail of a person, by Reply-To where there is one; the recipients of our own mail where
 * nobody has answered yet; the ticket's contact where there is no mail at all.
 */
export function replyRecipients(record: Asked, answered = answeredMail(record)): MailAddress[] {
  if (answered?.direction === "outgoing") return answered.to;
  if (answered?.customer !== undefined) return [answered.customer];
  if (answered !== undefined) return answered.replyTo.length > 0 ? answered.replyTo : [answered.from];
  return contactOf(record);
}

/** A new mail goes to the ticket's contact. */
export function contactOf(record: Pick<TicketRecord, "contacts" | "ticket">): MailAddress[] {
  const contact = record.contacts.find((one) => isContactNamed(one, record.ticket.primaryContactId));
  return contact === undefined || contact.address === "" ? [] : [{ name: contact.name, address: contact.address }];
}

export type ReplyAll = { readonly to: MailAddress[]; readonly cc: MailAddress[] };

/** Everyone who had the mail but the desk itself: its sender and recipients in To, its copies in Cc, each once. */
export function replyToAll(record: Asked, answered: MessageView, own: ReadonlySet<string>): ReplyAll {
  const seen = new Set(own);
  const fresh = (people: readonly MailAddress[]): MailAddress[] =>
    people.filter(({ address }) => {
      const key = address.trim().toLowerCase();
      if (key === "" || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  const first = replyRecipients(record, answered);
  const to = fresh([...first, ...(answered.direction === "outgoing" ? [] : answered.to)]);
  // Where the desk wrote to itself alone there is nobody else.
  return { to: to.length > 0 ? to : first, cc: fresh(answered.cc) };
}

/** True where replying to all reaches somebody whom replying does not. */
export function hasOthers(record: Asked, answered: MessageView, own: ReadonlySet<string>): boolean {
  const all = replyToAll(record, answered, own);
  return all.to.length + all.cc.length > replyRecipients(record, answered).length;
}

/** The desk's own addresses, lower case. */
export function ownAddressesOf(channels: readonly Pick<ChannelView, "address" | "aliases">[]): ReadonlySet<string> {
  return new Set(
    channels.flatMap(({ address, aliases }) => [address, ...aliases]).map((address) => address.trim().toLowerCase()),
  );
}

/** Whom one may want to write to on this ticket: its contacts, then everyone in its mails; each address once, none of the desk's own. */
export function suggestedRecipients(
  record: Pick<TicketRecord, "contacts" | "messages">,
  own: ReadonlySet<string>,
): MailAddress[] {
  const found = new Map<string, MailAddress>();
  const people = [
    ...record.contacts.map(({ name, address }) => ({ name, address })),
    ...mailsOf(record).flatMap(({ from, replyTo, to, cc }) => [from, ...replyTo, ...to, ...cc]),
  ];
  for (const { name, address } of people) {
    const key = address.trim().toLowerCase();
    if (key === "" || own.has(key)) continue;
    const known = found.get(key);
    if (known === undefined || (known.name === "" && name !== "")) found.set(key, { name, address });
  }
  return [...found.values()];
}

/** Newest first. */
function mailsOf({ messages }: Pick<TicketRecord, "messages">): MessageView[] {
  return messages
    .filter(({ kind, conversationId }) => kind === "email" && conversationId !== null)
    .toSorted((a, b) => b.atEpochMs - a.atEpochMs);
}

function isFromPerson(message: MessageView): boolean {
  return message.direction === "incoming" && isByPerson(message);
}
