/**
 * Header fields of a message or part (RFC 5322 §2.2). Raw bytes beyond ASCII are read as UTF-8 (RFC 6532) or, failing that, in the charset that the same block names.
 */
import { MAX_HEADER_BYTES, MAX_HEADER_FIELD_CHARS, MAX_HEADER_FIELDS } from "../limits.ts";
import { decodeBytes } from "./charset.ts";

export interface HeaderField {
  /** Lower case. */
  name: string;
  /** Unfolded; encoded words still encoded. */
  value: string;
}

export interface HeaderBlock {
  fields: HeaderField[];
  /** True when lines or bytes had to be left out. */
  truncated: boolean;
}

const LINE_FEED = 0x0a;
/** RFC 5322 §2.2 takes any printable ASCII but a colon; blanks before the colon are the obsolete form of §4.5. */
const FIELD_NAME_PATTERN = /^([!-9;-~]{1,120})[ \t]*:/u;
const CHARSET_HINT_PATTERN = /charset\s*=\s*"?([^\s";]{1,60})|=\?([^?\s=]{1,60})\?[bq]\?/iu;

/** Reads the bytes between two offsets as a header block. Lines that are no field are dropped, as "From " lines of mailboxes. */
export function readHeaderBlock(bytes: Uint8Array, start: number, end: number, charsetHint = ""): HeaderBlock {
  const limit = Math.min(end, start + MAX_HEADER_BYTES);
  const block = bytes.subarray(start, limit);
  const decoded = decodeBlock(block, charsetHint);
  const fields: HeaderField[] = [];
  let truncated = limit < end;
  let current: { name: string; lines: string[] } | null = null;
  const flush = (): void => {
    if (current) {
      const value = current.lines.join(" ").trim();
      if (value.length > MAX_HEADER_FIELD_CHARS) truncated = true;
      fields.push({ name: current.name, value: value.slice(0, MAX_HEADER_FIELD_CHARS) });
    }
    current = null;
  };
  for (const line of decoded.split("\n")) {
    const text = line.replace(/\r+$/u, "");
    if (/^[ \t]/u.test(text)) {
      current?.lines.push(text.replace(/^[ \t]+/u, ""));
      continue;
    }
    const name = FIELD_NAME_PATTERN.exec(text);
    if (!name) continue;
    flush();
    if (fields.length >= MAX_HEADER_FIELDS) {
      truncated = true;
      break;
    }
    // A bare CR or a NUL inside a value must not become a line of its own when somebody writes the value out again.
    current = {
      name: (name[1] ?? "").toLowerCase(),
      lines: [
        text
          .slice(name[0].length)
          .replace(/[\r\0]/gu, " ")
          .trim(),
      ],
    };
  }
  flush();
  return { fields, truncated };
}

function decodeBlock(block: Uint8Array, charsetHint: string): string {
  const ascii = decodeBytes(block, "utf-8");
  if (ascii.asLabelled && !ascii.text.includes("\ufffd")) return ascii.text;
  // Line by line: one broken field must not change how the others are read.
  const rough = Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString("latin1");
  const match = CHARSET_HINT_PATTERN.exec(rough);
  const hint = match?.[1] ?? match?.[2] ?? charsetHint;
  const lines: string[] = [];
  let at = 0;
  while (at < block.length) {
    const next = block.indexOf(LINE_FEED, at);
    const stop = next < 0 ? block.length : next;
    lines.push(decodeBytes(block.subarray(at, stop), "", { fallbackLabel: hint === "" ? charsetHint : hint }).text);
    at = stop + 1;
  }
  return lines.join("\n");
}

export function fieldValue(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}

/** First field of the name that says something: some relays put an empty one in front. */
export function filledFieldValue(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name && field.value !== "")?.value ?? null;
}
