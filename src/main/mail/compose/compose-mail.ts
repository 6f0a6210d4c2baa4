import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { MailComposerAttachment } from "nodemailer/lib/mail-composer";
import type { MailAddress } from "#shared/model/mail.ts";
import type { Message, StoredAttachment } from "#shared/model/message.ts";
import type { Channel } from "#shared/model/setup/channel.ts";
import { formatSubjectToken, verifySubjectToken } from "#shared/rules/email-status/tokens.ts";
import { unsubscribeHeaders } from "#main/desk/outgoing/unsubscribe.ts";
import { htmlOrMade } from "#main/desk/outgoing/write-content.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { threadSigner } from "#main/desk/thread-signing.ts";

export type ComposedMail = {
  /** What the server is told: the blind copies are only here. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  /** RFC 5322, lines ended by CRLF. */
  readonly raw: Uint8Array;
};

/**
 * The source of an outgoing mail. The same message gives the same bytes: what was sent, the copy in the Sent folder and a later attempt are equal.
 * @param channel what it goes over: its address stands in for that of a mail written before there was a mailbox.
 * @throws PD_DESK_NOT_FOUND for a file that is gone
 */
export async function composeMail(
  context: Pick<DeskContext, "store" | "setup">,
  message: Message,
  channel: Pick<Channel, "address">,
): Promise<ComposedMail> {
  const { store } = context;
  const html = message.htmlBlobId ? new TextDecoder().decode(await store.files.read(message.htmlBlobId)) : message.html;
  const shown = htmlOrMade(html, message.text);
  const contactId = message.outgoing?.marketingTo;
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const node = new MailComposer({
    messageId: `<${message.rfcMessageId}>`,
    date: new Date(message.dateEpochMs ?? message.atEpochMs),
    ...(message.parentRfcId === "" ? {} : { inReplyTo: `<${idOf(message.parentRfcId)}>` }),
    ...(message.references.length === 0
      ? {}
      : {
          references: message.references
            .map(idOf)
            .filter((id) => id !== "")
            .map((id) => `<${id}>`),
        }),
    from: mailboxOf({ name: message.from.name, address: message.from.address || channel.address }),
    to: message.to.map(mailboxOf),
    cc: message.cc.map(mailboxOf),
    // Left out of the source by the composer; it is there for the envelope.
    bcc: message.bcc.map(mailboxOf),
    subject: oneLine(await subjectOf(context, message)),
    text: message.text,
    html: `<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n${shown}\n</body></html>\n`,
    attachments: message.attachments.map((attachment) => attachmentOf(store, attachment, shown)),
    // Marked as RFC 3834 wants it, so that no machine answers what a machine wrote (D7).
    headers: {
      ...(message.classification.automatic || message.outgoing?.test === true
        ? { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" }
        : {}),
      ...(contactId === undefined
        ? {}
        : unsubscribeHeaders(
            context.setup,
            { messageId: message.id, contactId },
            message.from.address || channel.address,
          )),
    },
    baseBoundary: createHash("sha256").update(message.id).digest("hex").slice(0, 24),
    newline: "win",
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from, to } = node.getEnvelope();
  return { envelope: { from: from || "", to }, raw: await buffer(node.createReadStream()) };
}

/** D9: answers of programs that drop In-Reply-To find their ticket by the token. It is on the wire only. */
async function subjectOf({ store, setup }: Pick<DeskContext, "store" | "setup">, message: Message): Promise<string> {
  const { subject, ticketId, sentFrom, classification } = message;
  if (ticketId === null || sentFrom !== "ticket" || classification.forwarded) return subject;
  const number = (await store.tickets.get(ticketId))?.number ?? null;
  if (number === null) return subject;
  const sign = threadSigner(setup);
  const known = verifySubjectToken(subject, sign);
  if (known.kind === "verified" && known.ticketNumber === number) return subject;
  return `${subject} ${formatSubjectToken(number, sign)}`.trim();
}

function attachmentOf(
  { files }: DeskContext["store"],
  { blobId, name, contentType, contentId, inline }: StoredAttachment,
  html: string,
): MailComposerAttachment {
  // Read when its turn comes, and never as a whole.
  const content = Readable.from(files.stream(blobId), { objectMode: false });
  const isShown = inline && contentId !== null && html.includes(`cid:${contentId}`);
  return {
    content,
    filename: oneLine(name),
    contentType,
    // Binary-safe whatever the type: a text file keeps its own line ends.
    contentTransferEncoding: contentType.startsWith("message/") ? false : "base64",
    contentDisposition: isShown ? "inline" : "attachment",
    ...(isShown ? { cid: contentId } : {}),
  };
}

/** No name, subject or file name can end its line and begin another header. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .toWellFormed()
    .trim();
}

function mailboxOf({ name, address }: MailAddress): { name: string; address: string } {
  return { name: oneLine(name), address: oneLine(address) };
}

/** Ids come from strangers' headers: nothing but what a msg-id may hold (RFC 5322 §3.6.4). */
function idOf(rfcMessageId: string): string {
  return rfcMessageId.replaceAll(/[^\x21-\x7e]|[<>]/gu, "");
}
