import { MAILBOX_ADDRESS } from "#shared/contract/outgoing.ts";
import type { SendEmailStep } from "#shared/automation/steps/send-email.ts";
import type { Person } from "#shared/model/person.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { normalAddress } from "#main/desk/people.ts";
import type { ActionContext } from "./action.ts";
import { MAX_CONTACTS_WRITTEN_TO } from "./limits.ts";

/** Why a contact gets no mail; stable keys that the interface puts in words. */
export type NotWrittenTo =
  | "no-contact"
  | "no-address"
  | "invalid-address"
  | "own-address"
  | "not-a-marketing-contact"
  | "unsubscribed"
  | "too-many-contacts";

export type MailRecipients = {
  readonly contacts: readonly Person[];
  readonly leftOut: readonly { readonly address: string; readonly reason: NotWrittenTo }[];
};

/**
 * Which of the ticket's contacts the step writes to, and why not to the others (E3, E4). Machines are no contacts: D7 sees to that where mail comes in.
 * @rule E4
 */
export async function mailRecipients(
  { to }: Pick<SendEmailStep, "to">,
  ticket: Ticket,
  context: Pick<ActionContext, "documents" | "setup">,
  { marketing }: { readonly marketing: boolean },
): Promise<MailRecipients> {
  const ids = to === "all-contacts" ? ticket.contactIds : [ticket.primaryContactId];
  const contacts: Person[] = [];
  const leftOut: { address: string; reason: NotWrittenTo }[] = [];
  const own = ownAddressesOf(context.setup);
  for (const id of new Set(ids)) {
    const person = id === null ? null : await context.documents.people.get(id);
    const reason = person === null ? "no-contact" : reasonAgainst(person, own, marketing);
    if (person !== null && reason === null && contacts.length < MAX_CONTACTS_WRITTEN_TO) contacts.push(person);
    else leftOut.push({ address: person?.address ?? "", reason: reason ?? "too-many-contacts" });
  }
  if (contacts.length + leftOut.length === 0) leftOut.push({ address: "", reason: "no-contact" });
  return { contacts, leftOut };
}

function reasonAgainst(person: Person, own: ReadonlySet<string>, marketing: boolean): NotWrittenTo | null {
  const address = normalAddress(person.address);
  if (address === "") return "no-address";
  if (!MAILBOX_ADDRESS.test(address)) return "invalid-address";
  if (own.has(address)) return "own-address";
  if (!marketing) return null;
  if (typeof person.unsubscribedAtEpochMs === "number") return "unsubscribed";
  return person.marketingContact === true ? null : "not-a-marketing-contact";
}
