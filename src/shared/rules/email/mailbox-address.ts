/** The mailbox behind an address: one person's addresses that differ in case, in a tag behind a plus sign, or in how the domain is written (RFC 5890) are one. */
export function isSameMailbox(one: string, other: string): boolean {
  return mailboxOf(one) === mailboxOf(other);
}

/** Nearly all are: these have one form only. */
const PLAIN_DOMAIN = /^(?!.*xn--)[a-z](?:[a-z0-9.-]{0,200}[a-z0-9])?\.[a-z]{2,20}$/u;

/** In lower case; an international one in its A-labels. '' where there is none. */
export function domainOfMailbox(address: string): string {
  const at = address.lastIndexOf("@");
  if (at < 0) return "";
  const domain = address
    .slice(at + 1)
    .trim()
    .toLowerCase();
  return PLAIN_DOMAIN.test(domain) ? domain : URL.parse(`http://${domain}`)?.hostname || domain;
}

/** What stands for the mailbox when addresses are compared. */
export function mailboxOf(address: string): string {
  const local = address
    .slice(0, Math.max(address.lastIndexOf("@"), 0))
    .trim()
    .toLowerCase();
  const plus = local.indexOf("+");
  return `${plus > 0 ? local.slice(0, plus) : local}@${domainOfMailbox(address)}`;
}

/** Some mailboxes; an address is one of them in whatever way it is written. */
export type MailboxSet = Iterable<string> & { has(address: string): boolean };

/** Gives the addresses back as they were given; empty ones are none. */
export function mailboxSet(addresses: Iterable<string>): MailboxSet {
  const given = new Set(addresses);
  given.delete("");
  const mailboxes = new Set(Array.from(given, mailboxOf));
  return { has: (address) => mailboxes.has(mailboxOf(address)), [Symbol.iterator]: () => given.values() };
}
