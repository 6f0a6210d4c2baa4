import type { OutboxItemId } from "#shared/model/ids.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { Actor, DeskContext } from "../context.ts";
import { newestStampOf } from "../outgoing/newest-stamp.ts";
import { changeItem, reduceOrGone, requireMailOf } from "../outgoing/change-item.ts";
import { hasMailbox, sendingChannel } from "../outgoing/sending-channel.ts";
import { takeBackAnswer } from "../outgoing/take-back-answer.ts";
import { takeEffect } from "../outgoing/take-effect.ts";
import { requireSendTime } from "../outgoing/write-mail.ts";
import { originOf } from "./command.ts";

export { editMail } from "./edit-mail.ts";

/** Takes a mail back until its bytes go out, and with it all that it changed (D8c). @throws PD_DESK_NOT_FOUND, PD_OUTBOX_GONE */
export function cancelMail(context: DeskContext, actor: Actor, id: OutboxItemId): Promise<OutboxItem> {
  return changeItem(context, id, async (piece, item) => {
    const next = reduceOrGone(item, { type: "cancelled" });
    await takeBackAnswer(context, piece, item, originOf(context, actor));
    return next;
  });
}

/**
 * Ends the undo window, a chosen time or a pause; brings back what failed or was cancelled. Mail that found no mailbox when it was written
 * goes over the one that there is now.
 * @throws PD_DESK_NOT_FOUND, PD_OUTBOX_GONE
 */
export function sendMailNow(context: DeskContext, _actor: Actor, id: OutboxItemId): Promise<OutboxItem> {
  return changeItem(context, id, async (piece, item) => {
    const atEpochMs = context.clock.nowEpochMs();
    const basisStamp = await basisNow(context, item);
    const next = reduceOrGone(item, { type: "hurried", atEpochMs, basisStamp });
    if (item.scheduled) await redate(piece, item, atEpochMs);
    const inForce = next.inForce === false ? await takeEffect(context, piece, next, atEpochMs) : next;
    return overMailbox(context, piece, inForce);
  });
}

/** What it has changed is so again at its time (D8c). @throws PD_DESK_NOT_FOUND, PD_OUTBOX_GONE, PD_INPUT_INVALID for a time that is past or too far */
export function sendMailLater(
  context: DeskContext,
  actor: Actor,
  id: OutboxItemId,
  sendAtEpochMs: number,
): Promise<OutboxItem> {
  return changeItem(context, id, async (piece, item) => {
    const next = reduceOrGone(item, { type: "postponed", sendAtEpochMs, basisStamp: await basisNow(context, item) });
    requireSendTime(sendAtEpochMs, context.clock.nowEpochMs());
    await redate(piece, item, sendAtEpochMs);
    await takeBackAnswer(context, piece, item, originOf(context, actor));
    return next;
  });
}

/** H1b, D7: a person has looked and wants it sent all the same. What happens after that holds it again. @throws PD_DESK_NOT_FOUND, PD_OUTBOX_GONE */
export function releaseMail(context: DeskContext, _actor: Actor, id: OutboxItemId): Promise<OutboxItem> {
  return changeItem(context, id, async (_batch, item) =>
    reduceOrGone(item, {
      type: "released",
      atEpochMs: context.clock.nowEpochMs(),
      basisStamp: await basisNow(context, item),
    }),
  );
}

/** A person decides about a mail that may have been sent. @throws PD_DESK_NOT_FOUND, PD_OUTBOX_GONE */
export function resolveMail(
  context: DeskContext,
  _actor: Actor,
  id: OutboxItemId,
  as: "sent" | "again",
): Promise<OutboxItem> {
  return changeItem(context, id, async (_batch, item) => {
    const atEpochMs = context.clock.nowEpochMs();
    return as === "sent"
      ? reduceOrGone(item, { type: "confirmed", atEpochMs, sentCopy: item.sentCopy })
      : reduceOrGone(item, { type: "repeated", atEpochMs, basisStamp: await basisNow(context, item) });
  });
}

/** What is on the ticket now, the person has seen. */
async function basisNow(context: DeskContext, { ticketId }: OutboxItem): Promise<string> {
  return ticketId === null ? "" : newestStampOf(context, ticketId);
}

/** Its Date is the moment at which it is meant to go. */
async function redate(piece: PieceOfWork, item: OutboxItem, dateEpochMs: number): Promise<void> {
  const message = await requireMailOf(piece, item);
  piece.messages.put({ ...message, dateEpochMs });
}

async function overMailbox(context: DeskContext, piece: PieceOfWork, item: OutboxItem): Promise<OutboxItem> {
  const known = item.channelId ? context.setup.find("channel", item.channelId) : null;
  const channel = hasMailbox(known) ? known : sendingChannel(context.setup, item.channelId);
  if (!channel || channel.id === item.channelId) return item;
  const message = await requireMailOf(piece, item);
  const from = { ...message.from, name: channel.mailbox?.senderName || message.from.name, address: channel.address };
  piece.messages.put({ ...message, channelId: channel.id, from });
  return { ...item, channelId: channel.id };
}
