/**
 * What a received message looks like once it has been read: the shape that MIME parsing hands to the rules, the store and the screens.
 * Everything in here came from outside; lengths are bounded by the parser (`src/main/mail/limits.ts`), meaning is not trusted.
 */
import { z } from "zod";

import { BlobId } from "./ids.ts";

export const MailAddress = z.object({
  /** Display name as the sender wrote it, '' when there was none. */
  name: z.string(),
  /** As written; compare in lower case. '' for a name without an address. */
  address: z.string(),
});
export type MailAddress = z.infer<typeof MailAddress>;

export const MailHeader = z.object({ name: z.string(), value: z.string() });
/** One header field: lower-case name, unfolded value with encoded words left as they were sent. */
export type MailHeader = z.infer<typeof MailHeader>;

export const MailClassification = z.object({
  /** No machine may answer it [D7]; whether a person wrote it is another question: `isByMachine`. Of what this desk sent: a workflow wrote it. */
  automatic: z.boolean(),
  /** A delivery failed or is delayed: a status notification, standard (RFC 3464) or home-made. */
  bounce: z.boolean(),
  /** Came through a mailing list or newsletter distributor. */
  list: z.boolean(),
  /** An automatic answer: out of office, "we got your message". */
  autoReply: z.boolean(),
  /** A read or delivery receipt (RFC 8098). */
  receipt: z.boolean(),
  /** An abuse or feedback report (RFC 5965). */
  complaint: z.boolean(),
  /** Sent by one of the help desk's own addresses. */
  fromOwnAddress: z.boolean(),
  /** Somebody else's message is passed on [D5]. */
  forwarded: z.boolean(),
  /** An answer to a passed-on message [D5]. */
  replyToForwarded: z.boolean(),
  /** Plain words naming what decided; '' when nothing did and a person seems to be writing. */
  reason: z.string(),
});
export type MailClassification = z.infer<typeof MailClassification>;

export const BounceRecipient = z.object({
  address: z.string(),
  /** RFC 3463 status such as 5.1.1; '' when the report gave none. */
  status: z.string(),
  /** Permanent: no automatic mail to this address for 60 days [D7]. */
  hard: z.boolean(),
});
export type BounceRecipient = z.infer<typeof BounceRecipient>;

export const BounceDetails = z.object({
  recipients: z.array(BounceRecipient),
  /** Message-ID of the message that could not be delivered, without angle brackets. */
  originalMessageId: z.string().nullable(),
});
export type BounceDetails = z.infer<typeof BounceDetails>;

export const ForwardedOriginal = z.object({
  from: MailAddress,
  subject: z.string(),
  /** As the forwarding program wrote it, in its language: not a date that can be relied on. */
  dateText: z.string(),
  body: z.string(),
});
export type ForwardedOriginal = z.infer<typeof ForwardedOriginal>;

export const ParsedAttachment = z.object({
  /** A bare file name that is safe to write to any disk; never empty. */
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  /** Without angle brackets. */
  contentId: z.string().nullable(),
  /** Shown inside the message's HTML instead of beside it. */
  inline: z.boolean(),
  content: z.instanceof(Uint8Array),
  /** Of a file too large for memory: it is kept already, and `content` is its beginning only. */
  keptAs: BlobId.optional(),
});
export type ParsedAttachment = z.infer<typeof ParsedAttachment>;

/** S/MIME or OpenPGP. `signed`: whether by whom it says is not checked. `encrypted`: this desk can't read it. */
export const MailSeal = z.enum(["signed", "encrypted"]);
export type MailSeal = z.infer<typeof MailSeal>;

export const ParsedMail = z.object({
  /** Without angle brackets; null when the message has none. */
  messageId: z.string().nullable(),
  inReplyTo: z.array(z.string()),
  references: z.array(z.string()),
  subject: z.string(),
  from: z.array(MailAddress),
  sender: MailAddress.nullable(),
  replyTo: z.array(MailAddress),
  to: z.array(MailAddress),
  cc: z.array(MailAddress),
  bcc: z.array(MailAddress),
  /** The Date field; null when missing or impossible, then `problems` says so. */
  dateEpochMs: z.number().int().nullable(),
  listId: z.string().nullable(),
  /** Envelope sender without angle brackets, '' for the null sender `<>`, null when the field is missing. */
  returnPath: z.string().nullable(),
  headers: z.array(MailHeader),
  text: z.string(),
  /** As it was sent, not sanitised: whoever shows it sanitises it. */
  html: z.string().nullable(),
  /** What this sender wrote this time: no quoted history, no signature. */
  visibleText: z.string(),
  attachments: z.array(ParsedAttachment),
  classification: MailClassification,
  bounceDetails: BounceDetails.nullable(),
  forwardedOriginal: ForwardedOriginal.nullable(),
  seal: MailSeal.nullable(),
  /** What was wrong with the message and got mended or left out, in plain words. */
  problems: z.array(z.string()),
});
export type ParsedMail = z.infer<typeof ParsedMail>;

export const MailSetAsideReason = {
  empty: "empty",
  noHeader: "no-header",
  tooLarge: "too-large",
  unreadable: "unreadable",
  notMail: "not-mail",
} as const;
export type MailSetAsideReason = (typeof MailSetAsideReason)[keyof typeof MailSetAsideReason];

export const MailSetAside = z.object({
  kind: z.literal("set-aside"),
  reason: z.enum(MailSetAsideReason),
  /** Plain words for the person who looks at it. */
  explanation: z.string(),
  /** Whatever could be read of the header. */
  partial: z.object({
    subject: z.string(),
    from: z.array(MailAddress),
    messageId: z.string().nullable(),
    dateEpochMs: z.number().int().nullable(),
    sizeBytes: z.number().int().nonnegative(),
  }),
});
/** A message that was not handled and is kept with its raw source [H6]. */
export type MailSetAside = z.infer<typeof MailSetAside>;

export type MailParseResult = { kind: "parsed"; mail: ParsedMail } | MailSetAside;
