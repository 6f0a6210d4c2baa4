import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { reduceOutbox } from "#shared/rules/outbox/reduce-outbox.ts";
import type { DeskContext } from "../context.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { standingTicket } from "../ticket-changes/merged-ticket.ts";
import { draftOf } from "../ticket-changes/ticket-draft.ts";
import { requireMailOf } from "./change-item.ts";
import { moveWithAnswer } from "./move-with-answer.ts";
import { outgoingVerdict } from "./outgoing-verdict.ts";

/**
 * Makes what an answer changes of its ticket so, for one that was put off or taken back: the status, the last agent message, the waits that it ends. What it means is decided
 * anew: the ticket may be another by now.
 * @param item queued
 * @rule D8c
 */
export async function takeEffect(
  context: DeskContext,
  piece: PieceOfWork,
  item: OutboxItem,
  atEpochMs: number,
): Promise<OutboxItem> {
  const next = reduceOutbox(item, { type: "took-effect" });
  const message = await requireMailOf(piece, item);
  const own = message.ticketId === null ? null : await piece.tickets.get(message.ticketId);
  const ticket = own && (await standingTicket(own, (id) => piece.tickets.get(id)));
  if (!ticket || message.conversationId === null || message.authorId === null) return next;
  const conversation = await piece.conversations.get(message.conversationId);
  const verdict = outgoingVerdict(context, { ...message, ticket, conversation, nowEpochMs: atEpochMs });
  piece.messages.put({ ...message, verdict });
  const draft = draftOf(ticket, {
    atEpochMs,
    cause: { kind: "user", userId: message.authorId },
    depth: 0,
    nextStamp: () => context.nextStamp(),
  });
  draft.set({ lastAgentMessageAtEpochMs: Math.max(ticket.lastAgentMessageAtEpochMs ?? 0, atEpochMs) });
  draft.emit({ type: "message.sent", messageId: message.id, conversationId: message.conversationId, verdict });
  await piece.change(draft);
  await moveWithAnswer(context, piece, message, atEpochMs, "tell");
  return next;
}
