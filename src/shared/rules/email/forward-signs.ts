/**
 * Is a message passed on [D5]? The subject's prefix decides first, then a forward separator in the body, then an attached message that is all the content.
 */
import { findHistoryStart } from "./history-start.ts";
import { isForwardLine } from "./history-words/forward-line.ts";
import { isQuotedLine } from "./line-signs.ts";
import { headerValue, type MailFacts } from "./mail-facts.ts";
import { subjectPrefixes } from "./subject.ts";

export interface ForwardSigns {
  forwarded: boolean;
  replyToForwarded: boolean;
  reason: string;
}

/** How far down a separator is looked for: a forward's own comment is short, and a history has its own forwards in it. */
const MAX_LINES = 2_000;

const NONE: ForwardSigns = { forwarded: false, replyToForwarded: false, reason: "" };

/** `isReport`: a delivery or feedback report carries a message by its nature; only the subject can make it a forward. */
export function forwardSigns(facts: MailFacts, isReport = false): ForwardSigns {
  const prefixes = subjectPrefixes(facts.subject);
  const first = prefixes[0];
  const body = isReport ? null : bodyForward(facts.text);
  // In a thread of one's own a prefix is no sign: people answer from what they forwarded to themselves.
  const isPrefixAlone = facts.isAnswer && body !== "own" && !isAttachedForward(facts);
  if (first === "forward" && !isPrefixAlone)
    return { forwarded: true, replyToForwarded: false, reason: "the subject says that it is forwarded" };
  if (first === "ambiguous" && !isReport && (body === "own" || isHeadedInScandinavian(facts) || isUnannounced(facts)))
    return { forwarded: true, replyToForwarded: false, reason: "the subject and the text say that it is forwarded" };
  if (first === "reply" && prefixes.includes("forward"))
    return { forwarded: false, replyToForwarded: true, reason: "the subject answers a forwarded message" };
  if (body === "own") return { forwarded: true, replyToForwarded: false, reason: "the text holds a forwarded message" };
  if (!isReport && prefixes.length === 0 && isUnannounced(facts))
    return { forwarded: true, replyToForwarded: false, reason: "the text holds another message and answers none" };
  if (body === "quoted")
    return { forwarded: false, replyToForwarded: true, reason: "the quoted text holds a forwarded message" };
  if (!isReport && isAttachedForward(facts))
    return { forwarded: true, replyToForwarded: false, reason: "the content is an attached message" };
  return NONE;
}

/** "own": the sender passes something on; "quoted": it stands in the history that the sender answers. */
function bodyForward(text: string): "own" | "quoted" | null {
  const lines = text.slice(0, 400_000).split(/\r?\n/u, MAX_LINES);
  const at = lines.findIndex((line) => isForwardLine(line));
  if (at < 0) return null;
  const history = findHistoryStart(lines);
  if (history && history.kind !== "forward" && history.line < at) return "quoted";
  // Apple Mail quotes what it forwards: "> Begin forwarded message:" with nothing of an attribution above is a forward all the same.
  const quotedAbove = lines.slice(0, at).some((line) => isQuotedLine(line));
  return isQuotedLine(lines[at] ?? "") && quotedAbove ? "quoted" : "own";
}

/** Danish and Norwegian programs put VS before what they pass on, and head it so; to Finnish ones VS is an answer. */
function isHeadedInScandinavian({ text }: MailFacts): boolean {
  const lines = text.slice(0, 400_000).split(/\r?\n/u, MAX_LINES);
  const head = findHistoryStart(lines);
  if (head === null || head.kind === "attribution") return false;
  return lines.slice(head.line, head.line + 8).some((line) => /^[\s>*_]{0,10}(?:fra|emne)[*_]{0,2}\s?:/iu.test(line));
}

/**
 * Outlook heads answers and forwards alike, with a block of "From: / Sent: / To: / Subject:". An answer has "Re:" in its subject or names what it answers in
 * In-Reply-To; a block in a message with neither is a forward whose subject was rewritten.
 */
function isUnannounced(facts: MailFacts): boolean {
  if (headerValue(facts.headers, "in-reply-to") !== null || headerValue(facts.headers, "references") !== null)
    return false;
  const lines = facts.text.slice(0, 400_000).split(/\r?\n/u, MAX_LINES);
  const history =
    findHistoryStart(lines) ?? findHistoryStart(lines.map((line) => line.replace(/^\s{0,3}(?:>\s?){1,20}/u, "")));
  return history !== null && (history.kind === "header-block" || history.kind === "original-message");
}

/** A message/rfc822 part and next to no text of the sender's own. Reports carry the original too: those are not forwards. */
function isAttachedForward(facts: MailFacts): boolean {
  if (facts.contentType === "multipart/report" || !facts.partTypes.includes("message/rfc822")) return false;
  if (
    facts.partTypes.some(
      (type) =>
        type === "message/delivery-status" ||
        type === "message/feedback-report" ||
        type === "message/disposition-notification",
    )
  )
    return false;
  const others = facts.partTypes.filter((type) => type !== "message/rfc822" && !type.startsWith("text/"));
  return others.length === 0 && facts.text.trim().length < 20;
}
