/**
 * Content-Transfer-Encoding (RFC 2045 §6), forgiving: what is broken is decoded as far as it goes.
 */
import type { MimePart } from "./mime-tree.ts";
import { decodeUuencoded } from "./uuencode.ts";

const KNOWN_PLAIN = new Set(["", "7bit", "8bit", "binary", "7-bit", "8-bit", "none", "unencoded", "us-ascii"]);

export interface DecodedBody {
  bytes: Buffer;
  problem: string | null;
}

/** The part's bytes without their transfer encoding; a view of the source where nothing had to be decoded. */
export function decodeBody(source: Uint8Array, part: MimePart): DecodedBody {
  const raw = Buffer.from(source.buffer, source.byteOffset + part.bodyStart, part.bodyEnd - part.bodyStart);
  const encoding = part.transferEncoding;
  if (encoding.includes("base64")) {
    if (part.mediaType.startsWith("text/") && isProse(raw))
      return { bytes: raw, problem: "a text said to be base64 is not: taken as it is" };
    return { bytes: decodeBase64(raw), problem: null };
  }
  if (encoding.includes("quoted-printable") || encoding === "qp")
    return { bytes: decodeQuotedPrintable(raw), problem: null };
  if (/^(?:x-)?uu(?:encode|e)?$/u.test(encoding)) return { bytes: decodeUuencoded(raw) ?? raw, problem: null };
  return {
    bytes: raw,
    problem: KNOWN_PLAIN.has(encoding) ? null : `unknown transfer encoding "${encoding.slice(0, 40)}": taken as it is`,
  };
}

/** Base64 has no blanks between words; two lines of five that have them are enough to tell. */
function isProse(raw: Buffer): boolean {
  const lines = raw
    .toString("latin1", 0, 4_096)
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== "");
  const withBlanks = lines.filter((line) => /\S[ \t]+\S/u.test(line));
  return withBlanks.length > 0 && withBlanks.length * 5 >= lines.length * 2;
}

/** Padding in the middle comes from programs that encode in pieces: each piece is decoded for itself. */
function decodeBase64(raw: Buffer): Buffer {
  const text = raw.toString("latin1");
  const firstPad = text.indexOf("=");
  if (firstPad < 0 || !/[A-Za-z0-9+/]{4}/u.test(text.slice(firstPad, firstPad + 200)))
    return Buffer.from(text, "base64");
  const pieces = text
    .replace(/[^A-Za-z0-9+/=]/gu, "")
    .split(/=+/u)
    .filter((piece) => piece !== "");
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, "base64")));
}

const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;

/** RFC 2045 §6.7: soft line breaks go, blanks at line ends go, `=` before anything else stays. */
function decodeQuotedPrintable(raw: Buffer): Buffer {
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
    if (byte === 0x20 || byte === 0x09) {
      if (blanksFrom < 0) blanksFrom = length;
    } else if (byte === LF || (byte === CR && raw[at + 1] === LF)) {
      if (blanksFrom >= 0) length = blanksFrom;
      blanksFrom = -1;
    } else blanksFrom = -1;
    out[length++] = byte;
  }
  return out.subarray(0, length);
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
