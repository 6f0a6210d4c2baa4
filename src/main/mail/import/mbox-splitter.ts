/**
 * Cuts an mbox stream (RFC 4155 and its older, looser kin) into messages without holding more than one chunk and one message.
 *
 * No package does this with offsets, from any position and in bounded memory: node-mbox and mbox-reader hand over messages without their place.
 *
 * A message begins at a line "From …" that (a) carries an asctime date, or an address and a clock under an empty line, or stands first, and (b) has a header field
 * right under it. Body lines "From here on …" that a writer did not escape fail (b) or the date. Lines of patches and of messages that a report returns have both: they are told by
 * their hash, by not being written as this file's own are, and by the words that announce a returned message. ">From " is unescaped as mboxrd does, which is
 * right for mboxrd and mboxcl, and for mboxo but for lines that were ">From " before it was written.
 */

export type MboxEvent =
  /** Bytes of the current message, its "From " line left out. */
  | { kind: "bytes"; bytes: Buffer }
  /** The current message ends here and the next begins; the offset is that of its "From " line. */
  | { kind: "start"; offsetBytes: number }
  | { kind: "end"; offsetBytes: number };

const FROM = Buffer.from("From ");
const LF = 0x0a;
const CR = 0x0d;
/** Longer "From " lines are prose. */
const MAX_SEPARATOR_BYTES = 1_024;
/** How much of the following line is needed to tell a header field. */
const MAX_LOOKAHEAD_BYTES = 2_048;
const ASCTIME_PATTERN =
  /^From .{0,500}\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s+(?:[a-z]{3}\s+\d{1,2}|\d{1,2}\s+[a-z]{3})\b.{0,200}\d{1,2}:\d{2}/iu;
/** No asctime date, but a sender and a clock: "From jo@example.com 2024-01-31 12:00:00". */
const ADDRESS_AND_CLOCK_PATTERN = /^From (?:[^\s@]{0,200}@[^\s@]{1,300}|-|MAILER-DAEMON)\s.{0,500}\d{1,2}:\d{2}/u;
const FIELD_PATTERN = /^[!-9;-~]{1,120}[ \t]*:/u;
const SECOND_SEPARATOR_PATTERN = /^>From \S/u;
/** How much before a "From " line is looked at. */
const TAIL_BYTES = 400;
/** `git format-patch` begins each patch so; a file of nothing but patches is an mbox of them. */
const PATCH_PATTERN = /^From [0-9a-f]{40}(?:[0-9a-f]{24})? Mon Sep 17 00:00:00 2001/u;
/** Thunderbird writes no sender, Google's export a number: whatever else stands in their files is text. */
const THUNDERBIRD_PATTERN = /^From - /u;
const TAKEOUT_PATTERN = /^From \d+@xxx /u;
/**
 * Who "sends" in the files that this program writes. It escapes every "From " of a message (mboxrd), so that there nothing else can be a line between messages, and each of these is one, whatever stands
 * before or behind it.
 */
export const OWN_MBOX_SENDER = "pipedesk-export";
const OWN_PATTERN = new RegExp(
  `^From ${OWN_MBOX_SENDER} ${ASCTIME_PATTERN.source.slice("^From .{0,500}\\b".length)}`,
  "iu",
);
/**
 * The last line before a message that is returned or passed on: "--- Below this line is a copy of the message." Narrow, as a mail that happens to end so swallows the
 * next one: footers of scanners and "see attached." are none.
 */
const ANNOUNCEMENT_PATTERN = new RegExp(
  [
    "^[\\s>]*[-_=*]{3,}[^\\n]{0,60}(?:original|copy of|below this line|returned|unsent|undelivered|forwarded|weitergeleitet|ursprüngliche|inoltrat|d.origine|transféré|reenviado)[^\\n]{0,80}$",
    "(?:original|returned|unsent|undelivered|rejected|ursprüngliche|zurückgesandte)\\s(?:message|mail|e-?mail|nachricht|headers?)[^\\n]{0,60}[:：]\\s*$",
    "(?:\\bfollowing|folgende|suivant|seguente|siguiente|seguinte|volgende|następując|následující|följande|følgende|seuraava|следующ)[^\\n]{0,80}[:：]\\s*$",
    "(?:like this|as follows|so aus|wie folgt|comme suit|come segue|como sigue)\\s?[:：]\\s*$",
    "(?:messaggio originale|message original|message d.origine|mensaje original|nachricht lautete|copy of (?:the|your) (?:message|mail|headers?))[^\\n]{0,60}[:：]\\s*$",
  ].join("|"),
  "iu",
);

/** The header of a part of a multipart: what stands under it is that part, a message or an mbox that somebody attached. */
const PART_HEADER_PATTERN =
  /(?:^|\n)--[^\s][^\n]{0,200}\r?\n(?:[!-9;-~]{1,60}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,5}content-[^\n]+\r?\n(?:[!-9;-~\t ][^\n]*\r?\n){0,10}\r?\n$/iu;

type Style = "own" | "patch" | "thunderbird" | "takeout" | "other";

function styleOf(line: string): Style {
  if (OWN_PATTERN.test(line)) return "own";
  if (PATCH_PATTERN.test(line)) return "patch";
  if (THUNDERBIRD_PATTERN.test(line)) return "thunderbird";
  return TAKEOUT_PATTERN.test(line) ? "takeout" : "other";
}

export class MboxSplitter {
  private held: Buffer = Buffer.alloc(0);
  /** Offset of `held` in the stream. */
  private heldOffset: number;
  private atLineStart = true;
  /** The bytes right before `held`, to see an empty line that ends there, and what was said above it. */
  private tail: Buffer = Buffer.from("\n\n");
  private started = false;
  /** Of the first "From " line, with which all others of the file agree. */
  private style: Style | null = null;

  constructor(startOffsetBytes = 0) {
    this.heldOffset = startOffsetBytes;
  }

  /** Takes the next chunk. Events borrow its bytes: use them before the next call. */
  *push(chunk: Buffer): Generator<MboxEvent> {
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    yield* this.scan(false);
    // What stays is a few kilobytes at most; a copy lets the chunk go.
    this.held = Buffer.from(this.held);
  }

  *finish(): Generator<MboxEvent> {
    yield* this.scan(true);
    yield { kind: "end", offsetBytes: this.heldOffset };
  }

  private *scan(isLast: boolean): Generator<MboxEvent> {
    const buffer = this.held;
    let emitted = 0;
    let at = 0;
    while (at < buffer.length) {
      const candidate = this.atLineStart && at === 0 ? 0 : this.nextCandidate(buffer, at);
      if (candidate < 0) {
        // The last bytes may be the beginning of "\nFrom ": they wait for the next chunk.
        const keep = isLast ? 0 : Math.min(buffer.length - emitted, FROM.length + 3);
        at = buffer.length - keep;
        break;
      }
      if (!startsWithFrom(buffer, candidate)) {
        if (!isLast && candidate + FROM.length > buffer.length) {
          at = candidate;
          break;
        }
        this.atLineStart = false;
        at = candidate + 1;
        continue;
      }
      const verdict = this.judge(buffer, candidate, isLast);
      if (verdict === "wait") {
        at = candidate;
        break;
      }
      if (verdict === "text") {
        this.atLineStart = false;
        at = candidate + 1;
        continue;
      }
      if (candidate > emitted) yield { kind: "bytes", bytes: buffer.subarray(emitted, candidate) };
      yield { kind: "start", offsetBytes: this.heldOffset + candidate };
      this.style ??= verdict.style;
      this.started = true;
      emitted = verdict.lineEnd;
      at = verdict.lineEnd;
      this.atLineStart = false;
    }
    const end = isLast ? buffer.length : Math.max(emitted, at);
    if (end > emitted) yield { kind: "bytes", bytes: buffer.subarray(emitted, end) };
    if (end > 0) {
      this.atLineStart = buffer[end - 1] === LF;
      this.tail = Buffer.concat([this.tail, buffer.subarray(Math.max(0, end - TAIL_BYTES), end)]).subarray(-TAIL_BYTES);
    }
    this.held = buffer.subarray(end);
    this.heldOffset += end;
  }

  /** Position of the next "From " at the beginning of a line, or -1. */
  private nextCandidate(buffer: Buffer, from: number): number {
    let at = from;
    for (;;) {
      const found = buffer.indexOf(FROM, at);
      if (found < 0) return -1;
      if (found > 0 ? buffer[found - 1] === LF : this.atLineStart) return found;
      at = found + 1;
    }
  }

  private judge(buffer: Buffer, at: number, isLast: boolean): "wait" | "text" | Separator {
    const feed = buffer.indexOf(LF, at);
    if (feed < 0) return isLast || buffer.length - at > MAX_SEPARATOR_BYTES ? "text" : "wait";
    if (feed - at > MAX_SEPARATOR_BYTES) return "text";
    const line = buffer.toString("latin1", at, feed);
    if (this.style === "own") return styleOf(line) === "own" ? { lineEnd: feed + 1, style: "own" } : "text";
    const isFirst = !this.started && this.heldOffset + at === 0;
    const before =
      at >= TAIL_BYTES ? buffer.subarray(at - TAIL_BYTES, at) : Buffer.concat([this.tail, buffer.subarray(0, at)]);
    const underEmptyLine = isFirst || endsWithEmptyLine(before, before.length);
    if (!isFirst && this.isOfAnother(line, before)) return "text";
    const dated = ASCTIME_PATTERN.test(line);
    if (!(dated || isFirst || (underEmptyLine && ADDRESS_AND_CLOCK_PATTERN.test(line)))) return "text";
    const nextFeed = buffer.indexOf(LF, feed + 1);
    if (nextFeed < 0 && !isLast && buffer.length - feed < MAX_LOOKAHEAD_BYTES) return "wait";
    const next = buffer.toString(
      "latin1",
      feed + 1,
      Math.min(nextFeed < 0 ? buffer.length : nextFeed, feed + 1 + MAX_LOOKAHEAD_BYTES),
    );
    const begins =
      FIELD_PATTERN.test(next) ||
      (isFirst && next.trim() !== "") ||
      (dated && underEmptyLine && (next.trim() === "" || SECOND_SEPARATOR_PATTERN.test(next)));
    return begins ? { lineEnd: feed + 1, style: styleOf(line) } : "text";
  }

  /** A line that looks like one between messages, and is not written as those of this file are, or stands where a report returns a message. */
  private isOfAnother(line: string, before: Buffer): boolean {
    const style = styleOf(line);
    if (this.style !== null && this.style !== style && (style === "patch" || this.style !== "other")) return true;
    const said = before.toString("latin1").trimEnd();
    if (PART_HEADER_PATTERN.test(before.toString("latin1"))) return true;
    return this.style !== "patch" && ANNOUNCEMENT_PATTERN.test(said.slice(said.lastIndexOf("\n") + 1));
  }
}

interface Separator {
  lineEnd: number;
  style: Style;
}

function startsWithFrom(buffer: Buffer, at: number): boolean {
  return at + FROM.length <= buffer.length && buffer.compare(FROM, 0, FROM.length, at, at + FROM.length) === 0;
}

/** True when the bytes before `end` are an empty line. */
export function endsWithEmptyLine(buffer: Buffer, end: number): boolean {
  if (end < 1 || buffer[end - 1] !== LF) return false;
  const before = buffer[end - 2] === CR ? end - 3 : end - 2;
  return before < 0 || buffer[before] === LF;
}
