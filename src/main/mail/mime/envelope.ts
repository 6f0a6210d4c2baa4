/**
 * The fields of a message's header that have a meaning of their own.
 */
import type { MailAddress, MailHeader } from "#shared/model/mail.ts";

import {
  MAX_ADDRESSES,
  MAX_KEPT_HEADER_CHARS,
  MAX_KEPT_HEADERS_CHARS,
  MAX_REFERENCES,
  MAX_SUBJECT_CHARS,
} from "../limits.ts";
import { parseAddresses } from "./addresses.ts";
import { parseMailDate } from "./dates.ts";
import { decodeWords } from "./encoded-words.ts";
import { fieldValue, filledFieldValue, type HeaderField } from "./header-block.ts";
import { stripComments } from "./structured-header.ts";

export interface Envelope {
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  subject: string;
  from: MailAddress[];
  sender: MailAddress | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  bcc: MailAddress[];
  dateEpochMs: number | null;
  listId: string | null;
  returnPath: string | null;
}

/** A message with none of these is not mail, whatever colons stand in its first lines. */
const MAIL_FIELDS = new Set([
  "from",
  "to",
  "cc",
  "bcc",
  "subject",
  "date",
  "message-id",
  "received",
  "return-path",
  "delivered-to",
  "mime-version",
  "content-type",
  "reply-to",
  "sender",
  "x-mailer",
  "in-reply-to",
  "resent-from",
]);

export function looksLikeMailHeader(fields: readonly HeaderField[]): boolean {
  return fields.some((field) => MAIL_FIELDS.has(field.name));
}

export function readEnvelope(fields: readonly HeaderField[], problems: Set<string>): Envelope {
  const addresses = addressReader(fields, problems);
  const date = filledFieldValue(fields, "date");
  const dateEpochMs = date === null ? null : parseMailDate(date);
  if (date !== null && dateEpochMs === null) problems.add(`the date "${date.slice(0, 60)}" is impossible`);
  return {
    messageId: readMessageId(filledFieldValue(fields, "message-id")),
    inReplyTo: readMessageIds(fields, "in-reply-to"),
    references: readMessageIds(fields, "references"),
    subject: readSubject(fields),
    from: addresses("from"),
    sender: addresses("sender")[0] ?? null,
    replyTo: addresses("reply-to"),
    to: addresses("to"),
    cc: addresses("cc"),
    bcc: addresses("bcc"),
    dateEpochMs,
    listId: readListId(fieldValue(fields, "list-id")),
    returnPath: readReturnPath(fieldValue(fields, "return-path")),
  };
}

/** Fields as they are stored: in number and length bounded, as every one of them was chosen by a stranger. */
export function keptHeaders(fields: readonly HeaderField[], problems: Set<string>): MailHeader[] {
  const kept: MailHeader[] = [];
  let chars = 0;
  for (const field of fields) {
    chars += field.name.length + Math.min(field.value.length, MAX_KEPT_HEADER_CHARS);
    if (chars > MAX_KEPT_HEADERS_CHARS) {
      problems.add("the header is long and was kept in part");
      break;
    }
    kept.push({ name: field.name, value: field.value.slice(0, MAX_KEPT_HEADER_CHARS) });
  }
  return kept;
}

function addressReader(fields: readonly HeaderField[], problems: Set<string>): (name: string) => MailAddress[] {
  let left = MAX_ADDRESSES;
  return (name) => {
    const found = parseAddresses(
      fields.filter((field) => field.name === name).map((field) => field.value),
      left,
    );
    left -= found.length;
    if (left <= 0) problems.add(`more than ${MAX_ADDRESSES} addresses: the rest was left out`);
    return found;
  };
}

function readSubject(fields: readonly HeaderField[]): string {
  const subject = decodeWords(filledFieldValue(fields, "subject") ?? "");
  return subject
    .replace(/[\r\n\t]+/gu, " ")
    .replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim()
    .slice(0, MAX_SUBJECT_CHARS);
}

/** What stands between the angle brackets, or the bare value of programs that leave them out. */
function readMessageId(value: string | null): string | null {
  if (value === null) return null;
  const decoded = decodeIds(value);
  const inside = /<([^<>]{1,998})>/u.exec(decoded)?.[1] ?? decoded;
  const id = stripComments(inside)
    .replace(/[\s\u0000-\u001f]+/gu, "")
    .replace(/^<|>$/gu, "")
    .slice(0, 998);
  return id === "" ? null : id;
}

/** Python's e-mail package, among others, writes long ids as encoded words, which RFC 2047 forbids. */
function decodeIds(value: string): string {
  return value.includes("=?") ? decodeWords(value) : value;
}

function readMessageIds(fields: readonly HeaderField[], name: string): string[] {
  const text = decodeIds(
    fields
      .filter((field) => field.name === name)
      .map((field) => field.value)
      .join(" "),
  );
  const bracketed = [...text.matchAll(/<([^<>\s]{1,998})>/gu)].map((match) => match[1] ?? "");
  const found =
    bracketed.length > 0
      ? bracketed
      : text.split(/[\s,]+/u).filter((word) => word.includes("@") && !word.includes('"'));
  const unique = [...new Set(found)];
  // The first names the thread and the last ones the message that is answered: the middle can go.
  return unique.length <= MAX_REFERENCES ? unique : [...unique.slice(0, 1), ...unique.slice(1 - MAX_REFERENCES)];
}

/** RFC 2919 §2: an optional phrase and the identifier in angle brackets. */
function readListId(value: string | null): string | null {
  if (value === null) return null;
  const id = (/<([^<>]{1,255})>/u.exec(value)?.[1] ?? value).trim().slice(0, 255);
  return id === "" ? null : id;
}

function readReturnPath(value: string | null): string | null {
  if (value === null || value.trim() === "") return null;
  return (/<([^<>]{0,500})>/u.exec(value)?.[1] ?? value).trim().slice(0, 500);
}
