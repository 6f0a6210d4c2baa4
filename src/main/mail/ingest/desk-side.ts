/** What of a mail's addresses is the desk's own side: its channels, its users, the domains of its people. */
import type { MailAddress, ParsedMail } from "#shared/model/mail.ts";
import type { CustomerFacts } from "#shared/rules/email/customer.ts";
import type { ContactForm } from "#shared/model/setup/channel.ts";
import { customerInForm } from "#shared/rules/email/form-fields.ts";
import { domainOfMailbox, isSameMailbox, type MailboxSet } from "#shared/rules/email/mailbox-address.ts";
import { isThroughOwnList, listAddresses } from "#shared/rules/email/own-list.ts";
import { providerOfDomain } from "../account/providers.ts";
import { parseAddresses } from "../mime/addresses.ts";
import { forwardedOriginalOfText } from "../mime/forwarded-original.ts";

export type DeskSide = {
  /** Of channels and users. */
  readonly own: MailboxSet;
  /** Of channels: where customers write to. */
  readonly channels: MailboxSet;
  /** Domains that are the desk's alone: at a great provider everybody has an address. */
  readonly domains: ReadonlySet<string>;
};

export function deskSideOf(own: MailboxSet, channels: MailboxSet): DeskSide {
  const domains = Array.from(channels, domainOfMailbox).filter((domain) => providerOfDomain(domain) === undefined);
  return { own, channels, domains: new Set(domains) };
}

export function customerFacts(side: DeskSide, mail: ParsedMail, form: ContactForm | null): CustomerFacts {
  const { own, domains } = side;
  const from = mail.from[0] ?? mail.sender ?? { name: "", address: "" };
  const lists = listAddresses(mail.headers);
  const isColleague = (address: string) => own.has(address) || domains.has(domainOfMailbox(address));
  return {
    from,
    replyTo: mail.replyTo,
    cc: mail.cc,
    originalFrom: namedAsWriter(mail),
    forwardedFrom: firstForwarded(mail, isColleague),
    inForm: form && customerInForm({ from, text: mail.text }, form),
    isOwn: (address) => own.has(address),
    isColleague,
    isList: (address) => lists.some((list) => isSameMailbox(list, address)),
  };
}

/** RFC 9057, and what groups and gateways call it that put their own address into From. */
const WRITER_FIELDS = [
  /^x-(?:[a-z]{2,12}-){0,2}original-from$/u,
  /^author$/u,
  /^x-(?:[a-z]{2,12}-){0,2}original-sender$/u,
];

function namedAsWriter({ headers }: ParsedMail): MailAddress | null {
  for (const field of WRITER_FIELDS) {
    const values = headers.filter(({ name }) => field.test(name)).map(({ value }) => value);
    const [writer] = parseAddresses(values, 1);
    if (writer) return writer;
  }
  return null;
}

/** A mail goes through so many colleagues' hands before it is the desk's. */
const MAX_HANDS = 6;

/** Who wrote what is passed on: behind colleagues who passed it to one another, whoever wrote it first. */
function firstForwarded(
  { forwardedOriginal, subject }: ParsedMail,
  isColleague: (address: string) => boolean,
): MailAddress | null {
  let original = forwardedOriginal;
  for (let hand = 1; original !== null && hand < MAX_HANDS && isColleague(original.from.address); hand += 1)
    original = forwardedOriginalOfText(original.body, subject);
  return original?.from ?? null;
}

/**
 * Mail of a list is the desk's where it is addressed to one of its channels, or where the list itself is the desk's: a group that people write to.
 * @rule D7
 */
export function isToDesk(side: DeskSide, { to, cc, headers }: ParsedMail): boolean {
  return (
    [...to, ...cc].some(({ address }) => side.channels.has(address)) ||
    isThroughOwnList(headers, (address) => isDesksPlace(side, address))
  );
}

/** An address of a channel, or any at the desk's own domains and below them. */
export function isDesksPlace({ channels, domains }: DeskSide, address: string): boolean {
  const domain = domainOfMailbox(address);
  return channels.has(address) || Array.from(domains).some((one) => domain === one || domain.endsWith(`.${one}`));
}
