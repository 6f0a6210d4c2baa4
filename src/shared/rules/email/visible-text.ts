/**
 * What the sender wrote this time: without the older messages carried along and without a signature.
 *
 * Own code rather than the email-reply-parser package, for three reasons, each with a test: it must run in the window as well (the package reaches for Node's
 * module loader), it must be linear on hostile text (the package's patterns backtrack), and an answer written between quoted lines must keep what it answers.
 */
import { findHistoryStart, HISTORY_MARK } from "./history-start.ts";
import { isQuotedLine } from "./line-signs.ts";
import { withoutSignature } from "./signature.ts";

export interface VisibleTextOptions {
  /** A forward's content is what its sender wants read: nothing of it is cut. */
  forwarded?: boolean;
  /** Quotation marks stand where a program marked history, so quotation on top needs no "… wrote:" to be that. */
  quotesAreHistory?: boolean;
}

/** A phone's advertisement under a signature under a quotation; more of them in turn are a bomb. */
const MAX_ENDS = 5;
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
  return tidy(newLines(analysed, options.quotesAreHistory === true));
}

/** @param from what stands above is known to be the sender's */
function newLines(lines: string[], quotesAreHistory: boolean, from = 0): string[] {
  const history = findHistoryStart(lines, from);
  if (!history) {
    const below = quotesAreHistory ? answersBelow(lines, false) : [];
    return below.length > 0 ? below : ownLines(lines);
  }
  if (history.kind === "forward") return lines;
  const inFront = (lines[history.line] ?? "").slice(0, history.column);
  const above = [...lines.slice(0, history.line), ...(history.column > 0 ? [inFront] : [])];
  // A quotation over the history's own head is one that the sender chose, unless there is nothing else.
  const isChosen = !quotesAreHistory && above.some((line) => line.trim() !== "" && !isQuotedLine(line));
  const before = isChosen ? withoutSignature(above, (line) => line) : ownLines(above);
  const hasTextBefore = before.some((line) => line.trim() !== "");
  const below = lines.slice(history.bodyLine);
  const after = history.kind === "attribution" ? answersBelow(below, hasTextBefore) : [];
  if (hasTextBefore || after.length > 0) return [...before, ...after];
  if (isQuotedLine(below.find((line) => line.trim() !== "") ?? "")) return [];
  // Nothing in front, and no marks that tell whose the rest is: it may be the sender's, down to what is history beyond doubt.
  if (findHistoryStart(lines, history.bodyLine)) return newLines(lines, quotesAreHistory, history.bodyLine);
  return below.some((line) => isQuotedLine(line)) ? ownLines(lines) : lines;
}

/** Without a signature and a quotation at the end, in whichever order they stand. */
function ownLines(lines: readonly string[]): string[] {
  let kept = [...lines];
  for (let ends = 0; ends < MAX_ENDS; ends += 1) {
    const shorter = withoutSignature(withoutTrailingQuote(kept), (line) => line);
    if (shorter.length === kept.length) return shorter;
    kept = shorter;
  }
  return kept;
}

/**
 * What stands under an attribution line. Quotation marks tell history and answer apart: an answer under one quoted block stands alone (the
 * sender writes below what he quotes), answers between quoted lines or after own text keep the quotes, or nobody could tell what they answer.
 */
function answersBelow(below: readonly string[], hasTextBefore: boolean): string[] {
  const firstFilled = below.findIndex((line) => line.trim() !== "");
  if (firstFilled < 0 || !isQuotedLine(below[firstFilled] ?? "")) return [];
  const marked = markWrappedQuotes(below.map((line) => ({ line, quoted: isQuotedLine(line) })));
  const kept = withoutSignature(marked, (entry) => (entry.quoted ? "> " : entry.line));
  const isAnswer = (entry: MarkedLine): boolean => !entry.quoted && entry.line.trim() !== "";
  const firstAnswer = kept.findIndex(isAnswer);
  if (firstAnswer < 0) return [];
  const end = kept.findLastIndex(isAnswer) + 1;
  const quotedAgain = kept.slice(firstAnswer).some((entry) => entry.quoted);
  const start = quotedAgain || hasTextBefore ? 0 : firstAnswer;
  return kept.slice(start, end).map((entry) => entry.line);
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

function withoutTrailingQuote(lines: readonly string[]): string[] {
  let end = lines.length;
  while (end > 0 && ((lines[end - 1] ?? "").trim() === "" || isQuotedLine(lines[end - 1] ?? ""))) end -= 1;
  return lines.slice(0, end);
}

function tidy(source: readonly string[]): string {
  const lines = source.filter((line) => line.trim() !== HISTORY_MARK);
  let start = 0;
  let end = lines.length;
  while (start < end && (lines[start] ?? "").trim() === "") start += 1;
  while (end > start && (lines[end - 1] ?? "").trim() === "") end -= 1;
  return lines
    .slice(start, end)
    .map((line) => line.trimEnd())
    .join("\n");
}
