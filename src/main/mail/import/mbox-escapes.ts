/**
 * Undoes what writing to an mbox did: the empty line behind the message goes, ">From " loses one mark.
 */
import { endsWithEmptyLine } from "./mbox-splitter.ts";

const LF = 0x0a;
/** An empty line and the line break before it. */
const HELD_BYTES = 4;
/** A line without an end is handed on up to here. */
const MAX_LINE_BYTES = 64 * 1024;

export function unescapeMboxMessage(raw: Buffer): Buffer {
  return unescaped(withoutEmptyLine(raw), true);
}

/** The same for a message as it comes, in flat memory. */
export async function* unescapedMboxChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let atLineStart = true;
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([held, chunk]);
    const behindLine = bytes.subarray(0, -HELD_BYTES).lastIndexOf(LF) + 1;
    const end = behindLine === 0 && bytes.length > MAX_LINE_BYTES ? bytes.length - HELD_BYTES : behindLine;
    held = Buffer.from(bytes.subarray(end));
    if (end === 0) continue;
    yield unescaped(bytes.subarray(0, end), atLineStart);
    atLineStart = bytes[end - 1] === LF;
  }
  yield unescaped(withoutEmptyLine(held), atLineStart);
}

function withoutEmptyLine(raw: Buffer): Buffer {
  const { length } = raw;
  if (raw[length - 1] !== LF || !endsWithEmptyLine(raw, length)) return raw;
  return raw.subarray(0, length - (raw[length - 2] === 0x0d ? 2 : 1));
}

function unescaped(bytes: Buffer, atLineStart: boolean): Buffer {
  if (!bytes.includes(">From ")) return bytes;
  const inLine = atLineStart ? "" : "x";
  const text = `${inLine}${bytes.toString("latin1")}`.replace(/^>(>*From )/gmu, "$1");
  return Buffer.from(text.slice(inLine.length), "latin1");
}
