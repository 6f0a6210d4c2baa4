/** The mailbox behind an address: one person's addresses that differ in case, in a tag behind a plus sign, or in how the domain is written (RFC 5890) are one. */
export function isSameMailbox(one: string, other: string): boolean {
  return mailboxOf(one) === mailboxOf(other);
}

/** In lower case; an international one in its A-labels. '' where there is none. */
export function domainOfMailbox(address: string): string {
  const at = address.lastIndexOf("@");
  if (at < 0) return "";
  const domain = address
    .slice(at + 1)
    .trim()
    .toLowerCase();
  return URL.parse(`http://${domain}`)?.hostname || domain;
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
