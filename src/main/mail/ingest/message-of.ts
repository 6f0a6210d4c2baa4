import type { BlobId } from "#shared/model/ids.ts";
import type { MailAddress, MailClassification, MailSetAside, ParsedMail } from "#shared/model/mail.ts";
import type { Message } from "#shared/model/message.ts";
import { MAX_INLINE_HTML_CHARACTERS, MAX_TEXT_CHARACTERS } from "#main/store/limits.ts";
import { MAX_STORED_ADDRESSES } from "../limits.ts";
import type { Identity } from "./identify.ts";
import type { IncomingMail } from "./incoming-mail.ts";
import { parentIdOf, rootIdOf } from "./thread-candidates.ts";

/** Blobs of one mail, in the order of `contentsOf`. */
export type MailBlobs = { readonly raw: BlobId; readonly html: BlobId | null; readonly attachments: readonly BlobId[] };

/** Everything of a mail that is kept as files: the raw source first, long HTML next, then the attachments. */
export function contentsOf({ raw, read, kept }: IncomingMail): Uint8Array[] {
  const source = kept ? [] : [raw];
  if (read.kind === "set-aside") return source;
  const html = isLongHtml(read.mail) ? [new TextEncoder().encode(read.mail.html ?? "")] : [];
  const files = read.mail.attachments.flatMap(({ content, keptAs }) => (keptAs === undefined ? [content] : []));
  return [...source, ...html, ...files];
}

export function blobsOf({ read, kept }: IncomingMail, ids: readonly BlobId[]): MailBlobs {
  const written = ids.values();
  const next = (): BlobId => {
    const { value } = written.next();
    if (value === undefined) throw new TypeError("Each part of a mail has its file.");
    return value;
  };
  const raw = kept?.id ?? next();
  if (read.kind === "set-aside") return { raw, html: null, attachments: [] };
  const html = isLongHtml(read.mail) ? next() : null;
  return { raw, html, attachments: read.mail.attachments.map(({ keptAs }) => keptAs ?? next()) };
}

function isLongHtml({ html }: ParsedMail): boolean {
  return html !== null && html.length > MAX_INLINE_HTML_CHARACTERS;
}

type Unplaced = Omit<Message, "conversationId" | "ticketId" | "verdict" | "placement">;

/** What follows from the mail's content alone. */
type ReadFields = Omit<
  Unplaced,
  | "id"
  | "kind"
  | "direction"
  | "channelId"
  | "authorId"
  | "sentFrom"
  | "fingerprint"
  | "atEpochMs"
  | "rawBlobId"
  | "sizeBytes"
>;

/** The message of a mail, before it is decided where it belongs. */
export function messageOf(mail: IncomingMail, { id, fingerprint }: Identity, blobs: MailBlobs): Unplaced {
  const common = {
    id,
    kind: "email" as const,
    direction: "incoming" as const,
    channelId: mail.channel.id,
    authorId: null,
    sentFrom: null,
    fingerprint,
    atEpochMs: mail.atEpochMs,
    rawBlobId: blobs.raw,
    sizeBytes: mail.kept?.sizeBytes ?? mail.raw.byteLength,
  };
  const fields = mail.read.kind === "set-aside" ? setAsideFields(mail.read) : parsedFields(mail.read.mail, blobs);
  return { ...common, ...fields, ...(mail.fromSpamFolder === true ? { fromSpamFolder: true } : {}) };
}

function parsedFields(mail: ParsedMail, blobs: MailBlobs): ReadFields {
  const isCut = mail.text.length > MAX_TEXT_CHARACTERS;
  const stored = (addresses: readonly MailAddress[]) => addresses.slice(0, MAX_STORED_ADDRESSES);
  const isLongList = [mail.replyTo, mail.to, mail.cc, mail.bcc].some(({ length }) => length > MAX_STORED_ADDRESSES);
  const nameless: MailAddress = { name: "", address: "" };
  return {
    rfcMessageId: mail.messageId ?? "",
    parentRfcId: parentIdOf(mail),
    rootRfcId: rootIdOf(mail),
    references: mail.references,
    from: mail.from[0] ?? mail.sender ?? nameless,
    replyTo: stored(mail.replyTo),
    to: stored(mail.to),
    cc: stored(mail.cc),
    bcc: stored(mail.bcc),
    subject: mail.subject,
    text: mail.text.slice(0, MAX_TEXT_CHARACTERS),
    visibleText: mail.visibleText.slice(0, MAX_TEXT_CHARACTERS),
    html: blobs.html === null ? mail.html : null,
    htmlBlobId: blobs.html,
    dateEpochMs: mail.dateEpochMs,
    attachments: mail.attachments.map(({ name, contentType, sizeBytes, contentId, inline }, position) => {
      const blobId = blobs.attachments[position];
      if (blobId === undefined) throw new TypeError("Each attachment has its file.");
      return { blobId, name, contentType, sizeBytes, contentId, inline };
    }),
    classification: mail.classification,
    listId: mail.listId,
    bounceDetails: mail.bounceDetails,
    setAsideReason: null,
    ...(mail.seal === null ? {} : { seal: mail.seal }),
    problems: [
      ...mail.problems,
      ...(isCut ? ["The text is very long; the rest of it is in the raw source."] : []),
      ...(isLongList ? ["The mail names very many addresses; the rest of them are in the raw source."] : []),
    ],
  };
}

/** H6: kept raw, with whatever could be read of it. */
function setAsideFields({ partial, explanation }: MailSetAside): ReadFields {
  const unclassified: MailClassification = {
    automatic: false,
    bounce: false,
    list: false,
    autoReply: false,
    receipt: false,
    complaint: false,
    fromOwnAddress: false,
    forwarded: false,
    replyToForwarded: false,
    reason: "",
  };
  return {
    rfcMessageId: partial.messageId ?? "",
    parentRfcId: "",
    rootRfcId: partial.messageId ?? "",
    references: [],
    from: partial.from[0] ?? { name: "", address: "" },
    replyTo: [],
    to: [],
    cc: [],
    bcc: [],
    subject: partial.subject,
    text: "",
    visibleText: "",
    html: null,
    htmlBlobId: null,
    dateEpochMs: partial.dateEpochMs,
    attachments: [],
    classification: unclassified,
    listId: null,
    bounceDetails: null,
    setAsideReason: explanation,
    problems: [],
  };
}
