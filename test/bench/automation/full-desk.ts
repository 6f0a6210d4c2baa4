import type { Conversation } from "#shared/model/conversation.ts";
import { ConversationId, EventId, MessageId, PersonId } from "#shared/model/ids.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { MailClassification } from "#shared/model/mail.ts";
import type { Message } from "#shared/model/message.ts";
import type { Person } from "#shared/model/person.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { Core } from "#main/core.ts";
import { INBOUND, STAGES, SUPPORT } from "../../support/test-desk.ts";
import { inPortions, ticketOf } from "./desk-of.ts";
import { idAt, insertDocuments, stampAt } from "./store-access.ts";

const TICKETS_PER_CONTACT = 10;
const WORDS_PER_MAIL = 60;
const WORDS =
  "boots tent stove bag order refund parcel delay zip broken thanks waterproof size exchange invoice please".split(" ");

/** So many words, each time others. */
export function wordsOf(number: number, count = WORDS_PER_MAIL): string {
  return Array.from({ length: count }, (_, at) => WORDS[(number * 7 + at * at) % WORDS.length]).join(" ");
}

/**
 * Tickets as mail makes them: each with its contact, its conversation, a mail and the beginning of its history.
 * @param openTickets the newest so many are open; default: all
 */
export async function insertFullDesk(
  core: Core,
  tickets: number,
  nowEpochMs: number,
  openTickets = tickets,
): Promise<void> {
  const contacts = Math.ceil(tickets / TICKETS_PER_CONTACT);
  await inPortions(contacts, (numbers) =>
    insertDocuments(
      core,
      "people",
      numbers.map((number) => contactOf(number, nowEpochMs)),
    ),
  );
  await inPortions(tickets, async (numbers) => {
    const made = numbers
      .map((number) => mailTicketOf(number, contacts, nowEpochMs))
      .map((ticket, at) => ((numbers[at] ?? 0) < openTickets ? ticket : closedOf(ticket)));
    await insertDocuments(core, "tickets", made);
    await insertDocuments(core, "conversations", made.map(conversationOf));
    await insertDocuments(core, "messages", made.map(mailOf));
    await insertDocuments(core, "activities", made.flatMap(historyOf));
  });
}

function closedOf(ticket: Ticket): Ticket {
  return { ...ticket, stageId: STAGES.closed, closedAtEpochMs: ticket.createdAtEpochMs, timeToCloseMs: 0 };
}

const contactIdOf = (number: number) => PersonId.parse(`person-${number}`);
const addressOf = (number: number) => `customer${number}@example.com`;

function contactOf(number: number, createdAtEpochMs: number): Person {
  return {
    id: contactIdOf(number),
    kind: "contact",
    name: `Customer ${number}`,
    address: addressOf(number),
    addresses: [addressOf(number)],
    companyId: null,
    phone: "",
    notes: "",
    createdAtEpochMs,
    lastMessageAtEpochMs: createdAtEpochMs,
    stamps: {},
  };
}

function mailTicketOf(number: number, contacts: number, nowEpochMs: number): Ticket {
  const ticket = ticketOf(number, nowEpochMs);
  const contactId = contactIdOf(number % contacts);
  return {
    ...ticket,
    source: "email",
    channelId: INBOUND,
    contactIds: [contactId],
    primaryContactId: contactId,
    originConversationId: conversationIdOf(ticket),
    messageCount: 1,
    lastCustomerMessageAtEpochMs: ticket.createdAtEpochMs,
  };
}

const conversationIdOf = ({ id, createdAtEpochMs }: Ticket) => ConversationId.parse(idAt("c", createdAtEpochMs, id));
const messageIdOf = ({ id, createdAtEpochMs }: Ticket) => MessageId.parse(idAt("m", createdAtEpochMs, id));
const contactNumberOf = ({ primaryContactId }: Ticket) => Number(primaryContactId?.split("-").at(-1));

function conversationOf(ticket: Ticket): Conversation {
  return {
    id: conversationIdOf(ticket),
    ticketId: ticket.id,
    channelId: ticket.channelId,
    kind: "thread",
    subject: ticket.subject,
    participants: [addressOf(contactNumberOf(ticket)), "help@desk.example"],
    listId: null,
    forwarded: false,
    createdAtEpochMs: ticket.createdAtEpochMs,
    lastMessageAtEpochMs: ticket.createdAtEpochMs,
    messageCount: 1,
    snippet: ticket.snippet,
    stamps: {},
  };
}

const WRITTEN_BY_A_PERSON: MailClassification = {
  automatic: false,
  bounce: false,
  list: false,
  autoReply: false,
  receipt: false,
  complaint: false,
  fromOwnAddress: false,
  forwarded: false,
  replyToForwarded: false,
  reason: "",
};

function mailOf(ticket: Ticket): Message {
  const rfcMessageId = `${ticket.id}@example.com`;
  const contact = contactNumberOf(ticket);
  const text = wordsOf(ticket.number ?? 0);
  return {
    id: messageIdOf(ticket),
    kind: "email",
    direction: "incoming",
    conversationId: conversationIdOf(ticket),
    ticketId: ticket.id,
    channelId: ticket.channelId,
    authorId: null,
    sentFrom: null,
    fingerprint: "",
    rfcMessageId,
    parentRfcId: "",
    rootRfcId: rfcMessageId,
    references: [],
    from: { name: `Customer ${contact}`, address: addressOf(contact) },
    replyTo: [],
    to: [{ name: "", address: "help@desk.example" }],
    cc: [],
    bcc: [],
    subject: ticket.subject,
    text,
    visibleText: text,
    html: null,
    htmlBlobId: null,
    dateEpochMs: ticket.createdAtEpochMs,
    atEpochMs: ticket.createdAtEpochMs,
    attachments: [],
    classification: WRITTEN_BY_A_PERSON,
    listId: null,
    bounceDetails: null,
    rawBlobId: null,
    sizeBytes: text.length,
    verdict: { kind: "new-conversation", rule: "B1" },
    placement: { kind: "new", followsTicketId: null },
    setAsideReason: null,
    problems: [],
  };
}

function historyOf(ticket: Ticket): Activity[] {
  const about = (what: string) => ({
    id: EventId.parse(idAt("e", ticket.createdAtEpochMs, ticket.id, what)),
    ticketId: ticket.id,
    atEpochMs: ticket.createdAtEpochMs,
    stamp: stampAt(ticket.createdAtEpochMs),
    cause: { kind: "channel", channelId: INBOUND } as const,
  });
  const at = { pipelineId: SUPPORT, stageId: STAGES.new };
  return [
    { ...about("made"), body: { type: "ticket.created", at, subject: ticket.subject } },
    {
      ...about("mail"),
      body: {
        type: "message.received",
        messageId: messageIdOf(ticket),
        conversationId: conversationIdOf(ticket),
        verdict: { kind: "new-conversation", rule: "B1" },
      },
    },
  ];
}
