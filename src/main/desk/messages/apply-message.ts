import type { Cause } from "#shared/model/cause.ts";
import type { Message } from "#shared/model/message.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { momentOfId, outboxItemIdOf } from "../derived-ids.ts";
import { newOutboxItem } from "../outgoing/new-outbox-item.ts";
import { noteNewsOfSentMail } from "../outgoing/news-of-sent-mail.ts";
import { standingTicket } from "../ticket-changes/merged-ticket.ts";
import { draftOf, type ChangeOrigin } from "../ticket-changes/ticket-draft.ts";
import { applyToConversation } from "./apply-to-conversation.ts";
import { applyToTicket } from "./apply-to-ticket.ts";
import { tellWaitingTickets } from "./tell-waiting-tickets.ts";
import { linkPredecessor, newTicketOf } from "./ticket-of-message.ts";

/** What the version before had done of it, where a crash cut that off. */
export type HalfApplied = {
  /** It is one of them. */
  readonly messagesInConversation: number;
  /** The ticket has its event, and all that it changes of the ticket. */
  readonly isApplied: boolean;
};

/** Everything that follows from a message whose place and verdict are decided: its conversation, its contact, its ticket with events. */
export async function applyMessage(
  context: DeskContext,
  piece: PieceOfWork,
  given: Message,
  cause: Cause,
  { half, isHistory = false }: { readonly half?: HalfApplied; readonly isHistory?: boolean } = {},
): Promise<void> {
  const own = given.ticketId === null ? null : await piece.tickets.get(given.ticketId);
  const isApplied = own !== null && half?.isApplied === true;
  // A ticket that was merged takes no message any more, but keeps what it had before.
  const standing = own && !isApplied ? await standingTicket(own, (id) => piece.tickets.get(id)) : own;
  const message: Message = standing === null ? given : { ...given, ticketId: standing.id };
  const momentMs = momentOfId(message.id);
  const origin: ChangeOrigin = {
    atEpochMs: message.atEpochMs,
    cause,
    depth: 0,
    derivedFrom: [message.id],
    ...(momentMs === undefined ? {} : { derivedAtEpochMs: momentMs }),
    isHistory,
    nextStamp: () => context.nextStamp(),
  };
  piece.messages.put(message);
  await applyToConversation(context, piece, message, origin, half?.messagesInConversation);
  if (message.direction === "outgoing") await queueForSending(context, piece, message);
  else if (!isHistory) await noteNewsOfSentMail(context, piece, message);
  if (!isHistory) await tellWaitingTickets(context, piece, message, origin);
  // A mail to colleagues belongs to its ticket and to no thread: nothing follows from it.
  if (message.ticketId === null || message.conversationId === null || isApplied) return;

  const known = await piece.tickets.get(message.ticketId);
  const draft = known ? draftOf(known, origin) : await newTicketOf(context, piece, message, origin);
  await applyToTicket(context, piece, draft, message);
  await piece.change(draft);
  if (!known && message.placement.followsTicketId) await linkPredecessor(piece, message, origin);
}

/** What was written here waits to be sent; its place in the outbox follows from the message, so it waits there once. */
async function queueForSending(context: DeskContext, piece: PieceOfWork, message: Message): Promise<void> {
  if (await piece.outbox.get(outboxItemIdOf(message.id))) return;
  piece.outbox.put(newOutboxItem(message, context.nextStamp()));
}
