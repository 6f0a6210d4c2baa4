import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { OutboxItemId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { mayHappen, reduceOutbox, type OutboxEvent } from "#shared/rules/outbox/reduce-outbox.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { inOnePiece } from "../in-one-piece.ts";

/** Runs in the queue, so that it decides on what is stored: the sender writes there too. */
export function changeItem(
  context: DeskContext,
  id: OutboxItemId,
  decide: (piece: PieceOfWork, item: OutboxItem) => Promise<OutboxItem>,
): Promise<OutboxItem> {
  return inOnePiece(context, async (piece) => {
    const item = await piece.outbox.get(id);
    if (!item) throw notFound("outbox", id);
    const next = await decide(piece, item);
    piece.outbox.put(next);
    return next;
  });
}

/** @throws PD_OUTBOX_GONE where the item's state does not allow it any more */
export function reduceOrGone(item: OutboxItem, event: OutboxEvent): OutboxItem {
  if (mayHappen(item.state, event.type)) return reduceOutbox(item, event);
  throw new PipedeskError("PD_OUTBOX_GONE", `This mail is ${item.state}: that can't be done to it now.`, {
    details: { what: "outbox", id: item.id, reason: item.state },
  });
}

/** @throws PD_DESK_NOT_FOUND */
export async function requireMailOf(piece: PieceOfWork, { messageId }: OutboxItem): Promise<Message> {
  const message = await piece.messages.get(messageId);
  if (!message) throw notFound("message", messageId);
  return message;
}
