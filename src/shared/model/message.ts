import { z } from "zod";
import { ERASED } from "./erased.ts";
import { Cause } from "./cause.ts";
import { EmailVerdict } from "./email-verdict.ts";
import { BlobId, ChannelId, ConversationId, MessageId, PersonId, StageId, TicketId, UserId } from "./ids.ts";
import { BounceDetails, MailAddress, MailClassification, MailSeal } from "./mail.ts";

export const StoredAttachment = z.object({
  blobId: BlobId,
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number().int(),
  contentId: z.string().nullable(),
  inline: z.boolean(),
});
export type StoredAttachment = z.infer<typeof StoredAttachment>;

/** Where an agent wrote an outgoing mail: only the ticket record counts for D1 (D3, D5). */
export const SentFrom = z.enum(["ticket", "contact", "inbox", "personal-mailbox"]);
export type SentFrom = z.infer<typeof SentFrom>;

/** One e-mail, chat line or note. Immutable but for where it belongs. */
export const Message = z.object({
  ...ERASED,
  /** Derived from channel and Message-ID (or the digest of the raw bytes), so that one mail is one message (H4). */
  id: MessageId,
  kind: z.enum(["email", "note"]),
  direction: z.enum(["incoming", "outgoing", "internal"]),
  conversationId: ConversationId.nullable(),
  ticketId: TicketId.nullable(),
  /** H5: the merged tickets by which it came to its ticket, the first one first. Absent: none. */
  mergedFrom: z.array(TicketId).optional(),
  channelId: ChannelId.nullable(),
  /** Other channels that brought the same mail, later (D8); absent: none. */
  alsoChannelIds: z.array(ChannelId).optional(),
  authorId: UserId.nullable(),
  sentFrom: SentFrom.nullable(),
  /** Digest of what the message says: tells a second copy from another message that bears the same Message-ID. */
  fingerprint: z.string(),
  /** RFC 5322 ids without angle brackets; '' where there is none. */
  rfcMessageId: z.string(),
  /** The direct parent by In-Reply-To or the last of References; '' where there is none. */
  parentRfcId: z.string(),
  /** The first of References, else the parent, else the own id: finds siblings that arrive before their parent. */
  rootRfcId: z.string(),
  references: z.array(z.string()),
  from: MailAddress,
  /** Who the mail counts for where that is not its sender (D8b): who filled in a form, wrote through a group, or wrote what a colleague passed on. */
  customer: MailAddress.optional(),
  replyTo: z.array(MailAddress),
  to: z.array(MailAddress),
  cc: z.array(MailAddress),
  bcc: z.array(MailAddress),
  subject: z.string(),
  text: z.string(),
  /** Without quoted history and signature. */
  visibleText: z.string(),
  /** As it came, never shown outside the sandboxed frame; null where the mail has none; kept as a blob where it is large. */
  html: z.string().nullable(),
  htmlBlobId: BlobId.nullable(),
  /** From the Date header, epoch milliseconds; null where it is missing or makes no sense. */
  dateEpochMs: z.number().nullable(),
  /** When the desk got it (for an import: its own date), epoch milliseconds: the order in the timeline. */
  atEpochMs: z.number().int(),
  attachments: z.array(StoredAttachment),
  /** Of a note: the colleagues whom it names, who were told. Absent: none, or of an older program. */
  mentions: z.array(UserId).optional(),
  classification: MailClassification,
  /** List-Id of the mailing list that brought it (RFC 2919). */
  listId: z.string().nullable(),
  /** Which recipients could not be reached, for a bounce. */
  bounceDetails: BounceDetails.nullable(),
  /** The raw source, RFC 5322; null for what was written here. */
  rawBlobId: BlobId.nullable(),
  sizeBytes: z.number().int(),
  /** What the rules D1 to D10 made of it; null for notes and what was set aside. */
  verdict: EmailVerdict.nullable(),
  /** How it found its conversation: what a repetition after a crash needs to do the same again. */
  placement: z.object({
    kind: z.enum(["existing", "side", "new"]),
    /** D10: the closed ticket that the message's new ticket follows. */
    followsTicketId: TicketId.nullable(),
  }),
  /** Why it could not be handled and is kept raw only (H6); null for an ordinary message. */
  setAsideReason: z.string().nullable(),
  /** It lay in the mailbox's spam folder; absent: it did not. */
  fromSpamFolder: z.literal(true).optional(),
  /** Absent: neither signed nor encrypted. */
  seal: MailSeal.optional(),
  /** What had to be repaired or cut while reading it. */
  problems: z.array(z.string()),
  /** Of a mail written here: what its place in the outbox follows from, which is made with it. */
  outgoing: z
    .object({
      /** H1b: stamp of the newest thing on the ticket that its writer had seen; '' where nothing can be stale. */
      basisStamp: z.string(),
      /** A demo desk's made-up past: shown as sent and never sent. */
      invented: z.boolean(),
      /** The status that its writer chose for the ticket, for when it counts as sent (D8c). Absent: none. */
      thenStageId: StageId.optional(),
      /** E4: a marketing mail, and the contact that it went to: it tells how they unsubscribe. Absent: it is none. */
      marketingTo: PersonId.optional(),
      /** A template that somebody tries out on an address: it is no mail to a customer. */
      test: z.literal(true).optional(),
      /** The workflow's step that wrote it; absent where a person did. */
      cause: Cause.optional(),
    })
    .optional(),
});
export type Message = z.infer<typeof Message>;
