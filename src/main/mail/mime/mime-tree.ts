/**
 * Splits a message into its parts (RFC 2045, RFC 2046) without copying a byte: a part is a pair of offsets into the source. One pass over the lines,
 * with the open boundaries on a stack; attached messages stay closed.
 *
 * Why not a ready parser's tree: mailparser turns delivery reports into text and reads raw header bytes as Latin-1; postal-mime drops the carriage
 * returns of 8-bit and binary attachments, so their size and content are no longer what was sent. postal-mime's address parser is used.
 */
import { MAX_NESTING_DEPTH, MAX_PARTS } from "../limits.ts";
import { fieldValue, readHeaderBlock, type HeaderField } from "./header-block.ts";
import { parseStructuredHeader, stripComments, type StructuredHeader } from "./structured-header.ts";

export interface MimePart {
  fields: HeaderField[];
  type: StructuredHeader;
  /** Media type, lower case; the default of RFC 2045 §5.2 where the sender gave none or nonsense. */
  mediaType: string;
  /** No usable Content-Type was given. */
  typeMissing: boolean;
  disposition: StructuredHeader;
  transferEncoding: string;
  bodyStart: number;
  bodyEnd: number;
  children: MimePart[];
  depth: number;
}

export interface MimeTree {
  root: MimePart;
  problems: string[];
}

interface OpenBoundary {
  part: MimePart;
  /** The boundary's bytes, one character each. */
  key: string;
}

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;
const MEDIA_TYPE_PATTERN = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}$/u;
const MAX_FIELD_NAME_BYTES = 120;
/** RFC 2046 §5.1.1 allows 70; a few programs use more. */
const MAX_BOUNDARY_BYTES = 250;
/** How far a boundary is looked for when the sender forgot to name it. */
const BOUNDARY_SEARCH_BYTES = 64 * 1024;

/** Parses the part structure of a whole message; `headerStart` skips an mbox "From " line. */
export function readMimeTree(bytes: Uint8Array, headerStart = 0): MimeTree {
  return new TreeReader(bytes).read(headerStart);
}

class TreeReader {
  private readonly source: Buffer;
  private readonly problems = new Set<string>();
  private readonly open: OpenBoundary[] = [];
  /** Positions in `open` by boundary, innermost last: a crafted message with fifty boundaries open must not cost fifty comparisons a line. */
  private readonly positions = new Map<string, number[]>();
  private partCount = 0;

  constructor(bytes: Uint8Array) {
    this.source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(headerStart: number): MimeTree {
    const root = this.readPartHead(headerStart, this.source.length, null);
    let current: MimePart | null = root;
    let at = root.bodyStart;
    while (at < this.source.length) {
      if (this.open.length === 0) break;
      const lineStart = at;
      const feed = this.source.indexOf(LF, at);
      at = feed < 0 ? this.source.length : feed + 1;
      if (this.source[lineStart] !== DASH || this.source[lineStart + 1] !== DASH) continue;
      const match = this.matchBoundary(lineStart, at);
      if (!match) continue;
      this.closeUntil(match.index, this.lineBreakBefore(lineStart), current);
      const owner: OpenBoundary | undefined = this.open[match.index];
      if (!owner) continue;
      if (match.closing) {
        this.popBoundary();
        current = null;
      } else {
        if (this.partCount >= MAX_PARTS) {
          this.problems.add(`more than ${MAX_PARTS} parts: the rest was left out`);
          this.closeUntil(-1, this.lineBreakBefore(lineStart), null);
          current = null;
          break;
        }
        current = this.readPartHead(at, this.source.length, owner.part);
        at = current.bodyStart;
      }
    }
    this.closeUntil(-1, this.source.length, current);
    this.settle(root);
    return { root, problems: [...this.problems] };
  }

  /** Reads a part's header and, if it is a multipart, opens its boundary. */
  private readPartHead(start: number, end: number, parent: MimePart | null): MimePart {
    const { headerEnd, bodyStart } = this.findHeaderEnd(start, end);
    this.partCount += 1;
    const block = readHeaderBlock(this.source, start, headerEnd);
    if (block.truncated) this.problems.add("the header is too long and was read in part");
    const typeSource = fieldValue(block.fields, "content-type") ?? "";
    const type = parseStructuredHeader(typeSource);
    const typeMissing = !MEDIA_TYPE_PATTERN.test(type.value);
    const fallback = parent?.mediaType === "multipart/digest" ? "message/rfc822" : "text/plain";
    const part: MimePart = {
      fields: block.fields,
      type,
      mediaType: typeMissing ? defaultTypeFor(type.value, fallback) : type.value,
      typeMissing,
      disposition: parseStructuredHeader(fieldValue(block.fields, "content-disposition") ?? ""),
      transferEncoding: transferEncodingOf(fieldValue(block.fields, "content-transfer-encoding") ?? ""),
      bodyStart,
      bodyEnd: end,
      children: [],
      depth: parent === null ? 0 : parent.depth + 1,
    };
    if (parent !== null) parent.children.push(part);
    if (part.mediaType.startsWith("multipart/")) this.openBoundary(part);
    return part;
  }

  private openBoundary(part: MimePart): void {
    if (part.depth >= MAX_NESTING_DEPTH) {
      this.problems.add(`parts nested more than ${MAX_NESTING_DEPTH} deep were kept closed`);
      return;
    }
    const stated = part.type.params.get("boundary") ?? "";
    // Searching the whole rest of the message is for the outermost part only: done for thousands of parts it would be quadratic.
    const unusable =
      stated === "" ||
      Buffer.byteLength(stated) > MAX_BOUNDARY_BYTES ||
      (part.depth === 0 && !this.source.includes(`--${stated}`, part.bodyStart, "utf8"));
    const boundary = unusable ? this.searchBoundary(part) : Buffer.from(stated, "utf8").toString("latin1");
    if (boundary === null) {
      this.problems.add("a multipart without its boundary was read as text");
      return;
    }
    if (unusable) this.problems.add("a multipart's boundary was missing or wrong and was found by its parts");
    const positions = this.positions.get(boundary) ?? [];
    positions.push(this.open.length);
    this.positions.set(boundary, positions);
    this.open.push({ part, key: boundary });
  }

  private popBoundary(): OpenBoundary | undefined {
    const closed = this.open.pop();
    if (closed) this.positions.get(closed.key)?.pop();
    return closed;
  }

  /** A line "--something" right above "Content-…:" is what a boundary looks like. */
  private searchBoundary(part: MimePart): string | null {
    const text = this.source.toString("latin1", part.bodyStart, part.bodyStart + BOUNDARY_SEARCH_BYTES);
    const found =
      /(?:^|\n)--([^\r\n]{1,200}?)[ \t]*\r?\n(?:content-[a-z-]{1,40}|mime-version):/iu.exec(text)?.[1] ?? null;
    // The boundary of the multipart around it is not its own.
    return found !== null && (this.positions.get(found)?.length ?? 0) > 0 ? null : found;
  }

  /** Boundary lines may end in blanks; the innermost of equal boundaries counts. */
  private matchBoundary(lineStart: number, lineEnd: number): { index: number; closing: boolean } | null {
    if (lineEnd - lineStart > MAX_BOUNDARY_BYTES * 2) return null;
    const line = this.source.toString("latin1", lineStart + 2, lineEnd).replace(/[ \t\r\n]+$/u, "");
    const opening = this.positions.get(line)?.at(-1);
    if (opening !== undefined) return { index: opening, closing: false };
    const closing = line.endsWith("--") ? this.positions.get(line.slice(0, -2))?.at(-1) : undefined;
    return closing === undefined ? null : { index: closing, closing: true };
  }

  /** Ends the part being read and every multipart opened inside `index`. */
  private closeUntil(index: number, end: number, current: MimePart | null): void {
    if (current) current.bodyEnd = Math.max(current.bodyStart, end);
    while (this.open.length - 1 > index) {
      const closed = this.popBoundary();
      if (closed) closed.part.bodyEnd = Math.max(closed.part.bodyStart, end);
    }
  }

  /** RFC 2046 §5.1.1: the line break before a boundary belongs to the boundary. */
  private lineBreakBefore(lineStart: number): number {
    if (lineStart > 0 && this.source[lineStart - 1] === LF)
      return lineStart > 1 && this.source[lineStart - 2] === CR ? lineStart - 2 : lineStart - 1;
    return lineStart;
  }

  /**
   * The first empty line. A line that is no field in front of it is a scrap if more fields follow; if none do, the sender forgot the empty
   * line and the body begins there.
   */
  private findHeaderEnd(start: number, end: number): { headerEnd: number; bodyStart: number } {
    let at = start;
    let scrap = -1;
    while (at < end) {
      const feed = this.source.indexOf(LF, at);
      const lineEnd = feed < 0 || feed >= end ? end : feed;
      const next = Math.min(lineEnd + 1, end);
      if (lineEnd === at || (lineEnd === at + 1 && this.source[at] === CR))
        return scrap < 0 ? { headerEnd: at, bodyStart: next } : { headerEnd: scrap, bodyStart: scrap };
      // A boundary in the middle of a header: the part ended before its empty line came.
      if (this.source[at] === DASH && this.source[at + 1] === DASH && this.matchBoundary(at, next))
        return { headerEnd: at, bodyStart: at };
      if (this.isFieldLine(at, lineEnd)) scrap = -1;
      else if (scrap < 0 && this.source[at] !== 0x20 && this.source[at] !== 0x09) scrap = at;
      at = next;
    }
    return scrap < 0 ? { headerEnd: end, bodyStart: end } : { headerEnd: scrap, bodyStart: scrap };
  }

  private isFieldLine(from: number, to: number): boolean {
    for (let at = from; at < to && at < from + MAX_FIELD_NAME_BYTES; at += 1) {
      const byte = this.source[at] ?? 0;
      if (byte === 0x3a) return at > from;
      if (byte === 0x20 || byte === 0x09) {
        while (this.source[at] === 0x20 || this.source[at] === 0x09) at += 1;
        return at > from && this.source[at] === 0x3a;
      }
      if (byte < 0x21 || byte > 0x7e) return false;
    }
    return false;
  }

  /** A multipart in which no part was found is text; what the parent is says nothing about it any more. */
  private settle(root: MimePart): void {
    const pending = [root];
    for (let part = pending.pop(); part; part = pending.pop()) {
      if (part.mediaType.startsWith("multipart/") && part.children.length === 0) {
        part.mediaType = part.depth >= MAX_NESTING_DEPTH ? "application/octet-stream" : "text/plain";
        part.typeMissing = true;
      }
      pending.push(...part.children);
    }
  }
}

/** "text" without a subtype is plain text; nonsense is treated as RFC 2045 §5.2 tells, as text. */
function defaultTypeFor(value: string, fallback: string): string {
  if (value === "html" || value === "text/htm") return "text/html";
  if (value.startsWith("multipart")) return "multipart/mixed";
  return fallback;
}

function transferEncodingOf(source: string): string {
  return /[\w-]+/u.exec(stripComments(source).toLowerCase())?.[0] ?? "";
}
