import type { Asked } from "#shared/automation/asked.ts";
import type { FactValue, Facts } from "#shared/automation/filters/evaluate.ts";
import type { Cause } from "#shared/model/cause.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { Message } from "#shared/model/message.ts";
import type { Person } from "#shared/model/person.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { isPropertyId } from "#shared/model/setup/property.ts";
import { propertyOf } from "#shared/model/property-of.ts";
import { slaStateOf } from "#shared/rules/sla/standing.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { WorkDocuments } from "#main/desk/automations.ts";
import { personById } from "#main/desk/people.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { Store } from "#main/store/store.ts";

export type FactSources = { readonly store: Store; readonly setup: SetupCache };

/** What belongs to a ticket, read once for all filters that look at it. */
export type Surroundings = {
  readonly contact: Person | null;
  readonly company: Person | null;
  readonly thread: Conversation | null;
  /** The message that the event is about; for other events and for timers the latest that somebody wrote (`latestMessageOf`). */
  readonly message: Message | null;
  /** Who changed each property last, as far as the history tells. */
  readonly changes: ReadonlyMap<string, Cause>;
  /** What has happened to the ticket in this piece of work, and is not told in its history yet; grows with the work. */
  readonly events: readonly TicketEvent[];
};

/** For workflows that ask for nothing but the ticket itself. */
const NO_SURROUNDINGS: Surroundings = {
  contact: null,
  company: null,
  thread: null,
  message: null,
  changes: new Map(),
  events: [],
};

/** Reads what workflows ask for about one event, or about a run that goes on: once, however many ask. */
export type Lookout = {
  around(ticket: Ticket, asked: Asked): Promise<Surroundings>;
};

/** What of a piece of work belongs to a ticket's surroundings. */
type LookedAt = Pick<WorkDocuments, "people" | "conversations" | "messages" | "events">;

export function createLookout(
  { store }: Pick<FactSources, "store">,
  batch: LookedAt,
  event: TicketEvent | null,
): Lookout {
  let message: Promise<Message | null> | null = null;
  let told: Promise<Map<string, Cause>> | null = null;
  const messageId = event && "messageId" in event.body ? event.body.messageId : null;
  const messageOf = (ticket: Ticket) =>
    (message ??= messageId === null ? latestMessageOf(store, batch, ticket) : batch.messages.get(messageId));
  const toldOf = (ticket: Ticket) => (told ??= latestChanges(store, ticket));
  return {
    async around(ticket, asked) {
      const { primaryContactId, originConversationId } = ticket;
      const contact = asked.people ? await personById(batch.people, primaryContactId) : null;
      return {
        contact,
        company: contact?.companyId ? await batch.people.get(contact.companyId) : null,
        thread:
          asked.thread && originConversationId !== null ? await batch.conversations.get(originConversationId) : null,
        message: asked.message ? await messageOf(ticket) : null,
        changes: asked.changes ? await toldOf(ticket) : NO_SURROUNDINGS.changes,
        events: batch.events.of(ticket.id),
      };
    },
  };
}

/** How far back the latest message is looked for: behind a row of automatic mails, which D7 caps. */
const MAX_LOOKED_AT = 20;

/**
 * The last mail of a thread of the ticket. Notes, mails to colleagues and what workflows sent are no side's word: of those only the event itself tells.
 * Null where there is none.
 */
async function latestMessageOf(store: Store, batch: LookedAt, ticket: Ticket): Promise<Message | null> {
  const counts = ({ kind, conversationId, direction, classification }: Message) =>
    kind === "email" && conversationId !== null && !(direction === "outgoing" && classification.automatic);
  const stored = await store.messages.find({
    selector: { ticketId: ticket.id },
    sort: [{ atEpochMs: "desc" }, { id: "desc" }],
    limit: MAX_LOOKED_AT,
  });
  const here = batch.messages.changedOf(ticket.id);
  const found = [...stored, ...here].filter(counts);
  return found.toSorted((a, b) => b.atEpochMs - a.atEpochMs || (a.id < b.id ? 1 : -1))[0] ?? null;
}

/** Who changed each property last, as the history tells. */
async function latestChanges(store: Store, ticket: Ticket): Promise<Map<string, Cause>> {
  const told = await store.activities.find({
    selector: { ticketId: ticket.id },
    sort: [{ stamp: "asc" }, { id: "asc" }],
  });
  return withChanges(new Map(), told);
}

function withChanges(
  known: ReadonlyMap<string, Cause>,
  changes: readonly Pick<TicketEvent, "body" | "cause">[],
): Map<string, Cause> {
  const latest = new Map(known);
  for (const { body, cause } of changes) {
    if (body.type === "ticket.property-changed") latest.set(body.property, cause);
    if (body.type === "ticket.stage-changed") {
      latest.set("stageId", cause);
      if (body.from.pipelineId !== body.to.pipelineId) latest.set("pipelineId", cause);
    }
  }
  return latest;
}

/**
 * The facts of this moment. A property that is not there is unknown.
 * @param ahead events of a change that the work has not taken over yet
 */
export function factsOf(
  setup: Pick<SetupCache, "find">,
  ticket: Ticket,
  surroundings: Surroundings,
  nowEpochMs: number,
  ahead: readonly TicketEvent[] = [],
): Facts {
  const pipeline = setup.find("pipeline", ticket.pipelineId);
  const { contact, company, thread, message } = surroundings;
  const computed: Readonly<Record<string, FactValue>> = {
    "ticket.stageKind": (pipeline && stageOf(pipeline, ticket.stageId)?.kind) ?? null,
    "ticket.slaState": slaStateOf(ticket.sla, nowEpochMs),
    "contact.domain": contact ? domainOf(contact.address) : null,
    "contact.unsubscribed": contact ? typeof contact.unsubscribedAtEpochMs === "number" : null,
    "message.fromName": message?.from.name ?? null,
    "message.fromAddress": message?.from.address ?? null,
    "message.fromDomain": message ? domainOf(message.from.address) : null,
    "message.text": message?.visibleText ?? null,
    "message.hasAttachments": message ? message.attachments.length > 0 : null,
    "message.automatic": message?.classification.automatic ?? null,
  };
  const documents: Readonly<Record<string, object | null>> = { ticket, contact, company, thread, message };
  return {
    nowEpochMs,
    value(object, property) {
      const name = `${object}.${property}`;
      if (Object.hasOwn(computed, name)) return computed[name] ?? null;
      if (object === "ticket" && isPropertyId(property)) return factOf(propertyOf(ticket, property) ?? null);
      const document = Object.hasOwn(documents, object) ? documents[object] : null;
      return document && Object.hasOwn(document, property)
        ? factOf((document as Readonly<Record<string, unknown>>)[property])
        : null;
    },
    changedBy: (property) =>
      withChanges(surroundings.changes, [...surroundings.events, ...ahead]).get(property) ?? null,
  };
}

function factOf(value: unknown): FactValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : null;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
