import { z } from "zod";
import { StoredAttachment } from "../model/message.ts";

/** One mailbox that a mail can be sent to; leaves out what would be read as more than one, or as none, and what could end a header line. */
export const MAILBOX_ADDRESS = /^[^\s<>(),;:@"\p{Cc}]+@[^\s<>(),;:@"\p{Cc}]+$|^"[^"\\\p{Cc}]+"@[^\s<>(),;:@"\p{Cc}]+$/u;

/** As many as a person writes to by hand; more is a mailing, which a help desk is not for. */
export const MAX_RECIPIENTS = 100;
export const MAX_ATTACHMENTS_PER_MAIL = 100;

export const Recipient = z.object({
  /** No control characters: a name ends up in a header. */
  name: z
    .string()
    .trim()
    .max(200)
    .regex(/^[^\p{Cc}]*$/u)
    .default(""),
  address: z.string().trim().max(320).regex(MAILBOX_ADDRESS),
});
export type Recipient = z.infer<typeof Recipient>;

const recipients = z.array(Recipient).max(MAX_RECIPIENTS);

/**
 * Names what is being written, chosen by whoever writes it: however often it is handed in under one name, it becomes one message. The same words again
 * answer with the message that they became; other words are refused (PD_DRAFT_SENT), so that none are lost without notice.
 */
export const DraftId = z
  .string()
  .min(8)
  .max(200)
  .regex(/^[\w:.-]+$/u);

/** A file that was uploaded before, as it goes with the mail. */
export const OutgoingAttachment = StoredAttachment.pick({ blobId: true, name: true, contentType: true }).extend({
  name: StoredAttachment.shape.name
    .trim()
    .min(1)
    .max(255)
    .regex(/^[^\p{Cc}/\\]+$/u),
  contentType: z
    .string()
    .max(200)
    .regex(/^[\w.+-]+\/[\w.+-]+$/u)
    .default("application/octet-stream"),
  /** Set for an image inside the HTML: the part after `cid:`. */
  contentId: z
    .string()
    .max(200)
    .regex(/^[\w.@-]+$/u)
    .nullable()
    .default(null),
});
export type OutgoingAttachment = z.infer<typeof OutgoingAttachment>;

/** What a person writes; what is left out follows from where it is written. */
export const OutgoingContent = z.object({
  /** Plain text. With `html` alone it is made from that. */
  text: z.string().trim().max(500_000).default(""),
  /** The same as HTML, without the quoted history and the signature, which are added; null for plain text. */
  html: z.string().max(2_000_000).nullable().default(null),
  /** Absent: the sender of what is answered, or the contact. */
  to: recipients.min(1).optional(),
  cc: recipients.default([]),
  bcc: recipients.default([]),
  /** Absent: `Re:` or `Fwd:` and the thread's subject. */
  subject: z
    .string()
    .trim()
    .max(500)
    .regex(/^[^\p{Cc}]*$/u)
    .optional(),
  attachments: z.array(OutgoingAttachment).max(MAX_ATTACHMENTS_PER_MAIL).default([]),
  /** Append the answered mail's text. */
  quote: z.boolean().default(false),
  /** Send later, epoch milliseconds; absent: after the undo window. */
  sendAtEpochMs: z.number().int().min(0).max(8.64e15).optional(),
  /** H1b: `stamp` of the newest activity that the writer had on the screen; absent: nothing is checked that happened before now. */
  basisStamp: z.string().max(200).optional(),
  draftId: DraftId.optional(),
});
export type OutgoingContent = z.infer<typeof OutgoingContent>;
/** As a caller gives it, defaults not filled in. */
export type OutgoingContentInput = z.input<typeof OutgoingContent>;
