/** What an open ticket shows, and what an entry of the live feed does to it. Pure. */
import type { TicketRecord } from "#renderer/state/ticket-ahead.ts";
import type { LiveEntry } from "#shared/contract/desk.ts";
import type { ContactView, DeliveryView, MessageView, TicketView } from "#shared/contract/views.ts";

export type { TicketRecord };
export type LiveChanges = Extract<LiveEntry, { type: "changes" }>;

export type TakenChanges = {
  /** The same object where nothing of this ticket changed. */
  readonly record: TicketRecord;
  /** The feed tells a ticket's card only: the rest of its properties has to be asked for. */
  readonly ticketChanged: boolean;
};

export function takeChanges(record: TicketRecord, changes: LiveChanges): TakenChanges {
  const { id } = record.ticket;
  const card = changes.tickets.find((candidate) => candidate.id === id);
  const messages = merged(record.messages, changes.messages, (message) => message.ticketId === id);
  const activities = merged(record.activities, changes.activities, (activity) => activity.ticketId === id);
  const conversations = merged(
    record.conversations,
    changes.conversations,
    (conversation) => conversation.ticketId === id,
  );
  const ticket = card === undefined ? record.ticket : withCard(record.ticket, card);
  const contacts = withContacts(record.contacts, changes.contacts ?? []);
  const same =
    ticket === record.ticket &&
    contacts === record.contacts &&
    messages === record.messages &&
    activities === record.activities &&
    conversations === record.conversations;
  return {
    record: same ? record : { ...record, ticket, contacts, messages, activities, conversations },
    ticketChanged: card !== undefined,
  };
}

/** Takes in what was just written; the live feed may have told it already. */
export function withMessage(record: TicketRecord, message: MessageView): TicketRecord {
  return { ...record, messages: merged(record.messages, [message], () => true) };
}

/** Takes in how the outbox stands with one mail. */
export function withDelivery(record: TicketRecord, delivery: DeliveryView): TicketRecord {
  const message = record.messages.find((candidate) => candidate.delivery?.id === delivery.id);
  return message === undefined ? record : withMessage(record, { ...message, delivery });
}

/** Those that it shows, as they are now. */
function withContacts(known: ContactView[], changed: readonly ContactView[]): ContactView[] {
  const changedById = new Map(changed.map((contact) => [contact.id, contact]));
  if (!known.some(({ id }) => changedById.has(id))) return known;
  return known.map((contact) => changedById.get(contact.id) ?? contact);
}

/** True where the record lacks a contact of its ticket: somebody new wrote, or two became one or two again. */
export function lacksContacts(record: TicketRecord): boolean {
  const standing = record.contacts.filter(({ kind }) => kind === "contact");
  const known = new Set(standing.flatMap(({ id, mergedIds = [] }) => [id, ...mergedIds]));
  return record.ticket.contactIds.some((id) => !known.has(id));
}

/** Takes in what changed: replaces what is known, adds what is new, takes out what belongs to another ticket now. */
function merged<Item extends { readonly id: string }>(
  known: Item[],
  changed: readonly Item[],
  belongs: (item: Item) => boolean,
): Item[] {
  const changedById = new Map(changed.map((item) => [item.id, item]));
  const knownIds = new Set(known.map((item) => item.id));
  const added = changed.filter((item) => belongs(item) && !knownIds.has(item.id));
  if (added.length === 0 && !known.some((item) => changedById.has(item.id))) return known;
  const kept = known.map((item) => changedById.get(item.id) ?? item).filter(belongs);
  return [...kept, ...added];
}

function withCard(ticket: TicketView, card: LiveChanges["tickets"][number]): TicketView {
  const { contactName: _name, contactAddress: _address, ...properties } = card;
  return { ...ticket, ...properties };
}
