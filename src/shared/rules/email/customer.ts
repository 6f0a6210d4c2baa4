/**
 * Who the customer of a mail is, where it is not its sender (D8b): whoever filled in the form, wrote to the group that put itself into From, or wrote what a colleague passes on.
 */
import type { MailAddress } from "../../model/mail.ts";
import { domainOfMailbox, isSameMailbox } from "./mailbox-address.ts";

export type CustomerFacts = {
  readonly from: MailAddress;
  readonly replyTo: readonly MailAddress[];
  /** Whom a group names as the writer before it puts its own address into From (X-Original-From, X-Original-Sender). */
  readonly originalFrom: MailAddress | null;
  /** Who wrote what the mail passes on. */
  readonly forwardedFrom: MailAddress | null;
  /** Whom the fields of a contact form name, where the channel has one. */
  readonly inForm: MailAddress | null;
  /** One of the desk's own: of a channel or a user. */
  readonly isOwn: (address: string) => boolean;
  /** A user, or somebody of the desk's own domain. */
  readonly isColleague: (address: string) => boolean;
};

export type Customer = {
  readonly who: MailAddress;
  readonly by: "forward" | "group" | "form";
};

/** Local parts that programs write from: who answers them answers nobody. */
const PROGRAM =
  /^(?:(?:no|do-?not|dont|never)[-_.]?(?:reply|answer|respond)|(?:web-?|contact-?|kontakt-?)?forms?|website|web|www(?:-data)?|wordpress|wp|apache|nginx|root|server|system|mail|mailer|post|notifications?|notify|alerts?|info|contact|kontakt|contatto|contatti|contacto|admin|webmaster|hello|shop|store|orders?)(?:[-_.+].*)?$/iu;
const VIA = /\svia\s/iu;

/**
 * Null where the sender is the customer.
 * @rule D8b
 */
export function customerOf(facts: CustomerFacts): Customer | null {
  const { from, replyTo, originalFrom, forwardedFrom, inForm, isOwn, isColleague } = facts;
  const isStranger = (who: MailAddress | null): who is MailAddress =>
    who !== null && who.address.includes("@") && !isOwn(who.address) && !isSameMailbox(who.address, from.address);
  if (isStranger(inForm)) return { who: inForm, by: "form" };
  if (isColleague(from.address) && isStranger(forwardedFrom) && !isColleague(forwardedFrom.address))
    return { who: forwardedFrom, by: "forward" };
  const isRewritten = VIA.test(from.name) || isColleague(from.address);
  if (isRewritten && isStranger(originalFrom)) return { who: withoutVia(originalFrom), by: "group" };
  // With several nobody knows which of them it was.
  const wished = replyTo.length === 1 ? (replyTo[0] ?? null) : null;
  if (!isStranger(wished)) return null;
  if (VIA.test(from.name)) return { who: withoutVia({ ...wished, name: wished.name || from.name }), by: "group" };
  return isOwn(from.address) || isByForm(from, wished) ? { who: wished, by: "form" } : null;
}

/** Whom a message that came in counts for: the customer, where that is not its sender. */
export function customerOrSender({
  customer,
  from,
}: {
  readonly customer?: MailAddress | undefined;
  readonly from: MailAddress;
}): MailAddress {
  return customer ?? from;
}

/** A person who wants the answer elsewhere has one name at both addresses; a form has its own, and stands at another domain than who filled it in. */
function isByForm(from: MailAddress, wished: MailAddress): boolean {
  const local = from.address.slice(0, from.address.lastIndexOf("@"));
  if (domainOfMailbox(from.address) === domainOfMailbox(wished.address)) return false;
  if (PROGRAM.test(local)) return true;
  const names = [from.name, wished.name].map((name) => name.trim().toLowerCase());
  return names.every((name) => name !== "") && names[0] !== names[1] && !sharesWord(names[0] ?? "", names[1] ?? "");
}

/** "Jonas Weber" and "Weber, J." are one person. */
function sharesWord(one: string, other: string): boolean {
  const words = new Set(one.split(/[^\p{L}]+/u).filter((word) => word.length > 2));
  return other.split(/[^\p{L}]+/u).some((word) => words.has(word));
}

/** "Vic via Support" is Vic. */
function withoutVia({ name, address }: MailAddress): MailAddress {
  const [writer = ""] = name.split(VIA);
  return { name: writer.replaceAll(/^['"]|['"]$/gu, "").trim(), address };
}
