import { isDeepStrictEqual } from "node:util";
import type { Message } from "#shared/model/message.ts";
import type { OutboxItem, SendFailure } from "#shared/model/outbox-item.ts";
import type { Refused } from "../smtp/send-failure.ts";
import { mayHappen, reduceOutbox, type OutboxEvent } from "#shared/rules/outbox/reduce-outbox.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import { inOnePiece } from "#main/desk/commands/command.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { notify } from "#main/desk/notifications/notify.ts";
import { takeEffect } from "#main/desk/outgoing/take-effect.ts";
import { ownAddressesOf } from "#main/desk/own-addresses.ts";
import { normalAddress, personOf, PERSON_SETS } from "#main/desk/people.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { withAutomaticMail } from "#shared/rules/outbox/automatic-mail-caps.ts";
import { holdOf } from "./guards.ts";

/** An item and its mail as they were read together. */
export type Chosen = { readonly item: OutboxItem; readonly message: Message };

/**
 * The item and its mail, if it may go out now; else null, and where a guard says no it is held and its author told (H1b, D7).
 * @param expected the item must still be this: whatever a person did meanwhile wins.
 */
export function guardedItem(context: DeskContext, expected: OutboxItem): Promise<Chosen | null> {
  return inOnePiece(context, async (piece) => {
    const item = await unchanged(piece, expected);
    if (item === null) return null;
    const message = await piece.messages.get(item.messageId);
    if (message === null) {
      piece.outbox.put(
        reduceOutbox(item, { type: "refused", failure: failureOf(context, "other", "The mail itself is missing.") }),
      );
      return null;
    }
    return (await heldBack(context, piece, item, message)) ? null : { item, message };
  });
}

/** Makes what a mail changes of its ticket so when its time has come, unless a guard holds it back or a person came in between (D8c). */
export function putInForce(context: DeskContext, expected: OutboxItem): Promise<void> {
  return inOnePiece(context, async (piece) => {
    await context.host.requireHost();
    const item = await unchanged(piece, expected);
    const message = item && (await piece.messages.get(item.messageId));
    if (!item || !message || (await heldBack(context, piece, item, message))) return;
    piece.outbox.put(await takeEffect(context, piece, item, context.clock.nowEpochMs()));
  });
}

/**
 * Stores that the mail's bytes begin to go out, before the first one does. False: it must not go out after all, because a person or a guard
 * came in between.
 */
export function recordSending(context: DeskContext, { item: expected, message }: Chosen): Promise<boolean> {
  return inOnePiece(context, async (piece) => {
    await context.host.requireHost();
    const item = await unchanged(piece, expected);
    if (item === null || (await heldBack(context, piece, item, message))) return false;
    const atEpochMs = context.clock.nowEpochMs();
    piece.outbox.put(reduceOutbox(item, { type: "began", atEpochMs }));
    if (item.automatic) await countAutomaticMail(context, piece, message, atEpochMs);
    return true;
  });
}

/**
 * Keeps with each contact when a machine wrote to them, whatever the ticket. Colleagues are not counted: a team's mailbox is told of many tickets.
 * @rule D7
 */
async function countAutomaticMail(
  context: DeskContext,
  piece: PieceOfWork,
  { ticketId, to, cc, bcc }: Message,
  atEpochMs: number,
): Promise<void> {
  const own = ownAddressesOf(context.setup);
  for (const { address } of [...to, ...cc, ...bcc]) {
    const person = own.has(normalAddress(address)) ? null : await personOf(piece.people, address);
    if (person === null) continue;
    const automaticMails = withAutomaticMail(person.automaticMails ?? [], { ticketId, atEpochMs });
    piece.people.put(touch(person, { automaticMails }, context.nextStamp(), PERSON_SETS));
  }
}

/** Writes what became of an item; does nothing where that can't happen to it any more: then somebody else has decided. */
export function writeEvent(
  context: DeskContext,
  id: OutboxItem["id"],
  event: OutboxEvent,
  alsoWrite?: (piece: PieceOfWork, item: OutboxItem) => Promise<void>,
): Promise<void> {
  return inOnePiece(context, async (piece) => {
    const item = await piece.outbox.get(id);
    if (item === null) return;
    const known = whereUnsure(item, event);
    if (!mayHappen(item.state, known.type)) return;
    const next = reduceOutbox(item, known);
    piece.outbox.put(next);
    await alsoWrite?.(piece, next);
  });
}

/** Another host took the mail for cut off while this one was on its way with it (H2); the server's word that it has it is proof. */
function whereUnsure({ state }: OutboxItem, event: OutboxEvent): OutboxEvent {
  if (state !== "unsure" || event.type !== "accepted") return event;
  const { atEpochMs, sentCopy, sentAs = [] } = event;
  return { type: "confirmed", atEpochMs, sentCopy, sentAs };
}

export function failureOf(context: DeskContext, code: SendFailure["code"], detail: string): SendFailure {
  return { code, detail, atEpochMs: context.clock.nowEpochMs() };
}

/** Tells the author that a mail can't be sent. */
export async function tellFailed(context: DeskContext, piece: PieceOfWork, item: OutboxItem): Promise<void> {
  const { lastFailure } = item;
  if (lastFailure === null) return;
  await tell(context, piece, item, {
    topic: "mail-failed",
    detail: lastFailure.detail,
    occasion: [String(lastFailure.atEpochMs)],
  });
}

export function tellUnsure(context: DeskContext, piece: PieceOfWork, item: OutboxItem): Promise<void> {
  return tell(context, piece, item, {
    topic: "mail-unsure",
    detail: item.lastFailure?.detail ?? "",
    occasion: [String(item.sendingSinceEpochMs)],
  });
}

/** A mail that was taken for some did not reach these. */
export async function tellRefused(
  context: DeskContext,
  piece: PieceOfWork,
  item: OutboxItem,
  refused: readonly Refused[],
): Promise<void> {
  for (const { address, detail } of refused) {
    await notify(context, piece.inboxItems, item.authorId, {
      topic: "mail-returned",
      ticketId: item.ticketId,
      outboxItemId: item.id,
      channelId: item.channelId,
      about: address,
      detail,
      occasion: [address],
    });
  }
}

async function unchanged(piece: PieceOfWork, expected: OutboxItem): Promise<OutboxItem | null> {
  const item = await piece.outbox.get(expected.id);
  return item !== null && item.state === "queued" && isDeepStrictEqual(item, expected) ? item : null;
}

async function heldBack(
  context: DeskContext,
  piece: PieceOfWork,
  item: OutboxItem,
  message: Message,
): Promise<boolean> {
  const hold = await holdOf(context, item, message);
  if (hold === null) return false;
  const held = reduceOutbox(item, { type: "held", hold });
  piece.outbox.put(held);
  await tell(context, piece, held, { topic: "mail-held", detail: hold.kind, occasion: [JSON.stringify(hold)] });
  return true;
}

async function tell(
  context: DeskContext,
  piece: PieceOfWork,
  item: OutboxItem,
  notice: Pick<Parameters<typeof notify>[3], "topic" | "detail" | "occasion">,
): Promise<void> {
  const { ticketId, id, channelId, messageId, authorId } = item;
  const message = await piece.messages.get(messageId);
  await notify(context, piece.inboxItems, authorId, {
    ...notice,
    ticketId,
    outboxItemId: id,
    channelId,
    about: message?.subject ?? "",
  });
}
