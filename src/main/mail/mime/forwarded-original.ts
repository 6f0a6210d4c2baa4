/**
 * Who wrote a forwarded message first, and what: from the attached message, or from the text by email-forward-parser, which knows the forms of some thirty programs
 * in as many languages. Its patterns backtrack, so it sees a bounded text, and only when classification has already said "forwarded".
 */
import EmailForwardParser from "email-forward-parser";

import type { ForwardedOriginal } from "#shared/model/mail.ts";
import { isForwardLine } from "#shared/rules/email/history-words/forward-line.ts";
import { subjectPrefixes } from "#shared/rules/email/subject.ts";

import { parseAddresses } from "./addresses.ts";
import { decodeWords } from "./encoded-words.ts";
import { forwardedBlockOf, oneLineBlockOf, withoutHead } from "./forwarded-block.ts";
import { fieldValue, readHeaderBlock } from "./header-block.ts";

/** Forms stand within the first pages; the body behind is taken over by position. */
const MAX_HEAD_CHARS = 16 * 1024;
/** Longer lines are paragraphs, never form: they are set aside while the patterns run. Yahoo's form in one line has up to 800. */
const MAX_FORM_LINE_CHARS = 1_000;
const MAX_BLANK_LINES = 3;
/** Private-use characters around a paragraph's number stand for it. */
const PLACEHOLDER_PATTERN = /\ue000(\d{1,6})\ue001/gu;

/** Reads the original out of a forward's text; null when the text has no form that is known. */
export function forwardedOriginalOfText(text: string, subject: string): ForwardedOriginal | null {
  const { head, rest, paragraphs } = splitHead(text);
  const bySubject = subjectPrefixes(subject)[0];
  const result = new EmailForwardParser().read(
    head,
    bySubject === "forward" || bySubject === "ambiguous" ? asKnownForward(subject) : null,
  );
  const { from, body } = result.email;
  const inOneLine = oneLineBlockOf(head);
  if (inOneLine) return withRest(inOneLine, paragraphs, rest);
  if (!result.forwarded || (from?.address ?? "") === "") {
    const block = forwardedBlockOf(head);
    if (block) return withRest(block, paragraphs, rest);
    if (!result.forwarded || (from?.name ?? "") === "") return null;
  }
  return {
    from: { name: from?.name ?? "", address: from?.address ?? "" },
    subject: result.email.subject ?? "",
    dateText: result.email.date ?? "",
    body: wholeBody(withoutHead(body ?? ""), paragraphs, rest),
  };
}

function withRest(original: ForwardedOriginal, paragraphs: readonly string[], rest: string): ForwardedOriginal {
  return { ...original, body: wholeBody(original.body, paragraphs, rest) };
}

function wholeBody(body: string, paragraphs: readonly string[], rest: string): string {
  const filled = body.replace(PLACEHOLDER_PATTERN, (_match, index: string) => paragraphs[Number(index)] ?? "");
  return rest === "" ? filled : `${filled}\n${rest}`;
}

/** The package knows fewer prefixes than we do and only at the very start: hand it one that it knows. */
function asKnownForward(subject: string): string {
  return `Fwd: ${subject.replace(/^\s*[^:：]{1,30}[:：]\s*/u, "")}`;
}

function splitHead(text: string): { head: string; rest: string; paragraphs: string[] } {
  const lines = text.replace(/[\ue000\ue001]/gu, "").split("\n");
  let index = Math.max(
    0,
    lines.slice(0, 2_000).findIndex((line) => isForwardLine(line)),
  );
  const head: string[] = [];
  const paragraphs: string[] = [];
  let blank = 0;
  for (let chars = 0; index < lines.length && chars < MAX_HEAD_CHARS; index += 1) {
    const line = lines[index] ?? "";
    blank = line.trim() === "" ? blank + 1 : 0;
    if (blank > MAX_BLANK_LINES) continue;
    if (line.length > MAX_FORM_LINE_CHARS) {
      head.push(`\ue000${paragraphs.length}\ue001`);
      paragraphs.push(line);
    } else head.push(line.replace(/[ \t]{20,}/gu, " "));
    chars += (head.at(-1)?.length ?? 0) + 1;
  }
  return { head: head.join("\n"), rest: lines.slice(index).join("\n"), paragraphs };
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
