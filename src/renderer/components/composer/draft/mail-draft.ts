/** What a person is writing, as it is kept between two key presses and two days (H1c). Pure. */
import { z } from "zod";
import { OutgoingAttachment, Recipient } from "#shared/contract/outgoing.ts";
import { BlobId, MessageId, OutboxItemId } from "#shared/model/ids.ts";

/** A file that was uploaded. `contentId` is set for a picture that stands in the text. */
export const DraftFile = z.object({
  blobId: BlobId,
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number(),
  contentId: z.string().nullable(),
});
export type DraftFile = z.infer<typeof DraftFile>;

/** An unfinished token is kept as it was typed: it is no address yet, and no word may get lost. */
export const DraftRecipient = z.object({ name: z.string(), address: z.string() });
export type DraftRecipient = z.infer<typeof DraftRecipient>;

export const MailDraft = z.object({
  text: z.string(),
  /** The editor's HTML, pictures as `<img data-cid="…">`; null while nothing in it is formatted. */
  html: z.string().nullable(),
  /** null: as follows from what is answered. */
  to: z.array(DraftRecipient).nullable(),
  cc: z.array(DraftRecipient),
  bcc: z.array(DraftRecipient),
  /** null: as follows from what is answered. */
  subject: z.string().nullable(),
  files: z.array(DraftFile),
  quote: z.boolean(),
  /** A forward takes the original's files along. */
  withFiles: z.boolean(),
  /** The mail that is answered or forwarded; null: the one that the ticket suggests. */
  messageId: MessageId.nullable(),
  /** The waiting mail whose content this is to replace. */
  edits: z.object({ itemId: OutboxItemId, messageId: MessageId }).nullable(),
});
/** `edit` changes a mail that waits in the outbox; the others write something new. */
export type MailMode = "reply" | "new" | "forward" | "edit";

export type MailDraft = z.infer<typeof MailDraft>;

export const EMPTY_DRAFT: MailDraft = {
  text: "",
  html: null,
  to: null,
  cc: [],
  bcc: [],
  subject: null,
  files: [],
  quote: false,
  withFiles: true,
  messageId: null,
  edits: null,
};

/** True where there is nothing that the person made: which mail is answered and whether it is quoted are no words. */
export function isEmptyDraft(draft: MailDraft): boolean {
  return (
    !hasWords(draft) &&
    draft.files.length === 0 &&
    draft.to === null &&
    draft.cc.length === 0 &&
    draft.bcc.length === 0 &&
    draft.subject === null &&
    draft.edits === null
  );
}

/** True where there is something to send: words or a file. */
export function hasWords(draft: Pick<MailDraft, "text" | "html">): boolean {
  return draft.text.trim() !== "" || (draft.html?.includes("<img") ?? false);
}

/**
 * Puts what comes back (by Undo, by "Use the text again") into what is there. Nothing of either is lost: words go below the words that are there,
 * files are added; recipients and subject only where the draft had none of its own.
 */
export function withReturned(present: MailDraft, returned: MailDraft): MailDraft {
  if (isEmptyDraft(present)) return returned;
  const html =
    present.html === null && returned.html === null
      ? null
      : [htmlOf(present), htmlOf(returned)].filter((part) => part !== "").join("");
  const kept = new Set(present.files.map(({ blobId }) => blobId));
  return {
    ...present,
    text: [present.text, returned.text].filter((text) => text.trim() !== "").join("\n\n"),
    html,
    to: present.to ?? returned.to,
    cc: present.cc.length > 0 ? present.cc : returned.cc,
    bcc: present.bcc.length > 0 ? present.bcc : returned.bcc,
    subject: present.subject ?? returned.subject,
    files: [...present.files, ...returned.files.filter(({ blobId }) => !kept.has(blobId))],
  };
}

/** Words that come from elsewhere, below those that are there. */
export function withText(present: MailDraft, text: string): MailDraft {
  return withReturned({ ...present }, { ...EMPTY_DRAFT, text, messageId: present.messageId, quote: present.quote });
}

/** The draft as the editor shows it. */
export function htmlOf({ html, text }: Pick<MailDraft, "html" | "text">): string {
  return html ?? htmlFromText(text);
}

/** Plain text as paragraphs, one a line; '' for none. */
export function htmlFromText(text: string): string {
  if (text === "") return "";
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join("");
}

function escapeHtml(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      // HTML folds runs of spaces and drops those at the beginning.
      .replace(/ {2}|^ /gmu, (spaces) => "\u00a0".repeat(spaces.length))
  );
}

export function isValidRecipient(who: DraftRecipient): boolean {
  return Recipient.safeParse(who).success;
}

/** A file as it goes with the mail: a name or type that no header can hold is made one that can. */
export function outgoingFile({ blobId, name, contentType, contentId }: DraftFile): z.input<typeof OutgoingAttachment> {
  const safeName = name
    .replace(/[\p{Cc}/\\]+/gu, " ")
    .trim()
    .slice(-255)
    .trim();
  const type = OutgoingAttachment.shape.contentType.safeParse(contentType.split(";")[0]?.trim());
  return {
    blobId,
    name: safeName === "" ? "file" : safeName,
    contentType: type.success ? type.data : "application/octet-stream",
    contentId,
  };
}
