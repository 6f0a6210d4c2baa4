import { MAILBOX_ADDRESS } from "#shared/contract/outgoing.ts";
import type { MailboxSet } from "#shared/rules/email/mailbox-address.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import type { Message } from "#shared/model/message.ts";
import type { Person } from "#shared/model/person.ts";
import { MAX_REPLY_RECIPIENTS } from "../limits.ts";

export type ReplyTo = {
  /** The mail that is answered; null for a ticket made by hand. */
  readonly last: Pick<Message, "direction" | "from" | "customer" | "replyTo" | "to"> | null;
  readonly contact: Pick<Person, "name" | "address"> | null;
  readonly ownAddresses: Pick<MailboxSet, "has">;
};

/**
 * Who gets the answer: the customer whom the mail counts for (D8b), whom the mail's Reply-To names, else its sender, else the ticket's contact. A Reply-To is a stranger's wish: it is
 * followed where it names a few mailboxes that are not the desk's own, so that nobody makes the desk write to many, or to itself.
 * @throws PD_INPUT_INVALID where there is nobody
 */
export function replyRecipients({ last, contact, ownAddresses }: ReplyTo): MailAddress[] {
  const isMailbox = ({ address }: MailAddress) => MAILBOX_ADDRESS.test(address);
  const isForeign = (who: MailAddress) => isMailbox(who) && !ownAddresses.has(who.address);
  if (last?.direction === "outgoing") {
    const again = last.to.filter(isMailbox);
    if (again.length > 0) return again;
  } else if (last) {
    if (last.customer && isForeign(last.customer)) return [last.customer];
    const wished = last.replyTo.filter(isForeign);
    if (wished.length > 0 && last.replyTo.length <= MAX_REPLY_RECIPIENTS) return wished;
    if (isForeign(last.from)) return [last.from];
  }
  if (contact && isMailbox(contact)) return [{ name: contact.name, address: contact.address }];
  throw new PipedeskError("PD_INPUT_INVALID", "This ticket has no contact with an e-mail address: add one first.", {
    details: { issues: [{ path: "to", message: "The ticket has no contact with an e-mail address." }] },
  });
}

/** References of an answer (RFC 5322 §3.6.4): those of the mail it answers, then that mail; shortened in the middle. */
export function replyReferences(before: readonly string[], parent: string, max: number): string[] {
  const known = Array.from(new Set([...before.filter((id) => id !== parent), parent])).filter((id) => id !== "");
  return known.length <= max ? known : [...known.slice(0, 1), ...known.slice(1 - max)];
}
