/**
 * Who wrote a forwarded message first, and what: from the attached message, or from the text by email-forward-parser, which knows the forms of some thirty programs
 * in as many languages. Its patterns backtrack, so it sees a bounded text, and only when classification has already said "forwarded".
 */
import EmailForwardParser from "email-forward-parser";

import type { ForwardedOriginal } from "#shared/model/mail.ts";
import { isForwardLine } from "#shared/rules/email/history-labels.ts";
import { subjectPrefixes } from "#shared/rules/email/subject.ts";

import { parseAddresses } from "./addresses.ts";
import { decodeWords } from "./encoded-words.ts";
import { fieldValue, readHeaderBlock } from "./header-block.ts";

/** Forms stand within the first pages; the body behind is taken over by position. */
const MAX_HEAD_CHARS = 16 * 1024;
/** A run of blanks or one letter this long has no place in an honest forward and is what makes patterns explode. */
const MAX_LINE_CHARS = 2_000;

/** Reads the original out of a forward's text; null when the text has no form that is known. */
export function forwardedOriginalOfText(text: string, subject: string): ForwardedOriginal | null {
  const { head, rest } = splitHead(text);
  const bySubject = subjectPrefixes(subject)[0];
  const result = new EmailForwardParser().read(head, bySubject === "forward" || bySubject === "ambiguous" ? asKnownForward(subject) : null);
  const { from, body } = result.email;
  if (!result.forwarded || ((from?.address ?? "") === "" && (from?.name ?? "") === "")) return null;
  return {
    from: { name: from?.name ?? "", address: from?.address ?? "" },
    subject: result.email.subject ?? "",
    dateText: result.email.date ?? "",
    body: `${body ?? ""}${rest === "" ? "" : `\n${rest}`}`,
  };
}

/** The package knows fewer prefixes than we do and only at the very start: hand it one that it knows. */
function asKnownForward(subject: string): string {
  return `Fwd: ${subject.replace(/^\s*[^:：]{1,30}[:：]\s*/u, "")}`;
}

function splitHead(text: string): { head: string; rest: string } {
  const lines = text.split("\n");
  const from = Math.max(0, lines.slice(0, 2_000).findIndex((line) => isForwardLine(line)));
  let chars = 0;
  let index = from;
  while (index < lines.length && chars < MAX_HEAD_CHARS) {
    chars += (lines[index]?.length ?? 0) + 1;
    index += 1;
  }
  const head = lines.slice(from, index).map((line) => line.replace(/[ \t]{20,}/gu, " ").slice(0, MAX_LINE_CHARS));
  return { head: head.join("\n"), rest: lines.slice(index).join("\n") };
}

/** Reads the original out of an attached message; `bodyText` is that message's text. */
export function forwardedOriginalOfMessage(message: Uint8Array, bodyText: string): ForwardedOriginal {
  const end = Buffer.from(message.buffer, message.byteOffset, message.byteLength).indexOf("\n\n");
  const crlfEnd = Buffer.from(message.buffer, message.byteOffset, message.byteLength).indexOf("\r\n\r\n");
  const ends = [end, crlfEnd].filter((at) => at >= 0);
  const { fields } = readHeaderBlock(message, 0, ends.length === 0 ? message.byteLength : Math.min(...ends));
  return {
    from: parseAddresses([fieldValue(fields, "from") ?? ""], 1)[0] ?? { name: "", address: "" },
    subject: decodeWords(fieldValue(fields, "subject") ?? ""),
    dateText: fieldValue(fields, "date") ?? "",
    body: bodyText,
  };
}
