import { MessageId, type UserId } from "#shared/model/ids.ts";
import type { Message } from "#shared/model/message.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { parseMessageIdToken, verifyMessageIdToken } from "#shared/rules/email-status/tokens.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import { lastHardBounce, withHardBounce } from "#shared/rules/outbox/automatic-mail-caps.ts";
import { reduceOutbox } from "#shared/rules/outbox/reduce-outbox.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { outboxItemIdOf } from "../derived-ids.ts";
import { notify } from "../notifications/notify.ts";
import { normalAddress, personOf, PERSON_SETS } from "../people.ts";
import { ownDomainsOf, threadSigner } from "../thread-signing.ts";

/**
 * What a mail that came in tells of mail that went out: that it came back (D7), or, by answering it, that it did go out. Only Message-IDs
 * that the desk signed count (D9). Doing it again changes nothing.
 */
export async function noteNewsOfSentMail(context: DeskContext, piece: PieceOfWork, message: Message): Promise<void> {
  if (message.direction !== "incoming") return;
  const original = message.bounceDetails?.originalMessageId ?? null;
  const named = new Set([message.parentRfcId, ...message.references].filter((id) => id !== "" && id !== original));
  if (original === null && named.size === 0) return;
  const ids = signedIds(context, [...(original === null ? [] : [original]), ...named]);
  await piece.outbox.load(Array.from(ids.values(), outboxItemIdOf));
  for (const [rfcMessageId, id] of ids) {
    const item = await piece.outbox.get(outboxItemIdOf(id));
    if (item === null) continue;
    if (rfcMessageId === original) {
      const mail = await piece.messages.get(id);
      if (mail) await noteReturned(context, piece, { item, mail }, message);
    } else if (item.state === "unsure") {
      const { atEpochMs } = message;
      piece.outbox.put(reduceOutbox(item, { type: "confirmed", atEpochMs, sentCopy: item.sentCopy }));
    }
  }
}

type Sent = { readonly item: OutboxItem; readonly mail: Message };

/** The desk's own messages that these Message-IDs name. Names in another format cost nothing. */
function signedIds({ setup }: DeskContext, rfcMessageIds: readonly string[]): Map<string, MessageId> {
  const own = rfcMessageIds.filter((rfcMessageId) => parseMessageIdToken(rfcMessageId) !== null);
  if (own.length === 0) return new Map();
  const [domains, sign] = [ownDomainsOf(setup), threadSigner(setup)];
  const ids = new Map<string, MessageId>();
  for (const rfcMessageId of own) {
    const id = MessageId.safeParse(parseMessageIdToken(rfcMessageId)?.localId);
    if (id.success && verifyMessageIdToken(rfcMessageId, domains, sign) === "verified") ids.set(rfcMessageId, id.data);
  }
  return ids;
}

async function noteReturned(
  context: DeskContext,
  piece: PieceOfWork,
  { item, mail }: Sent,
  bounce: Message,
): Promise<void> {
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc].map(({ address }) => address);
  const told = bounce.bounceDetails?.recipients ?? [];
  const failures = told.length > 0 ? told : [{ address: "", status: "", hard: false }];
  let current = item;
  for (const failure of failures) {
    const address = recipientOf(failure.address, recipients);
    const isKnown = current.returned.some((other) => other.messageId === bounce.id && other.address === address);
    const isOut = current.state === "sent" || current.state === "unsure" || current.state === "sending";
    if (isKnown || !isOut) continue;
    const { status, hard } = failure;
    const returned = { address, status, hard, messageId: bounce.id, atEpochMs: bounce.atEpochMs };
    current = reduceOutbox(current, { type: "returned", returned });
    piece.outbox.put(current);
    // Whoever got the mail knows its id; a forged bounce must not silence somebody who was never written to.
    if (hard && recipients.includes(address)) await noteHardBounce(context, piece, address, bounce.atEpochMs);
    await tellReturned(context, piece, item.authorId, { item, mail }, address, `${status} ${bounce.subject}`.trim());
  }
}

/** The recipient whom the report means: mail that was passed on comes back under an address that was never written to. */
function recipientOf(address: string, recipients: readonly string[]): string {
  const exact = recipients.find((recipient) => normalAddress(recipient) === normalAddress(address));
  return exact ?? (recipients.length === 1 ? (recipients[0] ?? address) : address);
}

async function noteHardBounce(
  context: DeskContext,
  piece: PieceOfWork,
  address: string,
  atEpochMs: number,
): Promise<void> {
  const person = await personOf(piece.people, address);
  if (!person || (lastHardBounce(person.hardBounces, address) ?? 0) >= atEpochMs) return;
  const hardBounces = withHardBounce(person.hardBounces, { address: normalAddress(address), atEpochMs });
  piece.people.put(touch(person, { hardBounces }, context.nextStamp(), PERSON_SETS));
}

async function tellReturned(
  context: DeskContext,
  piece: PieceOfWork,
  authorId: UserId | null,
  { item }: Sent,
  address: string,
  detail: string,
): Promise<void> {
  await notify(context, piece.inboxItems, authorId, {
    topic: "mail-returned",
    ticketId: item.ticketId,
    outboxItemId: item.id,
    channelId: item.channelId,
    about: address,
    detail,
    occasion: [address],
  });
}
