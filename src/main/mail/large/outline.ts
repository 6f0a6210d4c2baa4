/**
 * The outline of a mail that is too large for memory: all that can be structure, in the order of the mail. Nothing but a line that begins with two dashes can end a part, so
 * between two of these a head is kept, and of what follows it the beginning; the rest is cut out, and where it lay is remembered. So one reader of MIME
 * (`readMimeTree`) reads large mails and small ones, and no boundary is decided twice in two ways.
 */
import { MAX_LARGE_HEADER_BYTES, MAX_OUTLINE_BYTES } from "../limits.ts";

/** Bytes of the mail that the outline lacks. */
export type Cut = {
  /** Where they would stand in the outline. */
  readonly at: number;
  readonly sizeBytes: number;
  /** Where the head began in which they stand, as far as can be told; null for bytes of a body. */
  readonly ofHeadFrom: number | null;
};

export type Outline = { readonly bytes: Buffer; readonly cuts: readonly Cut[] };

const LF = 0x0a;
const CR = 0x0d;
const NOTHING = Buffer.alloc(0);
const BORDER = Buffer.from("\n--");
/** Kept behind a head. */
const KEPT_BODY_BYTES = 1024;
/** Of the mail's own: blank lines, and text in which the parts are looked for where no boundary is named. */
const KEPT_FIRST_BYTES = 128 * 1024;
/** The line break before a border belongs to the border. */
const LINE_BREAK_BYTES = 2;

/** Takes a mail as it comes. */
export class OutlineWriter {
  private readonly kept = new Gathered();
  private readonly cuts: Cut[] = [];
  /** What may be the beginning of a border. */
  private held: Buffer = Buffer.alloc(0);
  private stretch = new Stretch(0, KEPT_FIRST_BYTES);

  /** False where the mail has more structure than is kept: it is to be given up then. */
  push(chunk: Uint8Array, isLast = false): boolean {
    const bytes = Buffer.concat([this.held, chunk]);
    let from = 0;
    let found = bytes.indexOf(BORDER);
    while (found >= 0 && found + BORDER.length < bytes.length) {
      if (mayBeBorder(bytes[found + BORDER.length])) {
        this.take(bytes.subarray(from, found + 1));
        this.endStretch();
        from = found + 1;
      }
      found = bytes.indexOf(BORDER, found + 1);
    }
    const end = isLast ? bytes.length : Math.max(from, bytes.length - BORDER.length);
    this.take(bytes.subarray(from, end));
    this.held = Buffer.from(bytes.subarray(end));
    return this.kept.sizeBytes <= MAX_OUTLINE_BYTES;
  }

  end(): Outline {
    this.push(Buffer.alloc(0), true);
    this.endStretch();
    return { bytes: this.kept.bytes(), cuts: this.cuts };
  }

  private take(bytes: Buffer): void {
    this.kept.add(bytes.subarray(0, this.stretch.take(bytes)));
  }

  private endStretch(): void {
    const { cutBytes, lineBreak, from, hasBody } = this.stretch;
    if (cutBytes > 0)
      this.cuts.push({ at: this.kept.sizeBytes, sizeBytes: cutBytes, ofHeadFrom: hasBody ? null : from });
    this.kept.add(lineBreak);
    this.stretch = new Stretch(this.kept.sizeBytes, KEPT_BODY_BYTES);
  }
}

/** From one line that may be a border to the next. */
class Stretch {
  cutBytes = 0;
  /** The last bytes that were cut out and are kept after all. */
  lineBreak: Buffer = NOTHING;
  readonly from: number;
  private taken = 0;
  /** Where the head ends, once that is seen. */
  private bodyStart = -1;
  /** The two bytes before those that come. */
  private before: readonly [number, number] = [0, 0];
  private readonly keptBytes: number;

  /** @param from in the outline */
  constructor(from: number, keptBytes: number) {
    this.from = from;
    this.keptBytes = keptBytes;
  }

  get hasBody(): boolean {
    return this.bodyStart >= 0;
  }

  /** @returns how many of the bytes are kept */
  take(bytes: Buffer): number {
    const before = this.taken;
    this.taken += bytes.length;
    if (!this.hasBody) this.lookForBody(bytes, before);
    const limit = this.hasBody ? this.bodyStart + this.keptBytes : MAX_LARGE_HEADER_BYTES;
    const kept = Math.min(bytes.length, Math.max(0, limit - before));
    if (kept < bytes.length) {
      const cut = bytes.subarray(kept);
      const known = this.lineBreak.length;
      const last = Buffer.concat([this.lineBreak, cut.subarray(-LINE_BREAK_BYTES)]);
      this.lineBreak = last.subarray(-LINE_BREAK_BYTES);
      this.cutBytes += known + cut.length - this.lineBreak.length;
    }
    return kept;
  }

  /** The first empty line. */
  private lookForBody(bytes: Buffer, position: number): void {
    const [last, lastButOne] = this.before;
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
      const before = at > 0 ? bytes[at - 1] : last;
      const butOne = at > 1 ? bytes[at - 2] : at === 1 ? last : lastButOne;
      if (before !== LF && (before !== CR || butOne !== LF)) continue;
      this.bodyStart = position + at + 1;
      return;
    }
    if (bytes.length === 0) return;
    this.before = [bytes.at(-1) ?? 0, bytes.at(-2) ?? last];
  }
}

/** Bytes that are added in very many pieces. */
class Gathered {
  sizeBytes = 0;
  private all = Buffer.allocUnsafe(KEPT_FIRST_BYTES);

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.sizeBytes + bytes.length > this.all.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.all.length * 2, this.sizeBytes + bytes.length));
      this.all.copy(larger, 0, 0, this.sizeBytes);
      this.all = larger;
    }
    bytes.copy(this.all, this.sizeBytes);
    this.sizeBytes += bytes.length;
  }

  bytes(): Buffer {
    return this.all.subarray(0, this.sizeBytes);
  }
}

/** Two dashes and a blank begin a signature or a remark, never a border. */
function mayBeBorder(byte: number | undefined): boolean {
  return byte !== 0x20 && byte !== 0x09 && byte !== CR && byte !== LF;
}

/** Where a place of the outline lies in the mail. `isEnd`: what was cut out right there lies before it. */
export function placeInMail({ cuts }: Outline, at: number, isEnd: boolean): number {
  return cuts.reduce((place, cut) => (cut.at < at || (isEnd && cut.at === at) ? place + cut.sizeBytes : place), at);
}
