/**
 * What tells one mail from another that bears its Message-ID: its sender, subject and body as they were sent, byte by byte. It does not depend on how this program
 * reads a mail: whoever learns a charset or a date tomorrow must not take yesterday's mail for a new one (D8).
 */
import { createHash } from "node:crypto";

const CR = 0x0d;
const LF = 0x0a;
const GREATER = 0x3e;
const FROM = Buffer.from("From ");
const TOLD_FIELDS = /^(?:from|subject)[ \t]*:/iu;
/** Copied without its carriage returns piece by piece: a mail may have a hundred megabytes. */
const PIECE_BYTES = 1024 * 1024;

/** Copies of one mail differ in trace fields, in line ends and in the escapes of a mailbox file: none of these count. */
export function contentDigest(raw: Uint8Array): string {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const bodyStart = findBody(bytes);
  const hash = createHash("sha256");
  for (const field of fieldsOf(bytes.toString("latin1", 0, bodyStart)))
    if (TOLD_FIELDS.test(field)) hash.update(`${plain(field)}\n`, "latin1");
  hashBody(bytes, bodyStart, hash);
  return hash.digest("hex");
}

/** The name in small letters, and the value however it was folded. */
function plain(field: string): string {
  const colon = field.indexOf(":");
  const value = field
    .slice(colon + 1)
    .replace(/\s+/gu, " ")
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

function fieldsOf(head: string): string[] {
  return head
    .replaceAll("\r", "")
    .replace(/\n[ \t]+/gu, " ")
    .split("\n");
}

/** Behind the first empty line; all of it is head where none is empty. */
function findBody(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] === LF || bytes[at] === CR)) at += 1;
  for (;;) {
    const feed = bytes.indexOf(LF, at);
    if (feed < 0) return bytes.length;
    if (feed === at || (feed === at + 1 && bytes[at] === CR)) return feed + 1;
    at = feed + 1;
  }
}

function hashBody(bytes: Buffer, start: number, hash: ReturnType<typeof createHash>): void {
  let end = bytes.length;
  while (end > start && isBlank(bytes[end - 1])) end -= 1;
  const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, Math.max(0, end - start)));
  let length = 0;
  let atLineStart = true;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === CR) continue;
    if (atLineStart && byte === GREATER) {
      const behind = behindMarks(bytes, at);
      // ">From " is what a mailbox file makes of "From ".
      if (bytes.compare(FROM, 0, FROM.length, behind, Math.min(behind + FROM.length, bytes.length)) === 0) {
        at = behind - 1;
        continue;
      }
    }
    piece[length] = byte;
    length += 1;
    if (length === piece.length) {
      hash.update(piece.subarray(0, length));
      length = 0;
    }
    atLineStart = byte === LF;
  }
  hash.update(piece.subarray(0, length));
}

function behindMarks(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === GREATER) at += 1;
  return at;
}

function isBlank(byte: number | undefined): boolean {
  return byte === LF || byte === CR || byte === 0x20 || byte === 0x09;
}
