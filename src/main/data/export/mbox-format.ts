/**
 * How messages stand in an mbox file: mboxrd, where every line that begins with "From ", with marks before it or without, gets one mark more, so that reading takes away exactly what writing put there
 * (https://www.loc.gov/preservation/digital/formats/fdd/fdd000385.shtml).
 */
import { OWN_MBOX_SENDER } from "#main/mail/import/mbox-splitter.ts";

const LF = 0x0a;
const MARK = 0x3e;
const FROM = Buffer.from("From ");
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** The line before a message, with its moment as asctime(3) writes it, in UTC. */
export function separatorLine(epochMs: number): Buffer {
  const date = new Date(Number.isFinite(epochMs) ? epochMs : 0);
  const two = (value: number) => String(value).padStart(2, "0");
  const year = Math.min(Math.max(date.getUTCFullYear(), 1970), 9999);
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const day = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)}`;
  return Buffer.from(`From ${OWN_MBOX_SENDER} ${day} ${time} ${year}\n`);
}

/** The message as it stands in the file, in pieces, with the empty line behind it. Holds no more than a line's marks. */
export async function* escapedMessage(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  /** The beginning of a line that may turn out to be one to mark. */
  let held: Buffer = Buffer.alloc(0);
  let isLineStart = true;
  let last = LF;
  for await (const chunk of chunks) {
    if (chunk.byteLength === 0) continue;
    const given = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const bytes = held.length === 0 ? given : Buffer.concat([held, given]);
    const { pieces, rest } = escaped(bytes, isLineStart);
    for (const piece of pieces) yield piece;
    held = Buffer.from(rest);
    isLineStart = rest.length > 0 || bytes[bytes.length - 1] === LF;
    last = bytes[bytes.length - 1] ?? last;
  }
  if (held.length > 0) yield held;
  yield Buffer.from(last === LF ? "\n" : "\n\n");
}

/** @returns what is decided, and the beginning of the last line where that is not */
function escaped(bytes: Buffer, isLineStart: boolean): { pieces: Buffer[]; rest: Buffer } {
  const pieces: Buffer[] = [];
  let written = 0;
  let line = isLineStart ? 0 : nextLine(bytes, 0);
  while (line < bytes.length) {
    let at = line;
    while (at < bytes.length && bytes[at] === MARK) at += 1;
    const found = bytes.subarray(at, at + FROM.length);
    if (found.length < FROM.length && FROM.subarray(0, found.length).equals(found)) {
      if (line > written) pieces.push(bytes.subarray(written, line));
      return { pieces, rest: bytes.subarray(line) };
    }
    if (found.equals(FROM)) {
      if (line > written) pieces.push(bytes.subarray(written, line));
      pieces.push(Buffer.from(">"));
      written = line;
    }
    line = nextLine(bytes, at);
  }
  if (bytes.length > written) pieces.push(bytes.subarray(written));
  return { pieces, rest: Buffer.alloc(0) };
}

function nextLine(bytes: Buffer, from: number): number {
  const feed = bytes.indexOf(LF, from);
  return feed < 0 ? bytes.length : feed + 1;
}
