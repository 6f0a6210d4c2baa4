import {
  DeliveryView,
  type ConversationView,
  type ContactView,
  type MessageView,
  type TicketCard,
  type TicketView,
} from "#shared/contract/views.ts";
import type { ConversationId } from "#shared/model/ids.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { Message } from "#shared/model/message.ts";
import type { Person } from "#shared/model/person.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { ReadStore } from "#main/store/read-store.ts";
import { outboxItemIdOf } from "../derived-ids.ts";
import { standingPerson } from "../people.ts";

/** What RxDB and the store keep beside a document; no client sees it. */
type StoreFields = "_deleted" | "_attachments" | "_meta" | "_rev" | "stamps";

function without<Doc extends object, Name extends string>(document: Doc, names: readonly Name[]): Omit<Doc, Name> {
  const hidden: ReadonlySet<string> = new Set(names);
  return Object.fromEntries(Object.entries(document).filter(([name]) => !hidden.has(name))) as Omit<Doc, Name>;
}

const STORE_FIELDS: readonly StoreFields[] = ["_deleted", "_attachments", "_meta", "_rev", "stamps"];

/** A setup document, activity or other document as clients see it. */
export function viewOf<Doc extends object>(document: Doc): Omit<Doc, StoreFields> {
  return without(document, STORE_FIELDS);
}

export function ticketViewOf(ticket: Ticket): TicketView {
  return without(ticket, [
    ...STORE_FIELDS,
    "stageKindChange",
    "pipelineRemoval",
    "dueSetAtEpochMs",
    "dueQuietUntilEpochMs",
  ]);
}

export const contactViewOf = (person: Person): ContactView =>
  without(person, [...STORE_FIELDS, "automaticMails", "notSameIds"]);

/** Conversations with who wrote to them, where they have no ticket: others are shown with their ticket's contact. */
export async function conversationViewsOf(
  store: ReadStore,
  conversations: readonly Conversation[],
): Promise<ConversationView[]> {
  const views: ConversationView[] = [];
  for (const conversation of conversations) {
    const writer = conversation.ticketId === null ? await writerOf(store, conversation.id) : null;
    views.push({ ...viewOf(conversation), writer });
  }
  return views;
}

export async function conversationViewFrom(store: ReadStore, conversation: Conversation): Promise<ConversationView> {
  const [view] = await conversationViewsOf(store, [conversation]);
  if (!view) throw new TypeError("One conversation has one view.");
  return view;
}

/** The customer, or else the sender, of the newest mail that came in on a conversation. */
export async function writerOf(store: ReadStore, conversationId: ConversationId): Promise<MailAddress | null> {
  const [newest] = await store.messages.find({
    selector: { conversationId, direction: "incoming" },
    sort: [{ atEpochMs: "desc" }, { id: "desc" }],
    limit: 1,
  });
  return newest ? customerOrSender(newest) : null;
}

/** Messages with what the outbox says of them, which is read in one statement. */
export async function messageViewsOf(store: ReadStore, messages: readonly Message[]): Promise<MessageView[]> {
  const outgoing = messages.filter(({ direction }) => direction === "outgoing");
  const waiting = await store.outbox.getMany(outgoing.map(({ id }) => outboxItemIdOf(id)));
  return messages.map((message) => {
    const item = waiting.get(outboxItemIdOf(message.id));
    return messageViewOf(message, item ? DeliveryView.parse(item) : null);
  });
}

export async function messageViewFrom(store: ReadStore, message: Message): Promise<MessageView> {
  const [view] = await messageViewsOf(store, [message]);
  if (!view) throw new TypeError("One message has one view.");
  return view;
}

function messageViewOf(message: Message, delivery: MessageView["delivery"]): MessageView {
  const hidden = ["html", "htmlBlobId", "fingerprint", "placement", "rootRfcId", "parentRfcId", "outgoing"] as const;
  const hasHtml = message.html !== null || message.htmlBlobId !== null;
  return { ...without(message, [...STORE_FIELDS, ...hidden]), hasHtml, delivery };
}

/** Read in one statement, and one more for those that were merged into others. */
async function contactsOfTickets(store: ReadStore, tickets: readonly Ticket[]): Promise<Map<string, Person>> {
  const ids = tickets.flatMap(({ primaryContactId }) => (primaryContactId === null ? [] : [primaryContactId]));
  const people = new Map<string, Person>(await store.people.getMany(ids));
  for (const [id, person] of people) {
    const standing = person.kind === "alias" ? await standingPerson(store.people, person) : person;
    if (standing) people.set(id, standing);
  }
  return people;
}

/** Cards with the names of their contacts, which are read in one statement. */
export async function ticketCardsOf(store: ReadStore, tickets: readonly Ticket[]): Promise<TicketCard[]> {
  const people = await contactsOfTickets(store, tickets);
  return tickets.map((ticket) => {
    const contact = people.get(ticket.primaryContactId ?? "");
    return {
      id: ticket.id,
      number: ticket.number,
      ...(ticket.provisionalNumber === undefined ? {} : { provisionalNumber: ticket.provisionalNumber }),
      subject: ticket.subject,
      pipelineId: ticket.pipelineId,
      stageId: ticket.stageId,
      priority: ticket.priority,
      ownerId: ticket.ownerId,
      dueAtEpochMs: ticket.dueAtEpochMs,
      snoozedUntilEpochMs: ticket.snoozedUntilEpochMs ?? null,
      ...(ticket.sla ? { sla: ticket.sla } : {}),
      closedAtEpochMs: ticket.closedAtEpochMs,
      tags: ticket.tags,
      source: ticket.source,
      createdAtEpochMs: ticket.createdAtEpochMs,
      stageEnteredAtEpochMs: ticket.stageEnteredAtEpochMs,
      lastActivityAtEpochMs: ticket.lastActivityAtEpochMs,
      lastCustomerMessageAtEpochMs: ticket.lastCustomerMessageAtEpochMs,
      lastAgentMessageAtEpochMs: ticket.lastAgentMessageAtEpochMs,
      timeToCloseMs: ticket.timeToCloseMs,
      messageCount: ticket.messageCount,
      snippet: ticket.snippet,
      unread: ticket.unread,
      ...(ticket.aside === undefined ? {} : { aside: ticket.aside }),
      ...(ticket.values === undefined ? {} : { values: ticket.values }),
      contactName: contact?.name ?? "",
      contactAddress: contact?.address ?? "",
    };
  });
}
