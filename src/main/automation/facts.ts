import type { FactValue, Facts } from "#shared/automation/filters/evaluate.ts";
import type { Cause } from "#shared/model/cause.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { Message } from "#shared/model/message.ts";
import type { Person } from "#shared/model/person.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { WorkDocuments } from "#main/desk/automations.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";
import type { Store } from "#main/store/store.ts";

export type FactSources = { readonly store: Store; readonly setup: SetupCache };

/** What belongs to a ticket, read once for all filters that look at it. */
export type Surroundings = {
  readonly contact: Person | null;
  readonly company: Person | null;
  readonly thread: Conversation | null;
  /** The message that the event is about; null for other events and for timers. */
  readonly message: Message | null;
  readonly changes: ReadonlyMap<string, Cause>;
};

/** For workflows that ask for nothing but the ticket itself. */
export const NO_SURROUNDINGS: Surroundings = {
  contact: null,
  company: null,
  thread: null,
  message: null,
  changes: new Map(),
};

/** Reads what filters may ask about, beside the ticket itself. */
export async function surroundingsOf(
  { store }: FactSources,
  batch: WorkDocuments,
  ticket: Ticket,
  event: TicketEvent | null,
): Promise<Surroundings> {
  const contact = ticket.primaryContactId === null ? null : await batch.people.get(ticket.primaryContactId);
  const messageId = event && "messageId" in event.body ? event.body.messageId : null;
  return {
    contact,
    company: contact?.companyId ? await batch.people.get(contact.companyId) : null,
    thread: ticket.originConversationId === null ? null : await batch.conversations.get(ticket.originConversationId),
    message: messageId === null ? null : await batch.messages.get(messageId),
    changes: await latestChanges(store, ticket),
  };
}

/** Who changed each property last: what is told in the history, then what still waits to be. */
async function latestChanges(store: Store, ticket: Ticket): Promise<Map<string, Cause>> {
  const told = await store.activities.find({
    selector: { ticketId: ticket.id },
    sort: [{ stamp: "asc" }, { id: "asc" }],
  });
  const latest = new Map<string, Cause>();
  for (const { body, cause } of [...told, ...ticket.pending]) {
    if (body.type === "ticket.property-changed") latest.set(body.property, cause);
    if (body.type === "ticket.stage-changed") {
      latest.set("stageId", cause);
      if (body.from.pipelineId !== body.to.pipelineId) latest.set("pipelineId", cause);
    }
  }
  return latest;
}

/** The facts of this moment. A property that is not there is unknown. */
export function factsOf(setup: SetupCache, ticket: Ticket, surroundings: Surroundings, nowEpochMs: number): Facts {
  const pipeline = setup.find("pipeline", ticket.pipelineId);
  const { contact, company, thread, message } = surroundings;
  const computed: Readonly<Record<string, FactValue>> = {
    "ticket.stageKind": (pipeline && stageOf(pipeline, ticket.stageId)?.kind) ?? null,
    "contact.domain": contact ? domainOf(contact.address) : null,
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
      const document = Object.hasOwn(documents, object) ? documents[object] : null;
      return document && Object.hasOwn(document, property)
        ? factOf((document as Readonly<Record<string, unknown>>)[property])
        : null;
    },
    changedBy: (property) => surroundings.changes.get(property) ?? null,
  };
}

function factOf(value: unknown): FactValue {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : null;
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
