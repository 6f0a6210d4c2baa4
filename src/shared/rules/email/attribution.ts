/**
 * "On DATE, NAME <ADDRESS> wrote:" and its relatives in other languages: the line, or the few lines, by which a program heads what it quotes.
 */
import { hasSentVerb, hasWroteVerb } from "./history-words/verbs.ts";
import { ADDRESS_PATTERN, isDateLike, isDayTold, isMoment, isQuotedLine } from "./line-signs.ts";

export interface Attribution {
  /** First line of it. */
  line: number;
  /** Where it begins in that line: where a line break was lost, the sender's last words stand in front. */
  column: number;
  /** First line under it. */
  bodyLine: number;
}

/** It is wrapped over up to this many lines by programs that break at 76 columns. */
const MAX_ATTRIBUTION_LINES = 4;
const MAX_ATTRIBUTION_CHARS = 400;
const BRACKETED_ADDRESS_END_PATTERN = /[^\s@<]@[^\s@]{1,255}[>\])]{1,3}"?\s?[:：]$/u;
const BARE_ATTRIBUTION_PATTERN = /^\s*\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\s.{1,150}<[^\s<>]{1,200}@[^\s<>]{1,200}>\s*$/u;
/** Horde and its relatives: "Quoting Ada <ada@example.com>:". */
const QUOTING_PATTERN =
  /^(?:quoting|citando|zitat von|citaat van|citat från|en réponse à|mensagem citada por|cytowanie|quote by)\s.{1,250}[:：]$/iu;
const WROTE_ON_PATTERN =
  /(?:wrote on|schrieb am|skrev den|ha scritto il|a écrit le|escribió el|escreveu em|schreef op)\s.{4,60}[:：]$/iu;
const ENDS_ATTRIBUTION_PATTERN = /(?:[:：]|-{2,}|\bwrote)$/iu;
const ENDS_LINE_PATTERN = /[:：\-*_][\s\u200e\u200f\u202a-\u202e]*$|wrote\s*$/iu;
/** Programs put them around addresses in texts that run from right to left. */
const DIRECTION_MARKS_PATTERN = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const WEEKDAYS =
  "mon|tue|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|вс|нд|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom|mo|di|mi|do|fr|sa|so|man|tir|ons|tor|fre|lør|søn|lör|sön|po|út|st|čt|pá|ne|št|pi|pon|wt|śr|czw|pt|sob|niedz|pzt|sal|çar|per|cum|cmt|paz|seg|ter|qua|qui|sex|ma|wo|vr|za|zo|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье";
const OPENER_PATTERN = new RegExp(
  `^(?:on|le|am|el|il|em|op|w dniu|dnia|dne|dňa|den|d\\.|pe|ma|ti|ke|to|la|su|în data|pe data|vào|a las|it|at|in data|în|στις|на|в|у|în|v|por|om|på|pada|kl|date|dana|on\\W|${WEEKDAYS})(?![\\p{L}])|^(?:\\p{Nd}|在|於|于)`,
  "iu",
);
/** An opener in the middle of a line, right before a date. */
const INNER_OPENER_PATTERN = new RegExp(
  `(?<=\\s)(?:on|am|le|el|em|op|il(?: giorno)?|w dniu|dnia|dne|den|på|a|la|${WEEKDAYS})[.,]?\\s(?=\\(?(?:\\p{L}{2,12}[.,]{0,2}\\s){0,2}\\p{Nd}{1,4}(?:[\\s./,-]|th\\b|st\\b|nd\\b|rd\\b))`,
  "giu",
);
const SENTENCE_BEGIN_PATTERN = /(?<=[.!?…]["”»)]?\s{1,3})\S/gu;
const SENTENCE_END_PATTERN = /[.!?…]["»”)]?\s*$/u;
/** Dots of a date: behind its day, its month or its weekday. */
const DATE_SO_FAR_PATTERN = new RegExp(
  `(?:\\p{Nd}{1,2}[.:]|\\p{Nd}[\\s.]{0,3}(?:\\p{L}{1,3}\\s)?[\\p{L}\\p{M}'’.]{1,10}\\.|(?:^|[.!?…]\\s{1,3})\\p{Ll}{1,7}\\.|(?:^|\\s)(?:\\p{Lo}{1,3}|${WEEKDAYS})\\.),?\\s*$`,
  "iu",
);
/** Hungarian, Turkish, Chinese: "Ada <ada@b.example> ezt írta (…):". */
const NAME_FIRST_PATTERN = /^[^<>]{0,80}<[^\s<>@]{1,64}@[^\s<>@]{1,255}>[^.!?:]{0,40}$/u;
/** The name stands at the end of the line above: "Ada <" over "ada@b.example> escreveu (…):", "Ada" over "<ada@b.example> …". */
const TORN_ADDRESS_PATTERN = /^\s*[^\s<>@]{1,64}@[^\s<>@]{1,255}>/u;
const ADDRESS_FIRST_PATTERN = /^\s*<[^\s<>@]{1,64}@[^\s<>@]{1,255}>/u;
const MAX_NAME_CHARS = 80;
/** A first line that holds no more than an opener: "On Fri,". */
const MAX_LONE_OPENER_CHARS = 24;

type Strength = "none" | "weak" | "dated" | "strong";

/** Judges joined lines: `strong` ones also begin like an attribution, `dated` ones name a moment. */
function strengthOf(joined: string, quoteFollows: boolean): Strength {
  const text = joined
    .replace(DIRECTION_MARKS_PATTERN, "")
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
  if (dated && text.length < 120 && WROTE_ON_PATTERN.test(text)) return "dated";
  if (!hasWroteVerb(text)) {
    if (dated && (BRACKETED_ADDRESS_END_PATTERN.test(text) || (hasSentVerb(text) && (addressed || quoteFollows))))
      return opened ? "strong" : "dated";
    // In a language that nobody here knows: the day and the hour of something quoted.
    return quoteFollows && isMoment(text) && /[:：]$/u.test(text) ? "dated" : "none";
  }
  if (dated && opened) return "strong";
  if (dated && (addressed || quoteFollows)) return "dated";
  // "John Doe <john@x> wrote:" and, with the quotation right under it, even "John wrote:".
  return /[:：]$/u.test(text) && (addressed || (quoteFollows && text.length < 120)) ? "weak" : "none";
}

/**
 * Looks upwards from a line that could end an attribution. The shortest window that also begins like one wins, then the shortest that names a moment; without
 * such a window the shortest that matches at all, so that no line of the new text is swallowed.
 */
export function attributionEndingAt(lines: readonly string[], end: number, floor: number): Attribution | null {
  const last = lines[end] ?? "";
  if (!ENDS_LINE_PATTERN.test(last) && !BARE_ATTRIBUTION_PATTERN.test(last)) return null;
  const next = nextFilledLine(lines, end + 1);
  const quoteFollows = next !== null && isQuotedLine(lines[next] ?? "");
  const bodyLine = end + 1;
  // Old Gmail: "2013/10/2 John Doe <john@example.com>" right over the quotation, with neither verb nor colon.
  if (quoteFollows && BARE_ATTRIBUTION_PATTERN.test(last)) return { line: end, column: 0, bodyLine };
  if (!ENDS_LINE_PATTERN.test(last)) return null;
  if (last.length > MAX_ATTRIBUTION_CHARS)
    return withoutWordsBefore(lines, { line: end, column: 0, bodyLine }, quoteFollows, false);
  const found = windowEndingAt(lines, end, floor, quoteFollows);
  if (!found) return null;
  const isStrong = found.strength === "strong";
  // The moment may have been broken off the name, and the name off its address.
  const start = withBrokenLine(lines, withBrokenLine(lines, found.line, bodyLine, floor), bodyLine, floor);
  const whole = { line: start, column: 0, bodyLine };
  return withoutWordsBefore(lines, whole, quoteFollows, isStrong) ?? whole;
}

function windowEndingAt(
  lines: readonly string[],
  end: number,
  floor: number,
  quoteFollows: boolean,
): { line: number; strength: Strength } | null {
  let best: { line: number; strength: Strength } | null = null;
  let joined = "";
  for (let start = end; start >= floor && start > end - MAX_ATTRIBUTION_LINES; start -= 1) {
    const line = lines[start] ?? "";
    // One blank line over the last is tolerated: some German and Dutch programs leave one before "schrieb".
    if (line.trim() === "" && start !== end - 1) break;
    if (isQuotedLine(line)) break;
    joined = `${line.trim()} ${joined}`;
    if (joined.length > MAX_ATTRIBUTION_CHARS) break;
    if (line.trim() === "") continue;
    // What ends a sentence is the sender's own line, whatever stands under it.
    if (best !== null && SENTENCE_END_PATTERN.test(line)) break;
    const strength = strengthOf(joined, quoteFollows);
    if (strength === "strong") return { line: start, strength };
    if (strength === "none") continue;
    if (best === null || (best.strength === "weak" && strength === "dated" && ADDRESS_PATTERN.test(joined)))
      best = { line: start, strength };
  }
  return best;
}

/** "On Fri," alone over the rest, the day over the hour, or the name over the date: a program broke the line behind it. */
function withBrokenLine(lines: readonly string[], start: number, bodyLine: number, floor: number): number {
  const above = start > floor ? (lines[start - 1] ?? "").trim() : "";
  if (above === "" || isQuotedLine(above)) return start;
  const found = lines.slice(start, bodyLine).join(" ");
  const overIt = start - 1 > floor ? (lines[start - 2] ?? "").trim() : "";
  if (overIt.endsWith("<") && TORN_ADDRESS_PATTERN.test(above) && !ADDRESS_PATTERN.test(found)) return start - 2;
  const isOpener = above.length <= MAX_LONE_OPENER_CHARS && OPENER_PATTERN.test(above) && !/[!?:]$/u.test(above);
  const hasDayAbove = isDateLike(above) && !isDayTold(found) && !/[!?…]$/u.test(above);
  const hasNameAbove = NAME_FIRST_PATTERN.test(above) && !ADDRESS_PATTERN.test(found);
  const isTorn =
    (above.endsWith("<") && TORN_ADDRESS_PATTERN.test(found)) ||
    (ADDRESS_FIRST_PATTERN.test(found) && above.length <= MAX_NAME_CHARS && !/[\p{P}]$/u.test(above));
  return isOpener || hasDayAbove || hasNameAbove || isTorn ? start - 1 : start;
}

/** Splits "That works, thanks! On Fri, 30 Oct 2026, Ada <ada@…> wrote:" before "On"; null where no words stand in front. */
function withoutWordsBefore(
  lines: readonly string[],
  whole: Attribution,
  quoteFollows: boolean,
  isStrong: boolean,
): Attribution | null {
  const first = lines[whole.line] ?? "";
  const from = Math.max(0, first.length - MAX_ATTRIBUTION_CHARS);
  const tail = first.slice(from);
  const below = lines
    .slice(whole.line + 1, whole.bodyLine)
    .map((line) => line.trim())
    .join(" ");
  const begins = (column: number, needed: readonly Strength[]): boolean => {
    const before = tail.slice(0, column);
    if (!/\p{L}{2}/u.test(before) || isDateLike(before) || DATE_SO_FAR_PATTERN.test(before)) return false;
    const rest = `${tail.slice(column).trim()} ${below}`.trim();
    return needed.includes(strengthOf(rest, quoteFollows)) && (quoteFollows || ADDRESS_PATTERN.test(rest));
  };
  const sentences = Array.from(tail.matchAll(SENTENCE_BEGIN_PATTERN), ({ index }) => index);
  // Within what is an attribution from its first word only the end of a sentence tells own words.
  const openers = isStrong ? [] : Array.from(tail.matchAll(INNER_OPENER_PATTERN), ({ index }) => index);
  const column =
    sentences.findLast((at) => begins(at, ["strong", "dated"])) ?? openers.find((at) => begins(at, ["strong"]));
  return column === undefined ? null : { ...whole, column: from + column };
}

function nextFilledLine(lines: readonly string[], from: number): number | null {
  for (let index = from; index < Math.min(lines.length, from + 3); index += 1)
    if ((lines[index] ?? "").trim() !== "") return index;
  return null;
}
