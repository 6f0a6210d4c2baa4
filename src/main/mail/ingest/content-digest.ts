/**
 * What tells one mail from another that bears its Message-ID: its sender, subject and body as they were sent, byte by byte. It does not depend on how this program
 * reads a mail: whoever learns a charset or a date tomorrow must not take yesterday's mail for a new one (D8). Nor does it depend on whether the mail is at hand as a
 * whole or comes piece by piece.
 */
import { createHash } from "node:crypto";
import { MAX_HEADER_BYTES } from "../limits.ts";

const CR = 0x0d;
const LF = 0x0a;
const GREATER = 0x3e;
const FROM = Buffer.from("From ");
const TOLD_FIELDS = /^(?:from|subject)[ \t]*:/iu;
/** Copied without its carriage returns piece by piece, as a mail may have hundreds of megabytes; most are no larger than this. */
const PIECE_BYTES = 16 * 1024;
/** Blanks that may be the mail's last are kept so long in memory; more of them are hashed apart. */
const MAX_HELD_BLANKS = 64 * 1024;
/** Mailbox files escape once for each program that wrote them; a line of more marks is somebody's drawing. */
const MAX_MARKS = 1_000;

/** Copies of one mail differ in trace fields, in line ends and in the escapes of a mailbox file: none of these count. */
export function contentDigest(raw: Uint8Array): string {
  const digest = new ContentDigest();
  digest.push(raw);
  return digest.end();
}

export class ContentDigest {
  private readonly head = createHash("sha256");
  private body: BodyDigest | null = null;
  /** Of the head as far as it came; null once the body begins. */
  private beginning: Buffer = Buffer.alloc(0);

  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.body) {
      this.body.push(bytes, false);
      return;
    }
    this.beginning = this.beginning.length === 0 ? bytes : Buffer.concat([this.beginning, bytes]);
    const bodyStart = findBody(this.beginning);
    if (bodyStart >= 0) this.beginBody(bodyStart);
    else if (this.beginning.length > MAX_HEADER_BYTES) this.beginBody(this.beginning.length);
    else this.beginning = Buffer.from(this.beginning);
  }

  end(): string {
    const body = this.body ?? this.beginBody(this.beginning.length);
    body.push(Buffer.alloc(0), true);
    return body.end();
  }

  private beginBody(bodyStart: number): BodyDigest {
    for (const field of fieldsOf(this.beginning.toString("latin1", 0, bodyStart)))
      if (TOLD_FIELDS.test(field)) this.head.update(`${plain(field)}\n`, "latin1");
    this.body = new BodyDigest(this.head);
    this.body.push(this.beginning.subarray(bodyStart), false);
    this.beginning = Buffer.alloc(0);
    return this.body;
  }
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

/** Behind the first empty line; -1 where none is empty, and all of it is head. */
function findBody(bytes: Buffer): number {
  let at = 0;
  while (at < bytes.length && (bytes[at] === LF || bytes[at] === CR)) at += 1;
  for (;;) {
    const feed = bytes.indexOf(LF, at);
    if (feed < 0) return -1;
    if (feed === at || (feed === at + 1 && bytes[at] === CR)) return feed + 1;
    at = feed + 1;
  }
}

type Hash = ReturnType<typeof createHash>;

/** The body without carriage returns, without what a mailbox file put before "From ", and without the blanks at its end. */
class BodyDigest {
  /** Up to the last byte that is no blank. */
  private hash: Hash;
  /** The same with the blanks behind it, where these are many. */
  private ahead: Hash | null = null;
  private blanks: Buffer[] = [];
  private blankBytes = 0;
  private readonly piece = Buffer.allocUnsafe(PIECE_BYTES);
  private length = 0;
  private atLineStart = true;
  /** Marks at the beginning of a line, until it is known what they stand before. */
  private held: Buffer = Buffer.alloc(0);

  constructor(hash: Hash) {
    this.hash = hash;
  }

  push(chunk: Buffer, isLast: boolean): void {
    const bytes = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    this.held = Buffer.alloc(0);
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === CR) continue;
      if (this.atLineStart && byte === GREATER) {
        const behind = behindMarks(bytes, at);
        if (!isLast && behind + FROM.length > bytes.length && behind - at <= MAX_MARKS) {
          this.held = Buffer.from(bytes.subarray(at));
          break;
        }
        // ">From " is what a mailbox file makes of "From ".
        const isEscape =
          bytes.compare(FROM, 0, FROM.length, behind, Math.min(behind + FROM.length, bytes.length)) === 0;
        if (isEscape && behind - at <= MAX_MARKS) {
          at = behind - 1;
          continue;
        }
      }
      this.piece[this.length] = byte;
      this.length += 1;
      if (this.length === this.piece.length) this.flush();
      this.atLineStart = byte === LF;
    }
    this.flush();
  }

  end(): string {
    return this.hash.digest("hex");
  }

  private flush(): void {
    let end = this.length;
    while (end > 0 && isBlank(this.piece[end - 1])) end -= 1;
    if (end > 0) {
      if (this.ahead) this.hash = this.ahead;
      this.ahead = null;
      for (const blanks of this.blanks) this.hash.update(blanks);
      this.blanks = [];
      this.blankBytes = 0;
      this.hash.update(this.piece.subarray(0, end));
    }
    if (end < this.length) {
      this.blanks.push(Buffer.from(this.piece.subarray(end, this.length)));
      this.blankBytes += this.length - end;
    }
    this.length = 0;
    if (this.blankBytes <= MAX_HELD_BLANKS) return;
    this.ahead ??= this.hash.copy();
    for (const blanks of this.blanks) this.ahead.update(blanks);
    this.blanks = [];
    this.blankBytes = 0;
  }
}

function behindMarks(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === GREATER) at += 1;
  return at;
}

function isBlank(byte: number | undefined): boolean {
  return byte === LF || byte === 0x20 || byte === 0x09;
}
