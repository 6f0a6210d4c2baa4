/**
 * Who the customer of a mail is, where it is not its sender (D8b): whoever filled in the form, wrote to the group that put itself into From, or wrote what a colleague passes on.
 */
import type { MailAddress } from "../../model/mail.ts";
import { domainOfMailbox, isSameMailbox } from "./mailbox-address.ts";

export type CustomerFacts = {
  readonly from: MailAddress;
  readonly replyTo: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** Whom a group names as the writer before it puts its own address into From (X-Original-From, Author, X-Original-Sender). */
  readonly originalFrom: MailAddress | null;
  /** Who wrote what the mail passes on. */
  readonly forwardedFrom: MailAddress | null;
  /** Whom the fields of a contact form name, where the channel has one. */
  readonly inForm: MailAddress | null;
  /** One of the desk's own: of a channel or a user. */
  readonly isOwn: (address: string) => boolean;
  /** A user, or somebody of the desk's own domain. */
  readonly isColleague: (address: string) => boolean;
  /** A list's that the mail came through. */
  readonly isList: (address: string) => boolean;
};

export type Customer = {
  readonly who: MailAddress;
  readonly by: "forward" | "group" | "form";
};

/** Local parts that programs write from: who answers them answers nobody. */
const PROGRAM =
  /^(?:(?:no|do-?not|dont|never)[-_.]?(?:reply|answer|respond)|(?:web-?|contact-?|kontakt-?)?forms?|website|web|www(?:-data)?|wordpress|wp|apache|nginx|root|server|system|mail|mailer|post|notifications?|notify|alerts?|info|contact|kontakt|contatto|contatti|contacto|admin|webmaster|hello|shop|store|orders?)(?:[-_.+].*)?$/iu;
/** As groups write it behind the writer's name, in the languages of their settings. */
const VIA =
  /\s(?:via|über|tramite|por medio de|a través de|através de|par l['’]intermédiaire de|par le biais de|przez|za pośrednictwem|prostřednictvím|через)\s/iu;
/** A form that has no other place for the visitor's address. */
const NAME_IS_ADDRESS = /^['"]?([^\s@<>'"(),;]+@[^\s@<>'"(),;]+\.[^\s@<>'"(),;]+)['"]?$/u;

/**
 * Null where the sender is the customer.
 * @rule D8b
 */
export function customerOf(facts: CustomerFacts): Customer | null {
  const { from, forwardedFrom, inForm, isOwn, isColleague } = facts;
  if (isStranger(inForm, facts)) return { who: inForm, by: "form" };
  if (isColleague(from.address) && isStranger(forwardedFrom, facts) && !isColleague(forwardedFrom.address))
    return { who: forwardedFrom, by: "forward" };
  const writer = writerBehindGroup(facts);
  if (writer) return { who: writer, by: "group" };
  const wished = wishedBy(facts);
  if (wished) {
    const isForm = isOwn(from.address) || isByForm(from, wished) || isByOwnForm(from, wished, isColleague);
    return isForm ? { who: wished, by: "form" } : null;
  }
  const visitor = addressInName(facts);
  return visitor && { who: visitor, by: "form" };
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

function isStranger(who: MailAddress | null, { from, isOwn, isList }: CustomerFacts): who is MailAddress {
  return (
    who !== null &&
    who.address.includes("@") &&
    !isOwn(who.address) &&
    !isList(who.address) &&
    !isSameMailbox(who.address, from.address)
  );
}

/** The one stranger who wants the answer. With several nobody knows which of them it was. */
function wishedBy(facts: CustomerFacts): MailAddress | null {
  const strangers = facts.replyTo.filter((who) => isStranger(who, facts));
  return strangers.length === 1 ? (strangers[0] ?? null) : null;
}

/** Who wrote to the group that stands in From: whom it names, who wants the answer, or the namesake whom it put among the copies. */
function writerBehindGroup(facts: CustomerFacts): MailAddress | null {
  const { from, originalFrom, cc, isColleague, isList } = facts;
  const isRewritten = VIA.test(from.name) || isList(from.address);
  if ((isRewritten || isColleague(from.address)) && isStranger(originalFrom, facts)) return withoutVia(originalFrom);
  if (!isRewritten) return null;
  const wished = wishedBy(facts);
  if (wished) return withoutVia({ ...wished, name: wished.name || from.name });
  const { name } = withoutVia(from);
  const namesakes = cc.filter((who) => name !== "" && who.name.trim() === name && isStranger(who, facts));
  return namesakes.length === 1 ? (namesakes[0] ?? null) : null;
}

/** A person who wants the answer elsewhere has one name at both addresses; a form has its own, and stands at another domain than who filled it in. */
function isByForm(from: MailAddress, wished: MailAddress): boolean {
  if (domainOfMailbox(from.address) === domainOfMailbox(wished.address)) return false;
  if (PROGRAM.test(localPart(from))) return true;
  const names = [from.name, wished.name].map((name) => name.trim().toLowerCase());
  return names.every((name) => name !== "") && names[0] !== names[1] && !sharesWord(names[0] ?? "", names[1] ?? "");
}

/** From an address of the desk's own house that nobody answers from: a colleague who wants the answer at home is known by the name. */
function isByOwnForm(from: MailAddress, wished: MailAddress, isColleague: (address: string) => boolean): boolean {
  const words = [from, wished].map((who) => `${who.name} ${localPart(who)}`.toLowerCase());
  return isColleague(from.address) && !isColleague(wished.address) && !sharesWord(words[0] ?? "", words[1] ?? "");
}

function addressInName(facts: CustomerFacts): MailAddress | null {
  const { from, isOwn } = facts;
  const [, address = ""] = NAME_IS_ADDRESS.exec(from.name.trim()) ?? [];
  const visitor = { name: "", address };
  const isProgram = isOwn(from.address) || PROGRAM.test(localPart(from));
  const isElsewhere = domainOfMailbox(address) !== domainOfMailbox(from.address);
  return isProgram && isElsewhere && isStranger(visitor, facts) ? visitor : null;
}

function localPart({ address }: MailAddress): string {
  return address.slice(0, Math.max(address.lastIndexOf("@"), 0));
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
