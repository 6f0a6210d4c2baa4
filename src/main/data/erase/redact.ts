/**
 * What is left of a document from which a person is erased. Pure. Numbers, times, directions and what the rules made of a message stay, so that reports and the course of a ticket hold; words, names,
 * addresses, files and sources go.
 */
import type { Activity } from "#shared/model/activity.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { TicketEventBody } from "#shared/model/event.ts";
import type { InboxItem } from "#shared/model/inbox-item.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import type { Message } from "#shared/model/message.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Person } from "#shared/model/person.ts";
import type { Run, StepOutcome } from "#shared/model/run.ts";
import type { Stamps } from "#shared/model/stamps.ts";
import type { WebhookRequest } from "#shared/model/webhook-request.ts";

/** Stands where something must stand. */
export const ERASED_WORDS = "—";

export type Erasure = {
  readonly atEpochMs: number;
  readonly isTheirs: (address: string) => boolean;
  /** An address that leads nowhere (RFC 2606) and names nobody, the same for all of one erasure: who wrote to whom can still be told. */
  readonly standIn: string;
};

/** Without anything that it says. */
export function emptiedMessage(message: Message, erasure: Erasure): Message {
  const { customer: _customer, ...rest } = nameless(message, erasure);
  return {
    ...rest,
    subject: "",
    text: "",
    visibleText: "",
    html: null,
    htmlBlobId: null,
    rawBlobId: null,
    attachments: [],
    references: [],
    // Ids that the sender's program made name their machine; ours name nobody, and answers of others find their thread by them.
    ...(message.direction === "outgoing" ? {} : { rfcMessageId: "" }),
    parentRfcId: "",
    rootRfcId: "",
    listId: null,
    bounceDetails: null,
    problems: [],
    ...(message.setAsideReason === null ? {} : { setAsideReason: ERASED_WORDS }),
  };
}

/** A message of somebody else: what it says stays, the person's name and addresses in its head go. Its source, which has them, too. */
export function nameless(message: Message, erasure: Erasure): Message {
  const named = (list: readonly MailAddress[]) => list.map((who) => anonymous(who, erasure));
  return {
    ...message,
    from: anonymous(message.from, erasure),
    ...(message.customer === undefined ? {} : { customer: anonymous(message.customer, erasure) }),
    replyTo: named(message.replyTo),
    to: named(message.to),
    cc: named(message.cc),
    bcc: named(message.bcc),
    rawBlobId: null,
    erasedAtEpochMs: erasure.atEpochMs,
  };
}

function anonymous(who: MailAddress, { isTheirs, standIn }: Erasure): MailAddress {
  return isTheirs(who.address) ? { name: "", address: standIn } : who;
}

export function erasedPerson(person: Person, { atEpochMs }: Erasure): Person {
  const { id, kind, createdAtEpochMs, lastMessageAtEpochMs, stamps } = person;
  return {
    id,
    kind,
    name: "",
    address: "",
    addresses: [],
    companyId: null,
    phone: "",
    notes: "",
    createdAtEpochMs,
    lastMessageAtEpochMs,
    stamps: withoutElements(stamps),
    erasedAtEpochMs: atEpochMs,
  };
}

/** Of a set the stamps name what is in it, also what was. */
function withoutElements(stamps: Stamps, gone: (element: string) => boolean = () => true): Stamps {
  return Object.fromEntries(
    Object.entries(stamps).filter(([entry]) => {
      const sign = entry.search(/[+-]/u);
      return sign < 0 || !gone(entry.slice(sign + 1));
    }),
  );
}

/** @param isAlone nobody else of outside took part: its subject is theirs too */
export function erasedConversation(conversation: Conversation, erasure: Erasure, isAlone: boolean): Conversation {
  const { isTheirs, standIn, atEpochMs } = erasure;
  const participants = conversation.participants.map((address) => (isTheirs(address) ? standIn : address));
  return {
    ...conversation,
    participants: Array.from(new Set(participants)).toSorted(),
    ...(isAlone ? { subject: ERASED_WORDS, listId: null } : {}),
    snippet: "",
    stamps: withoutElements(conversation.stamps, (key) => isTheirs(key.replaceAll('"', ""))),
    erasedAtEpochMs: atEpochMs,
  };
}

/** Null: it says nothing of them. @param isAlone the ticket is theirs alone */
export function erasedActivity(activity: Activity, erasure: Erasure, isAlone: boolean): Activity | null {
  const body = erasedBody(activity.body, erasure, isAlone);
  return body === activity.body ? null : { ...activity, body, erasedAtEpochMs: erasure.atEpochMs };
}

function erasedBody(body: TicketEventBody, { isTheirs, standIn }: Erasure, isAlone: boolean): TicketEventBody {
  switch (body.type) {
    case "ticket.created":
      return isAlone ? { ...body, subject: ERASED_WORDS } : body;
    case "ticket.property-changed":
      return isAlone && body.property === "subject" ? { ...body, from: ERASED_WORDS, to: ERASED_WORDS } : body;
    case "conversation.side-added":
      return isTheirs(body.address) ? { ...body, address: standIn } : body;
    case "workflow.acted":
      return isAlone && body.about !== "" ? { ...body, about: "" } : body;
    case "workflow.triggered": {
      if (!isAlone || body.data === undefined) return body;
      const { data: _data, ...rest } = body;
      return rest;
    }
    default:
      return body;
  }
}

/** What a run of a ticket that is theirs alone worked with. */
export function erasedRun(run: Run, { atEpochMs }: Erasure): Run {
  const { data: _data, ...rest } = run;
  return {
    ...rest,
    journal: run.journal.map((entry) => ({ ...entry, outcome: withoutDetails(entry.outcome) })),
    erasedAtEpochMs: atEpochMs,
  };
}

function withoutDetails(outcome: StepOutcome): StepOutcome {
  switch (outcome.kind) {
    case "done":
      return { kind: "done", changed: outcome.changed };
    case "skipped":
      return { ...outcome, reason: ERASED_WORDS };
    case "failed":
      return { ...outcome, message: ERASED_WORDS };
    case "held":
      return { ...outcome, reason: ERASED_WORDS };
    default:
      return outcome;
  }
}

export function erasedOutboxItem(item: OutboxItem, { atEpochMs }: Erasure): OutboxItem {
  const { remainder: _remainder, ...rest } = item;
  return {
    ...rest,
    refused: [],
    returned: [],
    lastFailure: item.lastFailure === null ? null : { ...item.lastFailure, detail: "" },
    hold: item.hold !== null && "address" in item.hold ? { ...item.hold, address: ERASED_WORDS } : item.hold,
    erasedAtEpochMs: atEpochMs,
  };
}

export function erasedInboxItem(item: InboxItem, { atEpochMs }: Erasure): InboxItem {
  return item.kind === "task"
    ? { ...item, title: ERASED_WORDS, detail: "", erasedAtEpochMs: atEpochMs }
    : { ...item, about: ERASED_WORDS, detail: "", erasedAtEpochMs: atEpochMs };
}

export function erasedRequest(request: WebhookRequest, { atEpochMs }: Erasure): WebhookRequest {
  return {
    ...request,
    // What has not gone out must not go out empty.
    ...(request.state === "queued" ? { state: "cancelled" as const, reported: true } : {}),
    headers: {},
    body: "",
    attempts: request.attempts.map((attempt) => ({
      ...attempt,
      answer: "",
      error: attempt.error === "" ? "" : ERASED_WORDS,
    })),
    failure: request.failure === null ? null : { ...request.failure, message: ERASED_WORDS },
    erasedAtEpochMs: atEpochMs,
  };
}
