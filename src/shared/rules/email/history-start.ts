/**
 * Where the older message begins that an answer carries along. All checks look at one line or a window of a few short ones: linear in the text.
 */
import { readHistoryLabel, type HistoryLabel } from "./history-labels.ts";
import { hasWroteVerb, isForwardLine, isOriginalMessageLine } from "./history-phrases.ts";

export type HistoryKind = "attribution" | "original-message" | "header-block" | "forward";

export interface HistoryStart {
  kind: HistoryKind;
  /** First line that belongs to the history's head. */
  line: number;
  /** First line after the head. */
  bodyLine: number;
}

/** "On … wrote:" is wrapped over up to this many lines by programs that break at 76 columns. */
const MAX_ATTRIBUTION_LINES = 4;
const MAX_ATTRIBUTION_CHARS = 400;
const SEPARATOR_LINE_PATTERN = /^\s*[_*=\-—─]{5,}\s*$/u;
const QUOTED_LINE_PATTERN = /^\s{0,3}(?:[A-Z]{0,3}>|\|\s)/u;
const ADDRESS_PATTERN = /[^\s@<>[\]()]@[^\s@<>[\]()]/u;
const BRACKETED_ADDRESS_END_PATTERN = /[^\s@<]@[^\s@]{1,255}[>\])]{1,3}"?\s?[:：]$/u;
const BARE_ATTRIBUTION_PATTERN = /^\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\s.{1,150}<[^\s<>]{1,200}@[^\s<>]{1,200}>\s*$/u;
/** Horde and its relatives: "Quoting Ada <ada@example.com>:". */
const QUOTING_PATTERN =
  /^(?:quoting|citando|zitat von|citaat van|citat från|en réponse à|mensagem citada por|cytowanie|quote by)\s.{1,250}[:：]$/iu;
const WROTE_ON_PATTERN =
  /(?:wrote on|schrieb am|skrev den|ha scritto il|a écrit le|escribió el|escreveu em|schreef op)\s.{4,60}[:：]$/iu;
const CLOCK_PATTERN = /(?<!\d)\d{1,2}\s?[:.h時时]\s?\d{2}(?!\d)/u;
const YEAR_PATTERN = /(?<!\d)(?:19|20)\d{2}(?!\d)/u;
const DAY_PATTERN = /(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)/u;
const ENDS_ATTRIBUTION_PATTERN = /(?:[:：]|-{2,}|\bwrote)$/iu;
const OPENER_PATTERN =
  /^(?:on|le|am|el|il|em|op|w dniu|dnia|dne|dňa|den|d\.|pe|ma|ti|ke|to|la|su|în data|pe data|vào|a las|it|at|in data|στις|на|в|por|om|den|pada|kl|date|dana|dňa|on\W|mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom|mo|di|mi|do|fr|sa|so|man|tir|ons|tor|fre|lør|søn|lör|sön|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|στις)(?![\p{L}])|^(?:\d|在|於|于)/iu;

export function isQuotedLine(line: string): boolean {
  // ">:" alone is the torn end of "… <john@example.com\n>:".
  return QUOTED_LINE_PATTERN.test(line) && !/^\s*>\s?[:：]\s*$/u.test(line);
}

function isDateLike(text: string): boolean {
  return CLOCK_PATTERN.test(text) || YEAR_PATTERN.test(text) || DAY_PATTERN.test(text);
}

type AttributionStrength = "none" | "weak" | "strong";

/** Judges joined lines: is this "On DATE, NAME <ADDRESS> wrote:" or one of its relatives, and does it begin like one? */
function attributionStrength(joined: string, quoteFollows: boolean): AttributionStrength {
  const text = joined
    .replace(/^[\s\-–—*_>]+/u, "")
    .replace(/[\s*_]+$/u, "")
    .replace(/\s?-{2,}$/u, " --");
  if (!ENDS_ATTRIBUTION_PATTERN.test(text)) return "none";
  // Android: "---- John Smith wrote ----".
  if (/^\s*-{2,}.{1,200}-{2,}\s*$/u.test(joined) && hasWroteVerb(text)) return "strong";
  const dated = isDateLike(text);
  const opened = OPENER_PATTERN.test(text);
  const addressed = ADDRESS_PATTERN.test(text);
  if (addressed && QUOTING_PATTERN.test(text)) return "strong";
  if (dated && text.length < 120 && WROTE_ON_PATTERN.test(text)) return "weak";
  if (!hasWroteVerb(text))
    return BRACKETED_ADDRESS_END_PATTERN.test(text) && dated ? (opened ? "strong" : "weak") : "none";
  if (dated && opened) return "strong";
  if (dated && (addressed || quoteFollows)) return "weak";
  // "John Doe <john@x> wrote:" and, with the quotation right under it, even "John wrote:".
  return /[:：]$/u.test(text) && (addressed || (quoteFollows && text.length < 120)) ? "weak" : "none";
}

/**
 * Looks upwards from a line that could end an attribution. The shortest window that also begins like one wins; without such a
 * window the shortest that matches at all, so that no line of the new text is swallowed.
 */
function attributionEndingAt(lines: readonly string[], end: number, floor: number): HistoryStart | null {
  const last = lines[end] ?? "";
  if (last.length > MAX_ATTRIBUTION_CHARS) return null;
  const next = nextFilledLine(lines, end + 1);
  const quoteFollows = next !== null && isQuotedLine(lines[next] ?? "");
  // Old Gmail: "2013/10/2 John Doe <john@example.com>" right over the quotation, with neither verb nor colon.
  if (quoteFollows && BARE_ATTRIBUTION_PATTERN.test(last)) return { kind: "attribution", line: end, bodyLine: end + 1 };
  if (!/[:：\-*_]\s*$|wrote\s*$/iu.test(last)) return null;
  let weak: HistoryStart | null = null;
  let joined = "";
  for (let start = end; start >= floor && start > end - MAX_ATTRIBUTION_LINES; start -= 1) {
    const line = lines[start] ?? "";
    // One blank line over the last is tolerated: some German and Dutch programs leave one before "schrieb".
    if (line.trim() === "" && start !== end - 1) break;
    if (isQuotedLine(line)) break;
    joined = `${line.trim()} ${joined}`;
    if (joined.length > MAX_ATTRIBUTION_CHARS) break;
    if (line.trim() === "") continue;
    const strength = attributionStrength(joined, quoteFollows);
    if (strength === "strong") return { kind: "attribution", line: start, bodyLine: end + 1 };
    if (strength === "weak") weak ??= { kind: "attribution", line: start, bodyLine: end + 1 };
  }
  return weak;
}

function nextFilledLine(lines: readonly string[], from: number): number | null {
  for (let index = from; index < Math.min(lines.length, from + 3); index += 1)
    if ((lines[index] ?? "").trim() !== "") return index;
  return null;
}

/** The block of "From: / Sent: / To: / Subject:" lines; null when the lines are ordinary prose with colons. */
function headerBlockAt(lines: readonly string[], start: number): HistoryStart | null {
  const first = readHistoryLabel(lines[start] ?? "");
  if (!first || (first.label !== "from" && first.label !== "sent")) return null;
  const seen = new Set<HistoryLabel>([first.label]);
  let index = start + 1;
  let unlabelled = 0;
  for (; index < lines.length && index < start + 20; index += 1) {
    const line = lines[index] ?? "";
    if (line.trim() === "") break;
    const labelled = readHistoryLabel(line);
    if (labelled) {
      seen.add(labelled.label);
      unlabelled = 0;
    } else {
      // A long recipient list runs on in lines of its own; two of them and it is prose again.
      unlabelled += 1;
      if (unlabelled > 2 || !(ADDRESS_PATTERN.test(line) || /[;,>]\s*$/u.test(line) || seen.size < 3)) break;
    }
  }
  const kinds = seen.size - (seen.has("other") ? 1 : 0);
  const evident =
    kinds >= 3 ||
    (kinds === 2 &&
      (ADDRESS_PATTERN.test(lines[start] ?? "") || ADDRESS_PATTERN.test(lines[start + 1] ?? "")) &&
      (isDateLike(lines[start] ?? "") || isDateLike(lines[start + 1] ?? "")));
  return evident ? { kind: "header-block", line: start, bodyLine: index } : null;
}

/** Finds the first head of older mail at or after `from`; null when the rest is all new. */
export function findHistoryStart(lines: readonly string[], from = 0): HistoryStart | null {
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line.trim() === "" || isQuotedLine(line)) continue;
    if (isForwardLine(line)) return { kind: "forward", line: index, bodyLine: index + 1 };
    if (isOriginalMessageLine(line)) return { kind: "original-message", line: index, bodyLine: index + 1 };
    const found = headerBlockAt(lines, index) ?? attributionEndingAt(lines, index, from);
    if (found) return withSeparatorAbove(lines, found);
  }
  return null;
}

/** Outlook draws a line of underscores over the block: it goes with the block. */
function withSeparatorAbove(lines: readonly string[], found: HistoryStart): HistoryStart {
  let line = found.line;
  let above = line - 1;
  while (above >= 0 && (lines[above] ?? "").trim() === "") above -= 1;
  if (above >= 0 && SEPARATOR_LINE_PATTERN.test(lines[above] ?? "")) line = above;
  return { ...found, line };
}
