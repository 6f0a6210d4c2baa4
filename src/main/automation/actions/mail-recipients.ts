import { MAILBOX_ADDRESS } from "#shared/contract/outgoing.ts";
import type { SendEmailStep } from "#shared/automation/steps/send-email.ts";
import type { PersonId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { Person } from "#shared/model/person.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { isByPerson } from "#shared/rules/email/classification.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import type { MailboxSet } from "#shared/rules/email/mailbox-address.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { normalAddress, personById, personOf } from "#main/desk/people.ts";
import type { ActionContext } from "./action.ts";
import { MAX_CONTACTS_WRITTEN_TO } from "./limits.ts";

/** Why a contact gets no mail; stable keys that the interface puts in words. */
export type NotWrittenTo =
  | "no-contact"
  | "no-address"
  | "invalid-address"
  | "own-address"
  | "no-answer-wanted"
  | "not-a-marketing-contact"
  | "unsubscribed"
  | "too-many-contacts";

export type MailRecipients = {
  readonly contacts: readonly Person[];
  readonly leftOut: readonly { readonly address: string; readonly reason: NotWrittenTo }[];
};

/**
 * Which of the ticket's contacts the step writes to, and why not to the others (E3, E4, D7).
 * @rule E4, D7
 */
export async function mailRecipients(
  { to }: Pick<SendEmailStep, "to">,
  ticket: Ticket,
  context: Pick<ActionContext, "documents" | "setup" | "store">,
  { marketing }: { readonly marketing: boolean },
): Promise<MailRecipients> {
  const ids = to === "all-contacts" ? ticket.contactIds : [ticket.primaryContactId];
  const contacts: Person[] = [];
  const leftOut: { address: string; reason: NotWrittenTo }[] = [];
  const own = ownAddressesOf(context.setup);
  const unanswerable = await unanswerableOf(ticket, context);
  const seen = new Set<PersonId>();
  for (const id of new Set(ids)) {
    const person = await personById(context.documents.people, id);
    // Two that were merged are one, and get one mail.
    if (person && seen.has(person.id)) continue;
    if (person) seen.add(person.id);
    const reason = person === null ? "no-contact" : reasonAgainst(person, { own, unanswerable, marketing });
    if (person !== null && reason === null && contacts.length < MAX_CONTACTS_WRITTEN_TO) contacts.push(person);
    else leftOut.push({ address: person?.address ?? "", reason: reason ?? "too-many-contacts" });
  }
  if (contacts.length + leftOut.length === 0) leftOut.push({ address: "", reason: "no-contact" });
  return { contacts, leftOut };
}

/** How far back a contact's last mail is looked for. */
const MAX_LOOKED_AT = 50;

/** Contacts whose last mail on the ticket is one that no machine may answer (D7): a shop's, a list's, one that asks for no automatic answer. */
async function unanswerableOf(
  { id }: Ticket,
  { documents, store }: Pick<ActionContext, "documents" | "store">,
): Promise<Set<PersonId>> {
  const stored = await store.messages.find({
    selector: { ticketId: id },
    sort: [{ atEpochMs: "desc" }, { id: "desc" }],
    limit: MAX_LOOKED_AT,
  });
  const here = documents.messages.changedOf(id);
  const last = new Map<PersonId, Message>();
  for (const message of [...stored, ...here]) {
    if (message.direction !== "incoming" || !isByPerson(message)) continue;
    const who = (await personOf(documents.people, customerOrSender(message).address))?.id;
    if (who === undefined) continue;
    const known = last.get(who);
    if (!known || message.atEpochMs >= known.atEpochMs) last.set(who, message);
  }
  return new Set(Array.from(last).flatMap(([who, { classification }]) => (classification.automatic ? [who] : [])));
}

/** Mailboxes that say of themselves that nobody reads them. */
const UNREAD = /^(?:(?:no|do-?not|dont|never)[-_.]?(?:reply|answer|respond)|mailer-daemon)(?:[-_.+].*)?@/iu;

type Against = {
  readonly own: MailboxSet;
  readonly unanswerable: ReadonlySet<PersonId>;
  readonly marketing: boolean;
};

function reasonAgainst(person: Person, { own, unanswerable, marketing }: Against): NotWrittenTo | null {
  if (unanswerable.has(person.id)) return "no-answer-wanted";
  const address = normalAddress(person.address);
  if (address === "") return "no-address";
  if (!MAILBOX_ADDRESS.test(address)) return "invalid-address";
  if (own.has(address)) return "own-address";
  if (UNREAD.test(address)) return "no-answer-wanted";
  if (!marketing) return null;
  if (typeof person.unsubscribedAtEpochMs === "number") return "unsubscribed";
  return person.marketingContact === true ? null : "not-a-marketing-contact";
}
