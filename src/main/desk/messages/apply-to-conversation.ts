/** What a message makes of its conversation: who takes part, when something was written last, where it is filed (B2). */
import type { Conversation, FiledAs } from "#shared/model/conversation.ts";
import type { ConversationId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import { customerOrSender } from "#shared/rules/email/customer.ts";
import { filedAfterMail, filedAs } from "#shared/rules/inbox/filing.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { COLLECTIONS } from "#main/store/collections.ts";
import type { DeskContext } from "../context.ts";
import { MAX_PARTICIPANTS } from "../limits.ts";
import { normalAddress, personOf } from "../people.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { ChangeOrigin } from "../ticket-changes/ticket-draft.ts";
import { snippetOf } from "./snippet.ts";

/** @param messageCount where a version before had counted it already */
export async function applyToConversation(
  context: DeskContext,
  piece: PieceOfWork,
  message: Message,
  origin: ChangeOrigin,
  messageCount?: number,
): Promise<void> {
  if (message.conversationId === null) return;
  const known = await piece.conversations.get(message.conversationId);
  const before = known ?? conversationOf(message, message.conversationId);
  const isNewest = message.atEpochMs >= before.lastMessageAtEpochMs;
  const filed = await filedBy(piece, message, before, known === null || known === undefined);
  const participants = Array.from(new Set([...before.participants, ...takingPart(message)])).slice(0, MAX_PARTICIPANTS);
  piece.conversations.put(
    touch(
      before,
      {
        // They only grow.
        ...(participants.length === before.participants.length ? {} : { participants }),
        messageCount: messageCount ?? before.messageCount + 1,
        ...(isNewest ? { lastMessageAtEpochMs: message.atEpochMs, snippet: snippetOf(message) } : {}),
        ...(before.ticketId === null && message.ticketId !== null ? { ticketId: message.ticketId } : {}),
        ...(filed === filedAs(before) ? {} : { filed: { as: filed, atEpochMs: message.atEpochMs, byUserId: null } }),
      },
      origin.nextStamp(),
      COLLECTIONS.conversations.sets,
    ),
  );
  if (before.ticketId === null && message.ticketId !== null && known) await takeAlong(context, piece, known, message);
}

/** Who takes part in a conversation by this message. Whoever unsubscribes does not: the link may have been passed on to anybody (E4, D9). */
function takingPart({ from, customer, replyTo, to, cc, verdict }: Message): string[] {
  if (verdict?.kind === "no-change" && verdict.reason === "unsubscribed") return [];
  return [from, ...(customer ? [customer] : []), ...replyTo, ...to, ...cc]
    .map(({ address }) => normalAddress(address))
    .filter((address) => address !== "");
}

/** B2: what comes in brings an archived conversation back; what a blocked sender begins is put away. */
async function filedBy(piece: PieceOfWork, message: Message, before: Conversation, isNew: boolean): Promise<FiledAs> {
  if (message.direction !== "incoming") return filedAs(before);
  if (!isNew) return filedAfterMail(before);
  if (message.ticketId !== null) return "inbox";
  const { address } = customerOrSender(message);
  const writer = await personOf(piece.people, address);
  return typeof writer?.blockedAtEpochMs === "number" ? "blocked" : "inbox";
}

/** The conversation that a message begins, before the message counts in it. */
export function conversationOf(message: Message, id: ConversationId): Conversation {
  return {
    id,
    ticketId: message.ticketId,
    channelId: message.channelId,
    kind: message.placement.kind === "side" ? "side" : "thread",
    subject: message.subject,
    participants: [],
    listId: message.listId,
    forwarded: message.classification.forwarded,
    createdAtEpochMs: message.atEpochMs,
    lastMessageAtEpochMs: message.atEpochMs,
    messageCount: 0,
    snippet: "",
    stamps: {},
  };
}

/** A conversation without a ticket got one: its earlier messages belong to the ticket too. */
async function takeAlong(
  context: DeskContext,
  piece: PieceOfWork,
  conversation: Conversation,
  message: Message,
): Promise<void> {
  const earlier = await context.store.messages.find({ selector: { conversationId: conversation.id } });
  for (const { id } of earlier) {
    const current = await piece.messages.get(id);
    if (current && current.ticketId === null) piece.messages.put({ ...current, ticketId: message.ticketId });
  }
  for (const current of piece.messages.changed()) {
    if (current.conversationId === conversation.id && current.ticketId === null)
      piece.messages.put({ ...current, ticketId: message.ticketId });
  }
}
