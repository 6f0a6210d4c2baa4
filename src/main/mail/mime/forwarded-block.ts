/**
 * The head of a passed-on message where email-forward-parser knows no form: quoted, in a language that it lacks, with all its fields in one line, or under an attribution.
 */
import type { ForwardedOriginal, MailAddress } from "#shared/model/mail.ts";
import { HISTORY_LABEL_WORDS, readHistoryLabel, type HistoryLabel } from "#shared/rules/email/history-labels.ts";
import { findHistoryStart } from "#shared/rules/email/history-start.ts";
import { isQuotedLine } from "#shared/rules/email/line-signs.ts";

import { parseAddresses } from "./addresses.ts";

const MAX_LINES = 2_000;
const MAX_HEAD_LINES = 25;
const MAX_LINE_CHARS = 1_500;
const MARKS_PATTERN = /^\s{0,3}(?:>\s?){1,20}/u;
/** Three of a message's fields, one after another. */
const ONE_LINE_FIELD_PATTERN = new RegExp(
  `(?<![\\p{L}\\p{M}])(${HISTORY_LABEL_WORDS.map((word) => word.replaceAll(/[()]/gu, String.raw`\$&`)).join("|")})[*_]{0,2}\\s?[:：][*_]{0,2}(?!//)`,
  "giu",
);

type Fields = Map<HistoryLabel, string>;

/** null where no head is found. */
export function forwardedBlockOf(text: string): ForwardedOriginal | null {
  const lines = text.split("\n", MAX_LINES);
  return readBlock(lines) ?? readBlock(lines.map((line) => line.replace(MARKS_PATTERN, "")));
}

/** A head whose fields all stand in one line: who reads line by line takes the rest of it for the first one's value. */
export function oneLineBlockOf(text: string): ForwardedOriginal | null {
  const lines = text.split("\n", MAX_LINES).map((line) => line.replace(MARKS_PATTERN, ""));
  for (const [index, line] of lines.entries()) {
    const fields = fieldsInLine(line);
    if (fields) return original(fields, lines.slice(index + 1));
  }
  return null;
}

function fieldsInLine(line: string): Fields | null {
  if (line.length > MAX_LINE_CHARS || !line.includes("@")) return null;
  const marks = [...line.matchAll(ONE_LINE_FIELD_PATTERN)];
  const fields: Fields = new Map();
  for (const [index, mark] of marks.entries()) {
    const value = line.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? line.length);
    const label = readHistoryLabel(`${mark[1] ?? ""}: x`)?.label;
    if (label !== undefined && !fields.has(label)) fields.set(label, value.replace(/[\s;,|*_-]+$/u, "").trim());
  }
  const isHead = fields.has("from") && fields.has("subject") && fields.size >= 3;
  return isHead && (fields.get("from") ?? "").includes("@") ? fields : null;
}

function readBlock(lines: readonly string[]): ForwardedOriginal | null {
  const start = findHistoryStart(lines);
  if (!start) return null;
  if (start.kind === "attribution") return underAttribution(lines, start);
  let isBare = start.kind === "forward" || start.kind === "original-message";
  const fields: Fields = new Map();
  let last: HistoryLabel | null = null;
  let index = start.line;
  for (; index < lines.length && index < start.line + MAX_HEAD_LINES; index += 1) {
    const line = (lines[index] ?? "").slice(0, MAX_LINE_CHARS);
    if (line.trim() === "") {
      if (fields.size > 0) break;
      continue;
    }
    const withColon = readHistoryLabel(line);
    const labelled = withColon ?? (isBare ? readBareLabel(line) : null);
    if (labelled) {
      isBare &&= withColon === null;
      if (!fields.has(labelled.label)) fields.set(labelled.label, labelled.value);
      last = labelled.label;
    } else if (last !== null && index < start.bodyLine) fields.set(last, `${fields.get(last) ?? ""} ${line.trim()}`);
    else if (fields.size > 0) break;
  }
  if (fields.has("from")) return original(fields, lines.slice(index));
  const below = isBare && fields.size === 0 ? findHistoryStart(lines, start.bodyLine) : null;
  return below?.kind === "attribution" ? underAttribution(lines, below) : null;
}

/** eM Client writes no colons: `From "Ada Byron" <ada@b.example>`. */
function readBareLabel(line: string): { label: HistoryLabel; value: string } | null {
  const [, word = "", value = ""] = /^\s{0,3}([\p{L}\p{M}]{1,15})\s+(\S.*)$/u.exec(line) ?? [];
  const known = readHistoryLabel(`${word}: ${value}`);
  return known?.label === "from" && !value.includes("@") ? null : known;
}

/** What is left of a head above a body: fields that were not taken for such, and the drawn line that some put under it. */
export function withoutHead(body: string): string {
  const lines = body.split("\n");
  let index = 0;
  const known = new Set<HistoryLabel>();
  for (; index < Math.min(lines.length, MAX_HEAD_LINES); index += 1) {
    const line = (lines[index] ?? "").slice(0, MAX_LINE_CHARS);
    if (line.trim() === "" || /^\s*={3,}[^=]{0,60}={3,}\s*$/u.test(line)) continue;
    const labelled = readHistoryLabel(line);
    if (!labelled) break;
    // The sender was read: another one is the head of what that person passed on.
    if (labelled.label === "from") return body;
    known.add(labelled.label);
  }
  const isHead = known.has("to") || known.has("sent");
  if (known.size > 0 && !(isHead && known.size > 1)) return body;
  return index === 0 ? body : lines.slice(index).join("\n");
}

/** "On … Ada <ada@x> wrote:" over quoted text: a forward of a program that writes it as it writes answers. */
function underAttribution(
  lines: readonly string[],
  { line, column, bodyLine }: { line: number; column: number; bodyLine: number },
): ForwardedOriginal | null {
  const head = [(lines[line] ?? "").slice(column), ...lines.slice(line + 1, bodyLine)].join(" ");
  const address = /[^\s@<>[\]()"',;:]{1,64}@[^\s@<>[\]()"',;:]{1,255}/u.exec(head)?.[0];
  if (address === undefined) return null;
  const before = /([^,<>\d:]{2,80}?)\s*[<([]{1,2}\s*$/u.exec(head.slice(0, head.indexOf(address)))?.[1] ?? "";
  const name = before.replaceAll('"', "").trim();
  const body = lines.slice(bodyLine);
  const isQuoted = body.find((text) => text.trim() !== "");
  const unquoted =
    isQuoted !== undefined && isQuotedLine(isQuoted) ? body.map((text) => text.replace(MARKS_PATTERN, "")) : body;
  return { from: { name, address }, subject: "", dateText: "", body: trimmed(unquoted) };
}

function original(fields: Fields, body: readonly string[]): ForwardedOriginal {
  return {
    from: senderOf(fields.get("from") ?? ""),
    subject: (fields.get("subject") ?? "").trim(),
    dateText: (fields.get("sent") ?? "").trim(),
    body: trimmed(body),
  };
}

/** `Ada [mailto:ada@x]`, `Ada <ada@x<mailto:ada@x>>`, `"Ada" <ada@x>` */
function senderOf(value: string): MailAddress {
  const plain = value.replace(/<mailto:[^<>]{0,320}>/giu, "").replace(/\[(?:mailto:)?([^\]\s]{1,320})\]/giu, "<$1>");
  return parseAddresses([plain], 1)[0] ?? { name: "", address: "" };
}

function trimmed(lines: readonly string[]): string {
  return lines.join("\n").replace(/^\s*\n|\s+$/gu, "");
}
