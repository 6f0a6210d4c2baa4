import type { Message } from "#shared/model/message.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { UNDO_WINDOW_MS } from "#shared/rules/outbox/limits.ts";
import { outboxItemIdOf } from "../derived-ids.ts";

/** D8c: a person's mail that is to go at a time of its own; what it changes of its ticket, it changes then. */
export function isForLater({ atEpochMs, dateEpochMs, outgoing, classification }: Message): boolean {
  const isScheduled = dateEpochMs !== null && dateEpochMs !== atEpochMs;
  return isScheduled && outgoing?.invented !== true && !classification.automatic;
}

/** A mail's place in the outbox. All of it but the stamp follows from the message, so that a repetition after a crash makes the same. */
export function newOutboxItem(message: Message, stamp: string): OutboxItem {
  const { atEpochMs, dateEpochMs, outgoing } = message;
  const scheduled = dateEpochMs !== null && dateEpochMs !== atEpochMs;
  const notBeforeEpochMs = scheduled ? dateEpochMs : atEpochMs + UNDO_WINDOW_MS;
  const invented = outgoing?.invented === true;
  return {
    id: outboxItemIdOf(message.id),
    kind: "email",
    messageId: message.id,
    ticketId: message.ticketId,
    channelId: message.channelId,
    authorId: message.authorId,
    automatic: message.classification.automatic,
    ...(outgoing?.test === true ? { test: true } : {}),
    createdAtEpochMs: atEpochMs,
    stamp,
    state: invented ? "sent" : "queued",
    notBeforeEpochMs,
    scheduled: scheduled && !invented,
    ...(isForLater(message) ? { inForce: false } : {}),
    basisStamp: outgoing?.basisStamp ?? "",
    hold: null,
    attempts: 0,
    retryAtEpochMs: 0,
    lastFailure: null,
    sendingSinceEpochMs: null,
    sentAtEpochMs: invented ? notBeforeEpochMs : null,
    refused: [],
    returned: [],
    sentCopy: "none",
  };
}
