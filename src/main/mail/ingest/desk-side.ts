/** What of a mail's addresses is the desk's own side: its channels, its users, the domains of its people. */
import type { MailAddress, ParsedMail } from "#shared/model/mail.ts";
import type { CustomerFacts } from "#shared/rules/email/customer.ts";
import type { ContactForm } from "#shared/model/setup/channel.ts";
import { customerInForm } from "#shared/rules/email/form-fields.ts";
import { domainOfMailbox } from "#shared/rules/email/mailbox-address.ts";
import { normalAddress } from "#main/desk/people.ts";
import { providerOfDomain } from "../account/providers.ts";
import { parseAddresses } from "../mime/addresses.ts";

export type DeskSide = {
  /** Of channels and users. */
  readonly own: ReadonlySet<string>;
  /** Of channels: where customers write to. */
  readonly channels: ReadonlySet<string>;
  /** Domains that are the desk's alone: at a great provider everybody has an address. */
  readonly domains: ReadonlySet<string>;
};

const MAILTO = /<mailto:([^>?\s]+)/giu;

export function deskSideOf(own: ReadonlySet<string>, channels: ReadonlySet<string>): DeskSide {
  const domains = Array.from(channels, domainOfMailbox).filter((domain) => providerOfDomain(domain) === undefined);
  return { own, channels, domains: new Set(domains) };
}

export function customerFacts(
  { own, domains }: DeskSide,
  mail: ParsedMail,
  from: MailAddress,
  form: ContactForm | null,
): CustomerFacts {
  const original = ["x-original-from", "x-original-sender"].flatMap((field) =>
    mail.headers.flatMap(({ name, value }) => (name === field ? parseAddresses([value], 1) : [])),
  );
  const isOwn = (address: string) => own.has(normalAddress(address));
  return {
    from,
    replyTo: mail.replyTo,
    originalFrom: original[0] ?? null,
    forwardedFrom: mail.forwardedOriginal?.from ?? null,
    inForm: form && customerInForm({ from, text: mail.text }, form),
    isOwn,
    isColleague: (address) => isOwn(address) || domains.has(domainOfMailbox(address)),
  };
}

/**
 * Mail of a list is the desk's where it is addressed to one of its channels, or where the list itself is the desk's: a group that people write to.
 * @rule D7
 */
export function isToDesk({ channels, domains }: DeskSide, { to, cc, headers, listId }: ParsedMail): boolean {
  if ([...to, ...cc].some(({ address }) => channels.has(normalAddress(address)))) return true;
  const posts = headers.flatMap(({ name, value }) =>
    name === "list-post" ? Array.from(value.matchAll(MAILTO), ([, address]) => address ?? "") : [],
  );
  const lists = [...posts.map(domainOfMailbox), ...(listId === null ? [] : [listId.slice(listId.indexOf(".") + 1)])];
  return lists.some((domain) => domains.has(domain));
}
