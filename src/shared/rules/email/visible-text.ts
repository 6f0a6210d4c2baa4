/**
 * What the sender wrote this time: without the older messages carried along and without a signature.
 *
 * Own code rather than the email-reply-parser package, for three reasons, each with a test: it must run in the window as well (the package reaches for Node's
 * module loader), it must be linear on hostile text (the package's patterns backtrack), and an answer written between quoted lines must keep what it answers.
 */
import { findHistoryStart, isQuotedLine, type HistoryStart } from "./history-start.ts";
import { findSignatureStart } from "./signature.ts";

export interface VisibleTextOptions {
  /** A forward's content is what its sender wants read: nothing of it is cut. */
  forwarded?: boolean;
}

/** Mail with more lines than this is a log or a bomb; beyond it nothing is analysed, only kept. */
const MAX_ANALYSED_LINES = 50_000;

/** Returns the new part of a plain-text body; '' when the body holds nothing but history. */
export function visibleText(text: string, options: VisibleTextOptions = {}): string {
  const lines = text
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n")
    .replace(/^\uFEFF/u, "")
    .split("\n");
  if (options.forwarded === true) return tidy(lines);
  const analysed = lines.length > MAX_ANALYSED_LINES ? lines.slice(0, MAX_ANALYSED_LINES) : lines;
  return tidy(newLines(analysed));
}

function newLines(lines: string[]): string[] {
  const history = findHistoryStart(lines);
  if (!history) return withoutSignature(withoutTrailingQuote(lines));
  if (history.kind === "forward") return lines;
  const before = withoutSignature(lines.slice(0, history.line));
  const hasTextBefore = before.some((line) => line.trim() !== "");
  if (history.kind === "header-block" && !hasTextBefore) return lines;
  const after = history.kind === "attribution" ? answersBelow(lines, history, hasTextBefore) : [];
  return after.length === 0 ? withoutTrailingQuote(before) : [...before, ...after];
}

/**
 * What stands under an attribution line. Quotation marks tell history and answer apart: an answer under one quoted block stands alone (the
 * sender writes below what he quotes), answers between quoted lines or after own text keep the quotes, or nobody could tell what they answer.
 */
function answersBelow(lines: readonly string[], history: HistoryStart, hasTextBefore: boolean): string[] {
  const below = lines.slice(history.bodyLine);
  const firstFilled = below.findIndex((line) => line.trim() !== "");
  if (firstFilled < 0 || !isQuotedLine(below[firstFilled] ?? "")) return [];
  const unwrapped = markWrappedQuotes(below.map((line) => ({ line, quoted: isQuotedLine(line) })));
  const lastQuoted = unwrapped.findLastIndex((entry) => entry.quoted);
  const signature = findSignatureStart(unwrapped.map((entry) => (entry.quoted ? "> " : entry.line)));
  const kept = unwrapped.slice(0, signature);
  const answers = kept.filter((entry) => !entry.quoted && entry.line.trim() !== "");
  if (answers.length === 0) return [];
  const firstAnswer = kept.findIndex((entry) => !entry.quoted && entry.line.trim() !== "");
  const quotedAgain = kept.slice(firstAnswer).some((entry) => entry.quoted);
  if (!quotedAgain && !hasTextBefore) return kept.slice(firstAnswer).map((entry) => entry.line);
  const end =
    lastQuoted > kept.findLastIndex((entry) => !entry.quoted && entry.line.trim() !== "")
      ? kept.findLastIndex((entry) => !entry.quoted && entry.line.trim() !== "") + 1
      : kept.length;
  return kept.slice(0, end).map((entry) => entry.line);
}

interface MarkedLine {
  line: string;
  quoted: boolean;
}

/** A long quoted line that a program broke leaves its tail without a mark: short, right under a quoted line, with quotation going on below. */
function markWrappedQuotes(entries: MarkedLine[]): MarkedLine[] {
  return entries.map((entry, index) => {
    const previous = entries[index - 1];
    const next = entries[index + 1];
    const wrapped =
      !entry.quoted &&
      entry.line.trim() !== "" &&
      previous?.quoted === true &&
      previous.line.length > 60 &&
      next?.quoted === true;
    return wrapped ? { ...entry, quoted: true } : entry;
  });
}

function withoutTrailingQuote(lines: string[]): string[] {
  let end = lines.length;
  while (end > 0 && ((lines[end - 1] ?? "").trim() === "" || isQuotedLine(lines[end - 1] ?? ""))) end -= 1;
  return lines.slice(0, end);
}

function withoutSignature(lines: string[]): string[] {
  return lines.slice(0, findSignatureStart(lines));
}

function tidy(lines: readonly string[]): string {
  let start = 0;
  let end = lines.length;
  while (start < end && (lines[start] ?? "").trim() === "") start += 1;
  while (end > start && (lines[end - 1] ?? "").trim() === "") end -= 1;
  return lines
    .slice(start, end)
    .map((line) => line.trimEnd())
    .join("\n");
}
