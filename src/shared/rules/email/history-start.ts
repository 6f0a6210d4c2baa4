/**
 * Where the older message begins that an answer carries along. All checks look at one line or a window of a few short ones: linear in the text.
 */
import { attributionEndingAt } from "./attribution.ts";
import { readHistoryLabel, type HistoryLabel } from "./history-labels.ts";
import { isForwardLine } from "./history-words/forward-line.ts";
import { isOriginalMessageLine } from "./history-words/original-message.ts";
import { ADDRESS_PATTERN, isDateLike, isQuotedLine } from "./line-signs.ts";
import { endOfUnknownBlock } from "./unknown-block.ts";

export type HistoryKind = "attribution" | "original-message" | "header-block" | "forward";

export interface HistoryStart {
  kind: HistoryKind;
  /** First line that belongs to the history's head. */
  line: number;
  /** Where the head begins in that line; in front of it stand the sender's words. */
  column: number;
  /** First line after the head. */
  bodyLine: number;
}

/** Drawn, with words in a language that nobody here knows or without. */
const SEPARATOR_LINE_PATTERN =
  /^\s*(?:[_*=\-—─]{5,}|[_*=\-—─]{3,20}\s?[\p{L}\p{M}][\p{L}\p{M}\s.'’-]{2,50}[_*=\-—─]{3,20})\s*$/u;
const FIELD_PATTERN = /^[\p{L}\p{M}][\p{L}\p{M} -]{1,24}:\s\S/u;
const FENCE = "```";
/** Stands for the place where a program's own mark says that history begins, in text that was made from HTML. */
export const HISTORY_MARK = "\ue00f";

/** The block of "From: / Sent: / To: / Subject:" lines; null when the lines are ordinary prose with colons. */
function headerBlockAt(lines: readonly string[], start: number): HistoryStart | null {
  const first = readHistoryLabel(lines[start] ?? "");
  if (!first) return unknownBlockAt(lines, start);
  if (first.label !== "from" && first.label !== "sent") return null;
  const block: [HistoryLabel, string][] = [[first.label, first.value]];
  let index = start + 1;
  let unlabelled = 0;
  for (; index < lines.length && index < start + 20; index += 1) {
    const line = lines[index] ?? "";
    if (line.trim() === "") break;
    const labelled = readHistoryLabel(line);
    if (labelled) {
      block.push([labelled.label, labelled.value]);
      unlabelled = 0;
    } else {
      // A long recipient list runs on in lines of its own; two of them and it is prose again.
      unlabelled += 1;
      const isList = ADDRESS_PATTERN.test(line) || /[;,>]\s*$/u.test(line);
      if (unlabelled > 2 || !(isList || new Set(block.map(([label]) => label)).size < 3)) break;
      // A long subject runs on too.
      const last = block.at(-1);
      if (last) last[1] += ` ${line.trim()}`;
    }
  }
  // Under a line of another form's field it is that form's, unless it has a message's addresses.
  if (FIELD_PATTERN.test(lines[start - 1] ?? "") && !block.some(([, value]) => ADDRESS_PATTERN.test(value)))
    return null;
  return isEvident(block, hasSeparatorAbove(lines, start))
    ? { kind: "header-block", line: start, column: 0, bodyLine: index }
    : null;
}

function unknownBlockAt(lines: readonly string[], start: number): HistoryStart | null {
  const end = endOfUnknownBlock(lines, start, hasSeparatorAbove(lines, start));
  return end === null ? null : { kind: "header-block", line: start, column: 0, bodyLine: end };
}

/** "From: Berlin / To: Rome / Date: 5 Nov" is a journey: a message's head has an address, or tells both its subject and its moment. */
function isEvident(block: readonly [HistoryLabel, string][], isSetApart: boolean): boolean {
  const values = new Map(block);
  const kinds = values.size - (values.has("other") ? 1 : 0);
  const isAddressed = block.some(([label, value]) => label !== "subject" && ADDRESS_PATTERN.test(value));
  const isDated = block.some(([label, value]) => label === "sent" && (isDateLike(value) || /\d/u.test(value)));
  if (kinds >= 3) return isAddressed || isSetApart || (values.has("subject") && values.has("sent"));
  return kinds === 2 && isAddressed && isDated;
}

/** Finds the first head of older mail at or after `from`; null when the rest is all new. */
export function findHistoryStart(lines: readonly string[], from = 0): HistoryStart | null {
  const lastFence = lines.findLastIndex((line) => line.startsWith(FENCE));
  let isFenced = false;
  for (let index = from; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    // What somebody pastes between fences is what they show; a fence that never closes is none.
    if (line.startsWith(FENCE)) isFenced = !isFenced && index < lastFence;
    if (line.trim() === "" || isQuotedLine(line) || isFenced) continue;
    if (isForwardLine(line)) return { kind: "forward", line: index, column: 0, bodyLine: index + 1 };
    if (isOriginalMessageLine(line) || line.trim() === HISTORY_MARK)
      return withSeparatorAbove(lines, { kind: "original-message", line: index, column: 0, bodyLine: index + 1 });
    const block = headerBlockAt(lines, index);
    if (block) return withSeparatorAbove(lines, block);
    const attribution = attributionEndingAt(lines, index, from);
    if (attribution) return withSeparatorAbove(lines, { kind: "attribution", ...attribution });
  }
  return null;
}

/** Outlook draws a line of underscores over the block: it goes with the block. */
function withSeparatorAbove(lines: readonly string[], found: HistoryStart): HistoryStart {
  const line = found.column === 0 ? separatorAbove(lines, found.line) : null;
  return line === null ? found : { ...found, line };
}

function hasSeparatorAbove(lines: readonly string[], line: number): boolean {
  return separatorAbove(lines, line) !== null;
}

function separatorAbove(lines: readonly string[], line: number): number | null {
  let above = line - 1;
  while (above >= 0 && (lines[above] ?? "").trim() === "") above -= 1;
  return above >= 0 && SEPARATOR_LINE_PATTERN.test(lines[above] ?? "") ? above : null;
}
