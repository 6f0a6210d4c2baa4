/** What a ticket has of messages, and how it is described by them, as a piece of work sees it. */
import type { ConversationId, TicketId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { DeskContext } from "../../context.ts";
import { snippetOf } from "../../messages/snippet.ts";
import type { PieceOfWork } from "../../piece-of-work.ts";
import type { TicketDraft } from "../../ticket-changes/ticket-draft.ts";
import { since } from "../../beside/unmerge-tickets.ts";

type Of = { readonly ticketId: TicketId } | { readonly conversationId: ConversationId };

/** Oldest first. */
export async function messagesOf({ store }: DeskContext, piece: PieceOfWork, of: Of): Promise<Message[]> {
  const stored = await store.messages.find({ selector: of });
  const ids = new Set([...stored, ...piece.messages.changed()].map(({ id }) => id));
  await piece.messages.load(Array.from(ids));
  const messages: Message[] = [];
  for (const id of ids) {
    const message = await piece.messages.get(id);
    if (message && ("ticketId" in of ? message.ticketId === of.ticketId : message.conversationId === of.conversationId))
      messages.push(withoutStoreFields(message));
  }
  return messages.toSorted((a, b) => a.atEpochMs - b.atEpochMs || (a.id < b.id ? -1 : 1));
}

function withoutStoreFields(message: Message): Message {
  const { _deleted, _attachments, _meta, _rev, ...own } = message as Message & Record<`_${string}`, unknown>;
  return own;
}

/**
 * The ticket as its messages tell: how many there are, the newest one's words, when its customer and an agent wrote last. A moment that no message that left or came bears stays as it is.
 * @param moved those that went or came
 */
export function describeBy(draft: TicketDraft, present: readonly Message[], moved: readonly Message[]): void {
  const inThreads = present.filter(({ conversationId }) => conversationId !== null);
  const words = since(present, Number.NEGATIVE_INFINITY);
  const newest = inThreads.at(-1);
  const isOfMoved = (moment: number | null) => moment === null || moved.some(({ atEpochMs }) => atEpochMs >= moment);
  const { lastCustomerMessageAtEpochMs, lastAgentMessageAtEpochMs } = draft.ticket;
  draft.set({
    messageCount: inThreads.length,
    snippet: newest ? snippetOf(newest) : "",
    ...(isOfMoved(lastCustomerMessageAtEpochMs) ? { lastCustomerMessageAtEpochMs: words.customer } : {}),
    ...(isOfMoved(lastAgentMessageAtEpochMs) ? { lastAgentMessageAtEpochMs: words.agent } : {}),
  });
}
