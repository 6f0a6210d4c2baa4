/**
 * Reads one raw message. Whatever the bytes are, the answer is a value: a message with a list of what was wrong with it, or a set-aside with the reason [H6].
 */
import {
  MailSetAsideReason,
  type BounceDetails,
  type ForwardedOriginal,
  type MailAddress,
  type MailClassification,
  type MailParseResult,
  type MailSetAside,
  type ParsedMail,
} from "#shared/model/mail.ts";
import { readBounceDetails } from "#shared/rules/email/bounce-details.ts";
import { classifyMail } from "#shared/rules/email/classification.ts";
import type { MailFacts } from "#shared/rules/email/mail-facts.ts";
import { isSameMailbox, mailboxSet } from "#shared/rules/email/mailbox-address.ts";
import { visibleText } from "#shared/rules/email/visible-text.ts";

import { MAX_ANALYSED_TEXT_CHARS, MAX_HEADER_BYTES, MAX_MESSAGE_BYTES } from "../limits.ts";
import { readBody, type MailBody } from "./body.ts";
import type { DetachedPart } from "./detached-part.ts";
import { keptHeaders, looksLikeMailHeader, readEnvelope, type Envelope } from "./envelope.ts";
import { forwardedOriginalOfMessage, forwardedOriginalOfText } from "./forwarded-original.ts";
import { filledFieldValue, readHeaderBlock } from "./header-block.ts";
import { visibleTextOfHtml } from "./html-visible-text.ts";
import { readMimeTree, type MimePart } from "./mime-tree.ts";

export interface ParseMailOptions {
  /** The desk's own addresses: mail from them is automatic [D7]. */
  ownAddresses?: Iterable<string>;
  /** Larger messages are set aside; default `MAX_MESSAGE_BYTES`. */
  maxBytes?: number;
  /** Files of a large mail that are kept already; in the mail stand their beginnings. */
  detached?: readonly DetachedPart[];
}

/** Parses a raw message. Never rejects: what can't be read comes back as `set-aside` with the reason and whatever the header told. */
export async function parseMail(raw: Uint8Array, options: ParseMailOptions = {}): Promise<MailParseResult> {
  const maxBytes = options.maxBytes ?? MAX_MESSAGE_BYTES;
  try {
    if (raw.byteLength > maxBytes)
      return setAside(
        raw,
        MailSetAsideReason.tooLarge,
        `The message has ${raw.byteLength} bytes; the limit is ${maxBytes}.`,
      );
    const start = skipPreamble(raw);
    if (start >= raw.byteLength) return setAside(raw, MailSetAsideReason.empty, "The message is empty.");
    const tree = readMimeTree(raw, start);
    if (!looksLikeMailHeader(tree.root.fields))
      return setAside(
        raw,
        MailSetAsideReason.noHeader,
        "This has no mail header: no sender, recipient, subject, date or content type.",
      );
    return { kind: "parsed", mail: assemble(raw, tree.root, new Set(tree.problems), options) };
  } catch (error) {
    // Nothing above is known to throw; if something does, this one message is kept and the ones behind it go on.
    return setAside(
      raw,
      MailSetAsideReason.unreadable,
      `The message could not be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function assemble(raw: Uint8Array, root: MimePart, problems: Set<string>, options: ParseMailOptions): ParsedMail {
  const named = readEnvelope(root.fields, problems);
  const envelope = { ...named, from: writerFirst(named, options) };
  if (envelope.from.length === 0) problems.add("no sender is named");
  const body = readBody(raw, root, problems, options.detached);
  const headers = keptHeaders(root.fields, problems);
  const facts: MailFacts = {
    headers,
    from: envelope.from,
    replyTo: envelope.replyTo,
    subject: envelope.subject,
    isAnswer: envelope.inReplyTo.length > 0 || envelope.references.length > 0,
    returnPath: envelope.returnPath,
    contentType: root.type.value === "" ? root.mediaType : root.type.value,
    reportType: (root.type.params.get("report-type") ?? "").toLowerCase(),
    partTypes: body.partTypes,
    text: body.text.slice(0, MAX_ANALYSED_TEXT_CHARS),
  };
  const asOwn = classifyMail(facts, options);
  const isHandedOn = asOwn.fromOwnAddress && !facts.isAnswer && body.attachedMessage !== null;
  const forwardedOriginal = asOwn.forwarded || isHandedOn ? readForwarded(body, envelope) : null;
  const classification = isPassedOnToDesk(asOwn, envelope, forwardedOriginal, options) ? classifyMail(facts) : asOwn;
  const forwarded = { forwarded: classification.forwarded };
  return {
    ...envelope,
    headers,
    text: body.text,
    html: body.html,
    visibleText: newTextOf(body, forwarded),
    attachments: body.attachments,
    classification,
    bounceDetails: classification.bounce ? readBounce(body, root, envelope) : null,
    forwardedOriginal,
    seal: body.seal,
    problems: [...problems],
  };
}

/** Of two mailboxes in From the one that Sender names wrote it, or the one that is not the desk's own. */
function writerFirst({ from, sender }: Envelope, { ownAddresses = [] }: ParseMailOptions): MailAddress[] {
  if (from.length < 2) return from;
  const own = mailboxSet(ownAddresses);
  const others = from.filter(({ address }) => address !== "" && !own.has(address));
  const writer = others.find(({ address }) => isSameMailbox(address, sender?.address ?? "")) ?? others[0];
  return writer ? [writer, ...from.filter((mailbox) => mailbox !== writer)] : from;
}

/** From the HTML where there is no text, or where the text, as its program wrote it, does not show what is new. */
function newTextOf({ text, html, textFromHtml }: MailBody, options: { forwarded: boolean }): string {
  const fromText = textFromHtml && html !== null ? "" : visibleText(text, options);
  return fromText === "" && html !== null ? visibleTextOfHtml(html, options) : fromText;
}

/** A customer's mail that the desk's own people send to it from one of its addresses: not its own any more. */
function isPassedOnToDesk(
  { fromOwnAddress }: MailClassification,
  { to, cc }: Envelope,
  original: ForwardedOriginal | null,
  { ownAddresses = [] }: ParseMailOptions,
): boolean {
  if (!fromOwnAddress || original === null || original.from.address === "") return false;
  const own = mailboxSet(ownAddresses);
  const isOwn = ({ address }: MailAddress) => own.has(address);
  return !isOwn(original.from) && [...to, ...cc].some(isOwn);
}

function readBounce(body: MailBody, root: MimePart, envelope: Envelope): BounceDetails {
  const details = readBounceDetails({
    ...body,
    failedRecipients: filledFieldValue(root.fields, "x-failed-recipients") ?? "",
    subject: envelope.subject,
  });
  if (details.recipients.length > 0 || body.attachedMessage === null) return details;
  // A gateway wrapped the real report in one of its own.
  const inner = readMimeTree(body.attachedMessage);
  if (inner.root.mediaType !== "multipart/report") return details;
  const report = readBody(body.attachedMessage, inner.root, new Set());
  return readBounceDetails({
    ...report,
    failedRecipients: filledFieldValue(inner.root.fields, "x-failed-recipients") ?? "",
    subject: envelope.subject,
  });
}

function readForwarded(body: MailBody, envelope: Envelope): ForwardedOriginal | null {
  const inText = forwardedOriginalOfText(body.text.slice(0, MAX_ANALYSED_TEXT_CHARS), envelope.subject);
  if (inText || body.attachedMessage === null) return inText;
  const inner = readMimeTree(body.attachedMessage);
  return forwardedOriginalOfMessage(body.attachedMessage, readBody(body.attachedMessage, inner.root, new Set()).text);
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** Offset of the first header line: behind a byte order mark, empty lines, and the "From " line that a mailbox file puts in front. */
export function skipPreamble(raw: Uint8Array): number {
  let at = UTF8_MARK.every((byte, index) => raw[index] === byte) ? UTF8_MARK.length : 0;
  while (
    at < raw.byteLength &&
    (raw[at] === 0x0a || raw[at] === 0x0d || raw[at] === 0x20 || raw[at] === 0x09 || raw[at] === 0)
  )
    at += 1;
  const line = Buffer.from(raw.buffer, raw.byteOffset + at, Math.min(6, raw.byteLength - at)).toString("latin1");
  if (line.startsWith("From ") || line === ">From ") {
    const end = raw.indexOf(0x0a, at);
    return end < 0 ? raw.byteLength : end + 1;
  }
  return at;
}

/**
 * Wraps a message that is not handled, with as much of its header as can be read.
 * @rule H6
 */
export function setAside(
  raw: Uint8Array,
  reason: MailSetAsideReason,
  explanation: string,
  sizeBytes = raw.byteLength,
): MailSetAside {
  const partial = {
    subject: "",
    from: [] as ParsedMail["from"],
    messageId: null as string | null,
    dateEpochMs: null as number | null,
    sizeBytes,
  };
  try {
    const head = raw.subarray(0, MAX_HEADER_BYTES);
    const start = skipPreamble(head);
    const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
    const ends = [text.indexOf("\n\n", start), text.indexOf("\r\n\r\n", start)].filter((at) => at >= 0);
    const envelope = readEnvelope(
      readHeaderBlock(head, start, ends.length === 0 ? head.byteLength : Math.min(...ends)).fields,
      new Set(),
    );
    return {
      kind: "set-aside",
      reason,
      explanation,
      partial: {
        ...partial,
        subject: envelope.subject,
        from: envelope.from,
        messageId: envelope.messageId,
        dateEpochMs: envelope.dateEpochMs,
      },
    };
  } catch {
    return { kind: "set-aside", reason, explanation, partial };
  }
}
