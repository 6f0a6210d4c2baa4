import type { Cause } from "#shared/model/cause.ts";
import type { Conversation } from "#shared/model/conversation.ts";
import type { ConversationId, MessageId, PersonId, StageId, UserId } from "#shared/model/ids.ts";
import type { MailAddress } from "#shared/model/mail.ts";
import type { Message, SentFrom, StoredAttachment } from "#shared/model/message.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { formatMessageIdToken } from "#shared/rules/email-status/tokens.ts";
import type { DeskContext } from "../context.ts";
import { MAX_REPLY_REFERENCES } from "../limits.ts";
import { replyReferences } from "../messages/reply-recipients.ts";
import { messageWrittenHere } from "../messages-written-here.ts";
import { normalAddress } from "../people.ts";
import { domainOf, threadSigner } from "../thread-signing.ts";
import { requireSendable } from "./attachments.ts";
import { outgoingVerdict } from "./outgoing-verdict.ts";
import { senderOf } from "./sending-channel.ts";
import type { WrittenContent } from "./write-content.ts";

export type Recipients = Pick<Message, "to" | "cc" | "bcc">;

/** An outgoing mail of which all is decided but what follows from where it belongs. */
export type MailToCompose = Recipients & {
  readonly id: MessageId;
  readonly atEpochMs: number;
  /** Null: a workflow wrote it (D7). */
  readonly author: { readonly id: UserId; readonly name: string } | null;
  readonly sentFrom: SentFrom;
  readonly channel: Channel | null;
  readonly ticket: Ticket | null;
  /** The conversation it goes into, as it is; null where it begins one, or belongs to none. */
  readonly conversation: Conversation | null;
  /** Null: it belongs to its ticket and to no conversation. */
  readonly conversationId: ConversationId | null;
  /** The mail it answers. */
  readonly parent: Message | null;
  readonly subject: string;
  readonly content: WrittenContent;
  readonly attachments: readonly StoredAttachment[];
  readonly forwarded: boolean;
  readonly sendAtEpochMs: number | undefined;
  /** '' where nothing can be stale. */
  readonly basisStamp: string;
  /** A demo desk's past. */
  readonly invented: boolean;
  /** The workflow's step that wrote it. */
  readonly cause?: Cause;
  /** As a message has them. */
  readonly thenStageId?: StageId | undefined;
  readonly marketingTo?: PersonId;
  readonly test?: true;
};

/**
 * The mail as a message, with its verdict. Writes nothing. Its Message-ID follows from its id and stays.
 * @throws PD_INPUT_TOO_LARGE
 */
export function composeMessage({ setup }: Pick<DeskContext, "setup">, mail: MailToCompose): Message {
  const { id, author, ticket, conversation, conversationId, parent, channel, content } = mail;
  requireSendable([content.text, content.html], mail.attachments);
  const from = senderOf(channel, author?.name ?? "", setup.require("settings", SETTINGS_ID).deskName);
  const rfcMessageId = formatMessageIdToken({ localId: id, domain: domainOf(from.address) }, threadSigner(setup));
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
    atEpochMs: mail.atEpochMs,
    dateEpochMs: mail.sendAtEpochMs ?? mail.atEpochMs,
    sizeBytes: sizeOf(content, mail.attachments),
    outgoing: {
      basisStamp: mail.basisStamp,
      invented: mail.invented,
      ...(mail.thenStageId === undefined ? {} : { thenStageId: mail.thenStageId }),
      ...(mail.marketingTo === undefined ? {} : { marketingTo: mail.marketingTo }),
      ...(mail.test === undefined ? {} : { test: mail.test }),
      ...(mail.cause === undefined ? {} : { cause: mail.cause }),
    },
  });
  const classification = { ...written.classification, forwarded: mail.forwarded, automatic: author === null };
  const verdict = outgoingVerdict(
    { setup },
    { sentFrom: mail.sentFrom, classification, conversationId, ticket, conversation, nowEpochMs: mail.atEpochMs },
  );
  return {
    ...written,
    classification,
    verdict,
    placement: { kind: conversation ? "existing" : "new", followsTicketId: null },
  };
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
