import { hash } from "node:crypto";
import {
  type EventId,
  MessageId,
  OutboxItemId,
  RunId,
  TicketId,
  type UserId,
  type WorkflowId,
} from "#shared/model/ids.ts";

/** Hexadecimal digits of a derived id: 128 bits, so that no two of a desk's lifetime meet. */
const DIGEST_LENGTH = 32;

/** The moment in hexadecimal milliseconds, up to the year 2527; what is out of reach counts as the nearest end. */
const MOMENT_LENGTH = 11;
const MAX_MOMENT_MS = 16 ** MOMENT_LENGTH - 1;

/** Behind a moment 96 bits are enough: they tell apart what happened in one millisecond. */
const DIGEST_LENGTH_BEHIND_MOMENT = 24;

const TIMED_ID = new RegExp(`^[a-z]+_([0-9a-f]{${MOMENT_LENGTH}})[0-9a-f]{${DIGEST_LENGTH_BEHIND_MOMENT}}$`);

/**
 * An id that follows from what it names, so that doing the same thing twice, on one device or on two, makes one document (H4). For what is found by what it names, as
 * a contact by the address; what comes in the course of time gets a `timedId`.
 * @param prefix one letter that tells a person reading an id what it is of.
 * @rule H4
 */
export function derivedId(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}_${digestOf(parts).slice(0, DIGEST_LENGTH)}`;
}

/**
 * The same, beginning with a moment: what is new lies together in the file, and a write touches few pages however long the history is.
 * @param atEpochMs follows from what the id names too: not from when it is looked at
 */
export function timedId(prefix: string, atEpochMs: number, ...parts: readonly string[]): string {
  const moment = Math.min(Math.max(Math.trunc(atEpochMs) || 0, 0), MAX_MOMENT_MS);
  const digest = digestOf(parts).slice(0, DIGEST_LENGTH_BEHIND_MOMENT);
  return `${prefix}_${moment.toString(16).padStart(MOMENT_LENGTH, "0")}${digest}`;
}

/** The moment with which an id begins; undefined for one that begins with none. */
export function momentOfId(id: string): number | undefined {
  const moment = TIMED_ID.exec(id)?.[1];
  return moment === undefined ? undefined : Number.parseInt(moment, 16);
}

/** An id of what belongs to another document: it follows from that one's id, and begins with the moment with which that one begins. */
export function idBeside(prefix: string, id: string, ...parts: readonly string[]): string {
  const moment = momentOfId(id);
  return moment === undefined ? derivedId(prefix, id, ...parts) : timedId(prefix, moment, id, ...parts);
}

/** Of the run in which an event puts a ticket into a workflow. */
export function runIdOf(workflowId: WorkflowId, ticketId: TicketId, eventId: EventId): RunId {
  return RunId.parse(idBeside("r", eventId, workflowId, ticketId));
}

/** A draft becomes one message, however often its author hands it in, and from how many windows. */
export function messageIdOfDraft(draftId: string, authorId: UserId): MessageId {
  return MessageId.parse(idBeside("m", draftId, authorId));
}

/** A draft of a ticket becomes one ticket. */
export function ticketIdOfDraft(draftId: string, authorId: UserId): TicketId {
  return TicketId.parse(idBeside("t", draftId, authorId));
}

/** A message waits in the outbox once, wherever and however often it is put there. */
export function outboxItemIdOf(messageId: MessageId): OutboxItemId {
  return OutboxItemId.parse(idBeside("o", messageId));
}

function digestOf(parts: readonly string[]): string {
  // The length before each part keeps ("ab","c") and ("a","bc") apart.
  return hash("sha256", parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(""));
}

/** Of the definition that a workflow had under that number (F8). */
export function revisionId(workflowId: string, revision: number): string {
  return derivedId("wr", workflowId, String(revision));
}
