/** Quoted-printable (RFC 2045 §6.7): soft line breaks go, blanks at line ends go, `=` before anything else stays. */

const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;
/** The standard's lines have 76 characters. One that has this many and still no end is decoded piece by piece. */
const MAX_LINE_BYTES = 64 * 1024;
/** Nothing but blanks and signs without an end is no text of anybody: its blanks may be taken for those within a line. */
const MAX_HELD_BYTES = 1024 * 1024;

export class QuotedPrintableDecoder {
  private held: Buffer = Buffer.alloc(0);

  /** Takes the next bytes; what they decode to, as far as that is certain. */
  push(chunk: Buffer, isLast: boolean): Buffer {
    const raw = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    const end = isLast ? raw.length : endOfCertain(raw);
    this.held = Buffer.from(raw.subarray(end));
    return decode(raw.subarray(0, end));
  }
}

/** Behind the last line break: what stands in a line says nothing about the next. */
function endOfCertain(raw: Buffer): number {
  const feed = raw.lastIndexOf(LF);
  if (feed >= 0 || raw.length <= MAX_LINE_BYTES) return feed + 1;
  for (let end = raw.length; end > 2; end -= 1) {
    const [first = 0, second = 0, third = 0] = raw.subarray(end - 3, end);
    const isInside = first === EQUALS || second === EQUALS || third === EQUALS || third === CR || isBlank(third);
    if (!isInside) return end;
  }
  return raw.length <= MAX_HELD_BYTES ? 0 : raw.length;
}

function decode(raw: Buffer): Buffer {
  const out = Buffer.allocUnsafe(raw.length);
  let length = 0;
  let blanksFrom = -1;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at] ?? 0;
    if (byte === EQUALS) {
      blanksFrom = -1;
      const high = hexDigit(raw[at + 1]);
      const low = hexDigit(raw[at + 2]);
      if (high >= 0 && low >= 0) {
        out[length++] = high * 16 + low;
        at += 2;
        continue;
      }
      const skip = softBreakLength(raw, at + 1);
      if (skip >= 0) at += skip;
      else out[length++] = byte;
      continue;
    }
    if (isBlank(byte)) {
      if (blanksFrom < 0) blanksFrom = length;
    } else if (byte === LF || (byte === CR && raw[at + 1] === LF)) {
      if (blanksFrom >= 0) length = blanksFrom;
      blanksFrom = -1;
    } else blanksFrom = -1;
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

/** Bytes of "blanks, line break" after `=`, or -1; an `=` at the very end is a soft break too. */
function softBreakLength(raw: Buffer, from: number): number {
  let at = from;
  while (raw[at] === 0x20 || raw[at] === 0x09) at += 1;
  if (at >= raw.length) return at - from;
  if (raw[at] === CR && raw[at + 1] === LF) return at - from + 2;
  return raw[at] === LF || raw[at] === CR ? at - from + 1 : -1;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1;
}
