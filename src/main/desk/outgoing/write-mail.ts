import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import { ConversationId, MessageId, type UserId } from "#shared/model/ids.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import type { Message, SentFrom, StoredAttachment } from "#shared/model/message.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { formatMessageIdToken } from "#shared/rules/email-status/tokens.ts";
import { emailVerdict } from "#shared/rules/email-status/verdict.ts";
import { MAX_SEND_LATER_MS } from "#shared/rules/outbox/limits.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { Batch } from "../batch.ts";
import type { DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import { MAX_REPLY_REFERENCES } from "../limits.ts";
import { applyMessage } from "../messages/apply-message.ts";
import { replyReferences } from "../messages/reply-recipients.ts";
import { messageWrittenHere } from "../messages-written-here.ts";
import { normalAddress } from "../people.ts";
import { domainOf, threadSigner } from "../thread-signing.ts";
import type { ChangeOrigin } from "../ticket-changes/ticket-draft.ts";
import { requireSendable } from "./attachments.ts";
import { newestStampOf } from "./basis.ts";
import { senderOf } from "./sending-channel.ts";
import type { WrittenContent } from "./write-content.ts";

export type Recipients = Pick<Message, "to" | "cc" | "bcc">;

/** An outgoing mail of which all is decided but what follows from where it belongs. */
export type MailToWrite = Recipients & {
  readonly origin: ChangeOrigin;
  /** Null: a workflow wrote it (D7). */
  readonly author: { readonly id: UserId; readonly name: string } | null;
  readonly sentFrom: SentFrom;
  readonly channel: Channel | null;
  readonly ticket: Ticket | null;
  /** The conversation it goes into; null begins one. */
  readonly conversation: Conversation | null;
  /** The mail it answers. */
  readonly parent: Message | null;
  readonly subject: string;
  readonly content: WrittenContent;
  readonly attachments: readonly StoredAttachment[];
  readonly forwarded: boolean;
  readonly sendAtEpochMs: number | undefined;
  readonly basisStamp: string | undefined;
  /** A demo desk's past. */
  readonly invented: boolean;
};

/**
 * Writes the mail into its conversation and, through it, into the outbox; the status of D1 follows. Its Message-ID never changes after.
 * @throws PD_INPUT_INVALID for a time that is past or too far, PD_INPUT_TOO_LARGE
 */
export async function writeMail(context: DeskContext, batch: Batch, mail: MailToWrite): Promise<Message> {
  const { origin, author, ticket, conversation, parent, channel, content } = mail;
  if (mail.sendAtEpochMs !== undefined) requireSendTime(mail.sendAtEpochMs, origin.atEpochMs);
  requireSendable([content.text, content.html], mail.attachments);
  const from = senderOf(channel, author?.name ?? "", context.setup.require("settings", SETTINGS_ID).deskName);
  const id = MessageId.parse(derivedId("m", ticket?.id ?? "", origin.nextStamp()));
  const conversationId = conversation?.id ?? ConversationId.parse(derivedId("c", id));
  const rfcMessageId = formatMessageIdToken(
    { localId: id, domain: domainOf(from.address) },
    threadSigner(context.setup),
  );
  const written = messageWrittenHere({
    id,
    kind: "email",
    direction: "outgoing",
    conversationId,
    ticketId: ticket?.id ?? null,
    channelId: channel?.id ?? null,
    authorId: author?.id ?? null,
    sentFrom: mail.sentFrom,
    rfcMessageId,
    parentRfcId: parent?.rfcMessageId ?? "",
    rootRfcId: parent?.rootRfcId || rfcMessageId,
    references: parent ? replyReferences(parent.references, parent.rfcMessageId, MAX_REPLY_REFERENCES) : [],
    from,
    ...onceEach(mail),
    subject: mail.subject,
    ...content,
    attachments: [...mail.attachments],
    atEpochMs: origin.atEpochMs,
    dateEpochMs: mail.sendAtEpochMs ?? origin.atEpochMs,
    sizeBytes: sizeOf(content, mail.attachments),
    outgoing: {
      basisStamp: mail.basisStamp ?? (ticket ? await newestStampOf(context, ticket.id) : ""),
      invented: mail.invented,
    },
  });
  const classification = { ...written.classification, forwarded: mail.forwarded, automatic: author === null };
  const pipeline = ticket ? context.setup.require("pipeline", ticket.pipelineId) : null;
  const verdict = emailVerdict({
    direction: "outgoing",
    sentFrom: mail.sentFrom,
    classification,
    isReplyInExistingThread: conversation !== null,
    isOriginThread: ticket?.originConversationId === conversationId,
    senderIsContact: false,
    side: conversation?.kind === "side",
    ticketState: ticket && pipeline ? (stageOf(pipeline, ticket.stageId)?.kind ?? "open") : null,
    wasReopened: ticket?.wasReopened ?? false,
    reopenPolicy: pipeline?.reopen ?? { kind: "first-open-stage" },
    closedAtEpochMs: ticket?.closedAtEpochMs ?? null,
    nowEpochMs: origin.atEpochMs,
  });
  const message: Message = {
    ...written,
    classification,
    verdict,
    placement: { kind: conversation ? "existing" : "new", followsTicketId: null },
  };
  await applyMessage(context, batch, message, { cause: origin.cause, isRepetition: false });
  return { ...message, settled: true };
}

/** H1: a chosen time lies ahead, and not too far. @throws PD_INPUT_INVALID */
export function requireSendTime(sendAtEpochMs: number, nowEpochMs: number): void {
  const issue =
    sendAtEpochMs <= nowEpochMs
      ? "The time is past already."
      : sendAtEpochMs > nowEpochMs + MAX_SEND_LATER_MS
        ? "The time is more than a year away."
        : null;
  if (issue === null) return;
  throw new PipedeskError("PD_INPUT_INVALID", issue, {
    details: { issues: [{ path: "sendAtEpochMs", message: issue }] },
  });
}

/** Nobody gets a mail twice because they stand in two lines; the more open line wins. */
export function onceEach({ to, cc, bcc }: Recipients): Recipients {
  const seen = new Set<string>();
  const fresh = (addresses: readonly MailAddress[]) =>
    addresses.filter(({ address }) => {
      const known = seen.has(normalAddress(address));
      seen.add(normalAddress(address));
      return !known;
    });
  return { to: fresh(to), cc: fresh(cc), bcc: fresh(bcc) };
}

export function sizeOf(content: WrittenContent, attachments: readonly StoredAttachment[]): number {
  return attachments.reduce(
    (sum, { sizeBytes }) => sum + sizeBytes,
    Buffer.byteLength(content.text) + Buffer.byteLength(content.html ?? ""),
  );
}
