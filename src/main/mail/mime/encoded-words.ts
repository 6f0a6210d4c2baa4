/**
 * RFC 2047 encoded words, as strictly written and as sent: words torn between letters, without their end, with raw spaces, in unknown charsets.
 */
import { decodeBytes } from "./charset.ts";

/** Bounded so that stray `=?` in a long line costs nothing. */
const WORD_PATTERN = /=\?([^?\s=]{1,60})\?([bq])\?([^?]{0,100000}?)\?=/giu;
const HEADER_HAS_WORD = /=\?[^?\s]{1,60}\?[bq]\?/iu;

interface Word {
  charset: string;
  encoding: string;
  payload: string;
}

/** Replaces encoded words in an unstructured value by their text. Text between two words that is white space only disappears (RFC 2047 §6.2). */
export function decodeWords(value: string): string {
  if (!value.includes("=?") || !HEADER_HAS_WORD.test(value)) return value;
  const parts: string[] = [];
  let run: Word[] = [];
  let position = 0;
  const flush = (): void => {
    if (run.length > 0) parts.push(decodeRun(run));
    run = [];
  };
  for (const match of mendWords(value).matchAll(WORD_PATTERN)) {
    const between = match.input.slice(position, match.index);
    if (run.length === 0 || between.trim() !== "") {
      flush();
      parts.push(between);
    }
    run.push({
      charset: (match[1] ?? "").replace(/\*.*$/u, ""),
      encoding: (match[2] ?? "").toLowerCase(),
      payload: match[3] ?? "",
    });
    position = match.index + match[0].length;
  }
  flush();
  parts.push(mendWords(value).slice(position));
  return parts.join("");
}

/** A last word whose `?=` was cut off by a length limit, and Q words with a raw question mark in them. */
function mendWords(value: string): string {
  const lastOpen = value.lastIndexOf("=?");
  const tail = lastOpen < 0 ? "" : value.slice(lastOpen);
  if (/^=\?[^?\s]{1,60}\?[bq]\?[^?\s]*$/iu.test(tail)) return `${value.replace(/=$/u, "")}?=`;
  return value;
}

/**
 * Neighbouring words of one charset are decoded as one run of bytes, as many programs break words inside a letter; if the joint bytes
 * are broken, each is decoded for itself.
 */
function decodeRun(words: readonly Word[]): string {
  const groups: { charset: string; chunks: Buffer[] }[] = [];
  for (const word of words) {
    const bytes = wordBytes(word);
    const last = groups.at(-1);
    if (last && last.charset.toLowerCase() === word.charset.toLowerCase()) last.chunks.push(bytes);
    else groups.push({ charset: word.charset, chunks: [bytes] });
  }
  return groups
    .map(({ charset, chunks }) => {
      const whole = decodeBytes(Buffer.concat(chunks), charset);
      const joint = whole.text;
      // Bytes that are no text in any charset: what was sent says more than a line of debris.
      if (!whole.asLabelled && /[\u0000-\u0008\u000e-\u001f]/u.test(joint))
        return words.map((word) => word.payload).join("");
      if (chunks.length === 1 || !joint.includes("\ufffd")) return joint;
      const apart = chunks.map((chunk) => decodeBytes(chunk, charset).text).join("");
      return count(apart) < count(joint) ? apart : joint;
    })
    .join("");
}

function count(text: string): number {
  return text.split("\ufffd").length;
}

function wordBytes(word: Word): Buffer {
  if (word.encoding === "b") return Buffer.from(word.payload.replace(/[^A-Za-z0-9+/]/gu, ""), "base64");
  const text = word.payload
    .replaceAll("_", " ")
    .replace(/=([0-9a-f]{2})/giu, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  // Raw letters inside a Q word are against the rules and usually the same charset as the header: UTF-8 by now.
  return /[\u0100-\uffff]/u.test(text) ? Buffer.from(text, "utf8") : Buffer.from(text, "latin1");
}
