/**
 * Base64 (RFC 2045 §6.8), forgiving: what stands around it is told from it, and what is broken is decoded as far as it goes.
 */

/** Base64 has no blanks between words; two lines of five that have them are enough to tell. */
export function isProse(raw: Buffer): boolean {
  const lines = raw
    .toString("latin1", 0, 4_096)
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== "");
  const withBlanks = lines.filter((line) => /\S[ \t]+\S/u.test(line));
  return withBlanks.length > 0 && withBlanks.length * 5 >= lines.length * 2;
}

export interface Base64Segment {
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
export const EDGE_BYTES = 64 * 1024;

/** Base64 with plain text above or below it; null where all of it is one or the other. */
export function splitBase64(raw: Buffer): Base64Segment[] | null {
  const edges = raw.length <= 2 * EDGE_BYTES ? [raw] : [raw.subarray(0, EDGE_BYTES), raw.subarray(-EDGE_BYTES)];
  if (!edges.some(hasPlainLine)) return null;
  const segments: Block[] = [];
  for (const block of blocksOf(raw.toString("latin1").split(/\r?\n/u))) {
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

/** Bytes of plain text above and below a file's base64, told by its two ends alone. */
export function plainEdges(first: Buffer, last: Buffer): { above: number; below: number } {
  const above = hasPlainLine(first) ? lengthUntilEncoded(linesOf(first)) : 0;
  if (!hasPlainLine(last)) return { above, below: 0 };
  const lines = linesOf(last);
  const blocks = blocksOf(lines);
  const lastEncoded = blocks.findLast(({ encoded }) => encoded)?.lines.at(-1);
  const at = lastEncoded === undefined ? -1 : lines.findLastIndex((line) => line.trim() === lastEncoded);
  return { above, below: at < 0 ? 0 : lines.slice(at + 1).reduce((bytes, line) => bytes + line.length, 0) };
}

/** Each with its line break. */
function linesOf(edge: Buffer): string[] {
  return edge.toString("latin1").split(/(?<=\n)/u);
}

function lengthUntilEncoded(lines: readonly string[]): number {
  const first = blocksOf(lines).find(({ encoded }) => encoded)?.lines[0];
  const at = first === undefined ? -1 : lines.findIndex((line) => line.trim() === first);
  return lines.slice(0, Math.max(at, 0)).reduce((bytes, line) => bytes + line.length, 0);
}

function hasPlainLine(edge: Buffer): boolean {
  return edge
    .toString("latin1")
    .split(/\r?\n/u)
    .some((line) => PLAIN_LINE.test(line));
}

interface Block {
  encoded: boolean;
  lines: string[];
}

/** Runs of lines that are base64, and runs that are not: an empty line or a plain one ends a run. */
function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
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
function splitRun(run: readonly string[]): Block[] {
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

const EQUALS = 0x3d;
/** Whole groups of four; a large file's text is never in memory as one string beside its bytes. */
const BLOCK_CHARS = 48 * 1024;
/** How far behind padding more data is looked for. */
const PADDING_LOOKAHEAD_BYTES = 200;
/** Of RFC 4648 §4 and §5. All other bytes are none of the data. */
const BASE64_BYTES = new Set(
  Buffer.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_", "latin1"),
);
const IS_BASE64 = Uint8Array.from({ length: 256 }, (_, byte) => Number(BASE64_BYTES.has(byte)));

/** Padding in the middle comes from programs that encode in pieces: each piece is decoded for itself. What is too short for one ends the data. */
export class Base64Decoder {
  private readonly block = Buffer.allocUnsafe(BLOCK_CHARS);
  private filled = 0;
  /** Padding whose lookahead is not there yet. */
  private held: Buffer = Buffer.alloc(0);
  private hasPadding = false;
  private isEnded = false;

  /** Takes the next bytes; what they decode to, as far as that is certain. */
  push(chunk: Buffer, isLast: boolean): Buffer {
    if (this.isEnded) return Buffer.alloc(0);
    const raw = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    this.held = Buffer.alloc(0);
    const out = Buffer.allocUnsafe(Math.ceil(((raw.length + this.filled) * 3) / 4));
    let length = 0;
    const decode = () => {
      length += out.write(this.block.toString("latin1", 0, this.filled), length, "base64");
      this.filled = 0;
    };
    for (let at = 0; at < raw.length; at += 1) {
      const byte = raw[at] ?? 0;
      if (IS_BASE64[byte] === 1) {
        this.block[this.filled++] = byte;
        if (this.filled === BLOCK_CHARS) decode();
      } else if (byte === EQUALS) {
        if (!this.hasPadding && !isLast && raw.length - at < PADDING_LOOKAHEAD_BYTES) {
          this.held = Buffer.from(raw.subarray(at));
          break;
        }
        decode();
        if (!this.hasPadding && !/[A-Za-z0-9+/]{4}/u.test(raw.toString("latin1", at, at + PADDING_LOOKAHEAD_BYTES))) {
          this.isEnded = true;
          break;
        }
        this.hasPadding = true;
      }
    }
    if (isLast) decode();
    return out.subarray(0, length);
  }
}
