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
    const mixed = splitBase64(raw);
    if (mixed) return mixedBody(mixed, part.mediaType.startsWith("text/"));
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

interface Base64Segment {
  encoded: boolean;
  text: string;
}

/** Lines between words, addresses and drawn lines: what gateways and lists put above or below a body without looking at how it is encoded. */
const PLAIN_LINE = /\S[ \t]+\S|:\/\/|@|^[ \t]*[-_=*~#>]{2,}[ \t]*$/u;
const BASE64_LINE = /^[A-Za-z0-9+/]{2,}={0,2}$/u;
/** A word alone in a line is no evidence; most base64 of this length holds a digit, a sign, or letters in a jumble of cases. */
const MIN_BASE64_CHARS = 12;
const LOOKS_ENCODED = /[0-9+/=]|[a-z][A-Z]/u;

/** What stands around a body is looked for in this much at either end: a file's megabytes between them are no text that could be cut into lines. */
const EDGE_BYTES = 64 * 1024;

/** Base64 with plain text above or below it; null where all of it is one or the other. */
function splitBase64(raw: Buffer): Base64Segment[] | null {
  const edges = raw.length <= 2 * EDGE_BYTES ? [raw] : [raw.subarray(0, EDGE_BYTES), raw.subarray(-EDGE_BYTES)];
  const isPlain = (line: string) => PLAIN_LINE.test(line);
  if (!edges.some((edge) => edge.toString("latin1").split(/\r?\n/u).some(isPlain))) return null;
  const lines = raw.toString("latin1").split(/\r?\n/u);
  const segments: { encoded: boolean; lines: string[] }[] = [];
  for (const block of blocksOf(lines)) {
    const last = segments.at(-1);
    if (last?.encoded === block.encoded) last.lines.push(...block.lines);
    else segments.push(block);
  }
  if (!segments.some(({ encoded }) => encoded) || segments.every(({ encoded }) => encoded)) return null;
  return segments.map((segment) => ({
    encoded: segment.encoded,
    text: segment.lines.join(segment.encoded ? "" : "\n"),
  }));
}

/** Runs of lines that are base64, and runs that are not: an empty line or a plain one ends a run. */
function blocksOf(lines: readonly string[]): { encoded: boolean; lines: string[] }[] {
  const blocks: { encoded: boolean; lines: string[] }[] = [];
  let run: string[] = [];
  const flush = (): void => {
    if (run.length > 0) blocks.push(...splitRun(run));
    run = [];
  };
  for (const line of lines) {
    if (line.trim() !== "" && BASE64_LINE.test(line.trim())) {
      run.push(line.trim());
      continue;
    }
    flush();
    blocks.push({ encoded: false, lines: [line] });
  }
  flush();
  // Blank lines within the encoded part are none of the text's.
  return blocks.filter(
    (block, index) =>
      block.encoded || block.lines.some((line) => line.trim() !== "") || blocks[index - 1]?.encoded === false,
  );
}

/** The encoded lines of a run; words of the alphabet right under them ("Disclaimer") belong to the text below. */
function splitRun(run: readonly string[]): { encoded: boolean; lines: string[] }[] {
  const width = run[0]?.length ?? 0;
  let end = run.findIndex((line) => line.length !== width) + 1 || run.length;
  // The shorter last line, if it fills whole groups; several pieces one after another each end so.
  while (end < run.length && (run[end]?.length ?? 0) % 4 === 0 && LOOKS_ENCODED.test(run[end] ?? "")) end += 1;
  while (end > 0 && (run[end - 1]?.length ?? 0) % 4 !== 0) end -= 1;
  const encoded = run.slice(0, end).join("");
  if (encoded.length < MIN_BASE64_CHARS || !LOOKS_ENCODED.test(encoded)) return [{ encoded: false, lines: [...run] }];
  const rest = run.slice(end);
  return [{ encoded: true, lines: run.slice(0, end) }, ...(rest.length > 0 ? [{ encoded: false, lines: rest }] : [])];
}

/** A text keeps what was put around it; a file has nothing but its own bytes. */
function mixedBody(segments: readonly Base64Segment[], isText: boolean): DecodedBody {
  const pieces = segments
    .filter(({ encoded }) => isText || encoded)
    .flatMap(({ encoded, text }) => [
      encoded ? decodeBase64(Buffer.from(text, "latin1")) : Buffer.from(text, "latin1"),
    ]);
  return {
    bytes: Buffer.concat(
      pieces.flatMap((piece, index) => (index > 0 && isText ? [Buffer.from("\n"), piece] : [piece])),
    ),
    problem: "plain text stands around a base64 body",
  };
}

const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;

/** Whole groups of four; a large file's text is never in memory as one string beside its bytes. */
const BASE64_BLOCK_CHARS = 48 * 1024;
/** Of RFC 4648 §4 and §5. All other bytes are none of the data. */
const BASE64_BYTES = new Set(
  Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_", "latin1"),
);
const IS_BASE64 = Uint8Array.from({ length: 256 }, (_, byte) => Number(BASE64_BYTES.has(byte)));

/** Padding in the middle comes from programs that encode in pieces: each piece is decoded for itself. What is too short for one ends the data. */
function decodeBase64(raw: Buffer): Buffer {
  const out = Buffer.allocUnsafe(Math.ceil((raw.length * 3) / 4));
  const block = Buffer.allocUnsafe(BASE64_BLOCK_CHARS);
  let length = 0;
  let filled = 0;
  const decode = () => {
    length += out.write(block.toString("latin1", 0, filled), length, "base64");
    filled = 0;
  };
  let hasPadding = false;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at] ?? 0;
    if (IS_BASE64[byte] === 1) {
      block[filled++] = byte;
      if (filled === BASE64_BLOCK_CHARS) decode();
    } else if (byte === EQUALS) {
      decode();
      if (!hasPadding && !/[A-Za-z0-9+/]{4}/u.test(raw.toString("latin1", at, at + 200))) break;
      hasPadding = true;
    }
  }
  decode();
  return out.subarray(0, length);
}

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
