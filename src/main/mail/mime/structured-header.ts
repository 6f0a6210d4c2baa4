/**
 * Content-Type and Content-Disposition: a value and parameters, with comments (RFC 5322 §3.2.2), continuations and charsets (RFC 2231), and the ways in which
 * programs get them wrong: encoded words in quotes, unquoted spaces, doubled parameters (the first counts), missing semicolons.
 */
import { decodeBytes } from "./charset.ts";
import { decodeWords } from "./encoded-words.ts";

export interface StructuredHeader {
  /** Lower case, '' when there is none. */
  value: string;
  params: ReadonlyMap<string, string>;
}

/** More parameters than this are a crafted header; a long file name takes about twenty sections. */
const MAX_PARAMS = 400;

export function parseStructuredHeader(source: string): StructuredHeader {
  const pieces = splitAtSemicolons(source);
  const value = stripComments(pieces[0] ?? "")
    .trim()
    .replace(/^"|"$/gu, "")
    .toLowerCase();
  const raw = new Map<string, string>();
  for (const piece of pieces.slice(1, MAX_PARAMS)) {
    const equals = piece.indexOf("=");
    if (equals < 0) continue;
    const name = stripComments(piece.slice(0, equals)).trim().toLowerCase();
    if (name !== "" && !raw.has(name)) raw.set(name, unquote(piece.slice(equals + 1)));
  }
  return { value: value.split(/[\s,]/u)[0] ?? "", params: joinContinuations(raw) };
}

function splitAtSemicolons(source: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < source.length; index += 1) {
    const char = source[index];
    if (char === "\\" && quoted) index += 1;
    else if (char === '"') quoted = !quoted;
    else if (char === ";" && !quoted) {
      pieces.push(source.slice(start, index));
      start = index + 1;
    }
  }
  const rest = source.slice(start);
  // A quote that never closes would swallow the parameters behind it.
  return quoted && rest.includes(";") ? [...pieces, ...rest.split(";")] : [...pieces, rest];
}

function unquote(source: string): string {
  const text = source.trim();
  // A parenthesis in the middle of an unquoted value is part of a name like "Report (1).pdf", only one at the end is a comment.
  if (!text.startsWith('"'))
    return /\s\([^()]{0,200}\)$/u.test(text) || text.startsWith("(")
      ? stripComments(text).trim()
      : text.replace(/"$/u, "");
  let result = "";
  for (let index = 1; index < text.length; index += 1) {
    const char = text[index] ?? "";
    if (char === '"') break;
    // A backslash before a letter is a Windows path that nobody escaped, not an escape.
    if (char === "\\" && /["\\]/u.test(text[index + 1] ?? "")) {
      index += 1;
      result += text[index] ?? "";
    } else result += char;
  }
  return result;
}

/** Removes `(comments)`, nested ones too; an unclosed parenthesis is text. */
export function stripComments(source: string): string {
  if (!source.includes("(")) return source;
  let depth = 0;
  let result = "";
  let quoted = false;
  for (let index = 0; index < source.length; index += 1) {
    const char = source[index] ?? "";
    if (char === "\\") {
      if (depth === 0) result += char + (source[index + 1] ?? "");
      index += 1;
    } else if (char === '"' && depth === 0) {
      quoted = !quoted;
      result += char;
    } else if (!quoted && char === "(") depth += 1;
    else if (!quoted && char === ")" && depth > 0) depth -= 1;
    else if (depth === 0) result += char;
  }
  return depth > 0 ? source : result;
}

interface Section {
  order: number;
  text: string;
  percentEncoded: boolean;
}

function joinContinuations(raw: ReadonlyMap<string, string>): Map<string, string> {
  const plain = new Map<string, string>();
  const continued = new Map<string, Section[]>();
  for (const [name, text] of raw) {
    const match = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/u.exec(name);
    if (!match) {
      plain.set(name, decodeWords(text));
      continue;
    }
    const base = match[1] ?? "";
    const sections = continued.get(base) ?? [];
    sections.push({ order: Number(match[2] ?? 0), text, percentEncoded: match[2] === undefined || match[3] === "*" });
    continued.set(base, sections);
  }
  // RFC 6266 §4.3: where both forms are given, the extended one is the real name.
  for (const [name, sections] of continued)
    plain.set(name, joinSections(sections.toSorted((left, right) => left.order - right.order)));
  return plain;
}

function joinSections(sections: readonly Section[]): string {
  if (!sections.some((section) => section.percentEncoded))
    return decodeWords(sections.map((section) => section.text).join(""));
  let charset = "";
  const chunks = sections.map((section, index) => {
    let text = section.text;
    if (!section.percentEncoded) return Buffer.from(text, "utf8");
    const match = index === 0 ? /^([^']{0,60})'[^']{0,60}'([\s\S]*)$/u.exec(text) : null;
    if (match) {
      charset = match[1] ?? "";
      text = match[2] ?? "";
    }
    return percentBytes(text);
  });
  return decodeWords(decodeBytes(Buffer.concat(chunks), charset === "" ? "utf-8" : charset).text);
}

function percentBytes(text: string): Buffer {
  return Buffer.concat(
    text
      .split(/(%[0-9a-f]{2})/iu)
      .map((piece) =>
        /^%[0-9a-f]{2}$/iu.test(piece) ? Buffer.from(piece.slice(1), "hex") : Buffer.from(piece, "utf8"),
      ),
  );
}
