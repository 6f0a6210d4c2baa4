/**
 * What a mail names that is ours, said in our own ids before anything is decided by them: where a server replaced our Message-ID, an answer names the server's; a delivery report may
 * name none at all, and then tells by its recipient and its time which mail came back.
 */
import type { ParsedMail } from "#shared/model/mail.ts";
import type { Message } from "#shared/model/message.ts";
import { parseMessageIdToken } from "#shared/rules/email-status/tokens.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { ownIdsBehind } from "#main/desk/outgoing/names-of-sent-mail.ts";
import { normalAddress } from "#main/desk/people.ts";
import { BOUNCE_WINDOW_MS, MAX_SENT_LOOKED_THROUGH, SENT_BATCH } from "../limits.ts";
import type { IncomingMail } from "./incoming-mail.ts";
import { namedIds } from "./thread-candidates.ts";

/** The same mails, in the same order. */
export async function inOwnIds(context: DeskContext, mails: readonly IncomingMail[]): Promise<IncomingMail[]> {
  const own = await ownIdsBehind(context, mails.flatMap(foreignIds));
  return Promise.all(
    mails.map(async (mail) => {
      if (mail.read.kind !== "parsed") return mail;
      const read = await withReturnedMail(
        context,
        mail,
        own.size === 0 ? mail.read.mail : renamed(mail.read.mail, own),
      );
      return read === mail.read.mail ? mail : { ...mail, read: { ...mail.read, mail: read } };
    }),
  );
}

function foreignIds({ read }: IncomingMail): string[] {
  if (read.kind !== "parsed") return [];
  const { mail } = read;
  // Its own only where it may be a copy of what the desk sent.
  const copy = mail.classification.fromOwnAddress && mail.messageId !== null ? [mail.messageId] : [];
  return [...namedIds(mail), ...copy].filter((id) => parseMessageIdToken(id) === null);
}

function renamed(mail: ParsedMail, own: ReadonlyMap<string, string>): ParsedMail {
  const ours = (id: string) => own.get(id) ?? id;
  const { messageId, bounceDetails } = mail;
  const original = bounceDetails?.originalMessageId ?? null;
  return {
    ...mail,
    messageId: messageId === null ? null : ours(messageId),
    inReplyTo: mail.inReplyTo.map(ours),
    references: mail.references.map(ours),
    bounceDetails: bounceDetails && { ...bounceDetails, originalMessageId: original === null ? null : ours(original) },
  };
}

/**
 * A delivery report that names no mail of the desk is about the last one that went to one of its recipients from the same mailbox, within the days that servers keep trying. Names of
 * other mails are no hindrance: a server that gave the mail its own id returns that one.
 * @rule D7
 */
async function withReturnedMail(context: DeskContext, { channel, atEpochMs }: IncomingMail, mail: ParsedMail) {
  const { bounceDetails } = mail;
  if (!mail.classification.bounce || bounceDetails === null) return mail;
  if (namedIds(mail).some((id) => parseMessageIdToken(id) !== null)) return mail;
  const recipients = new Set(bounceDetails.recipients.map(({ address }) => normalAddress(address)));
  if (recipients.size === 0) return mail;
  const sent = await lastSentTo(context, recipients, channel.id, atEpochMs);
  return sent === null ? mail : { ...mail, bounceDetails: { ...bounceDetails, originalMessageId: sent.rfcMessageId } };
}

async function lastSentTo(
  { store }: DeskContext,
  recipients: ReadonlySet<string>,
  channelId: string,
  atEpochMs: number,
): Promise<Message | null> {
  for (let skip = 0; skip < MAX_SENT_LOOKED_THROUGH; skip += SENT_BATCH) {
    const items = await store.outbox.find({
      selector: { state: "sent", createdAtEpochMs: { $gt: atEpochMs - BOUNCE_WINDOW_MS, $lte: atEpochMs } },
      sort: [{ createdAtEpochMs: "desc" }, { id: "desc" }],
      skip,
      limit: SENT_BATCH,
    });
    const own = items.filter(
      (item) => item.channelId === channelId && (item.sentAtEpochMs ?? 0) <= atEpochMs && item.sentAtEpochMs !== null,
    );
    const messages = await store.messages.getMany(own.map(({ messageId }) => messageId));
    for (const { messageId } of own) {
      const message = messages.get(messageId);
      const addresses = message ? [...message.to, ...message.cc, ...message.bcc] : [];
      if (message && addresses.some(({ address }) => recipients.has(normalAddress(address)))) return message;
    }
    if (items.length < SENT_BATCH) return null;
  }
  return null;
}
