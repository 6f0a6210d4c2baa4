import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { ConversationId, TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { TicketChange } from "#shared/model/ticket-change.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import { moveOutboxItems } from "../../beside/merge-tickets.ts";
import type { Actor, DeskContext } from "../../context.ts";
import type { PieceOfWork } from "../../piece-of-work.ts";
import { setAside } from "../../ticket-changes/set-aside.ts";
import { draftOf, type ChangeOrigin } from "../../ticket-changes/ticket-draft.ts";
import { originOf } from "../command.ts";
import { requireEditable } from "../update-ticket.ts";
import { threadOf, threadRefused } from "./take-out-thread.ts";
import { describeBy, messagesOf } from "./threads-of-ticket.ts";

/**
 * A thread comes back to the ticket that it was taken out of, with what came into it since. A ticket of which nothing is left by that goes into the trash.
 * @returns what takes it out again
 * @throws PD_DESK_NOT_FOUND, PD_RULE_REFUSED (G5), PD_INPUT_INVALID with a `ThreadRefusal` as reason
 */
export async function takeInThread(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  ticketId: TicketId,
  conversationId: ConversationId,
): Promise<TicketChange> {
  const ticket = await piece.tickets.get(ticketId);
  if (!ticket) throw notFound("ticket", ticketId);
  const thread = await piece.conversations.get(conversationId);
  const { takenFrom } = thread ?? {};
  // One that came back already has nothing left, or is the ticket's.
  const isOut = thread?.ticketId !== ticketId && (thread?.messageCount ?? 0) > 0;
  if (!thread || !isOut || takenFrom?.ticketId !== ticketId) throw threadRefused("not-of-ticket", conversationId);
  const origin = originOf(context, actor);
  const draft = draftOf(ticket, origin);
  requireEditable(context, actor, draft);
  const fromId = thread.ticketId;
  const messages = await messagesOf(context, piece, { conversationId });
  const target = takenFrom.conversationId;
  if (target === thread.id) putThread(piece, thread, { ticketId, takenFrom: undefined }, origin);
  else await putTogether(context, piece, { thread, target, messages }, origin);
  for (const message of messages) piece.messages.put({ ...message, conversationId: target, ticketId });
  await moveOutboxItems(piece, messages, ticketId);

  describeBy(draft, await messagesOf(context, piece, { ticketId }), messages);
  draft.set({
    links: fromId === null ? ticket.links : ticket.links.filter((link) => link.ticketId !== fromId),
    ...(takenFrom.wasOrigin === true && target === thread.id ? { originConversationId: target } : {}),
  });
  draft.emit({ type: "conversation.came", conversationId: thread.id, ticketId: fromId });
  await piece.change(draft);
  if (fromId !== null) await emptied(context, actor, piece, fromId, { thread, messages, ticketId }, origin);
  const first = messages[0];
  if (target !== thread.id && first) return { kind: "split", messageId: first.id };
  return { kind: "detach", conversationId: thread.id, to: fromId === null ? "inbox" : "ticket" };
}

function putThread(
  piece: PieceOfWork,
  thread: Conversation,
  changes: Partial<Conversation>,
  origin: ChangeOrigin,
): void {
  piece.conversations.put(touch(thread, changes, origin.nextStamp(), COLLECTIONS.conversations.sets));
}

/** The end of a thread follows its beginning again; of the thread that it was, only the document is left. */
async function putTogether(
  context: DeskContext,
  piece: PieceOfWork,
  { thread, target, messages }: { thread: Conversation; target: ConversationId; messages: readonly Message[] },
  origin: ChangeOrigin,
): Promise<void> {
  const whole = await piece.conversations.get(target);
  if (!whole) throw notFound("conversation", target);
  const all = [...(await messagesOf(context, piece, { conversationId: target })), ...messages].toSorted(
    (a, b) => a.atEpochMs - b.atEpochMs || (a.id < b.id ? -1 : 1),
  );
  const last = all.at(-1);
  const participants = Array.from(new Set([...whole.participants, ...thread.participants]));
  if (last) putThread(piece, whole, { ...threadOf(all, last), participants }, origin);
  putThread(piece, thread, { messageCount: 0, snippet: "", ticketId: thread.ticketId ?? whole.ticketId }, origin);
}

async function emptied(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  fromId: TicketId,
  { thread, messages, ticketId }: { thread: Conversation; messages: readonly Message[]; ticketId: TicketId },
  origin: ChangeOrigin,
): Promise<void> {
  const from = await piece.tickets.get(fromId);
  if (!from) return;
  const draft = draftOf(from, origin);
  const rest = await messagesOf(context, piece, { ticketId: fromId });
  describeBy(draft, rest, messages);
  draft.set({ links: from.links.filter((link) => link.ticketId !== ticketId) });
  draft.emit({ type: "conversation.left", conversationId: thread.id, ticketId });
  if (rest.length === 0) setAside(draft, "trash", actor.user.id);
  await piece.change(draft);
}
