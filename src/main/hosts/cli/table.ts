import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";

/** What every terminal shows in one line. */
export const LINE_WIDTH = 80;
const GAP = "  ";

export type Column = {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Narrowest width to which it may be cut; absent: it is never cut, since whoever reads it wants to copy it. */
  readonly min?: number;
};

/** Rows under titles. Where they are wider than a line, the columns that may be cut give way, the widest first. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => row.map(plainText))];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => widthOf(row[at] ?? ""))));
  const available = LINE_WIDTH - GAP.length * (columns.length - 1);
  for (let over = sum(widths) - available; over > 0; over -= 1) {
    const widest = columns
      .map(({ min }, at) => ({ at, spare: min === undefined ? 0 : (widths[at] ?? 0) - min }))
      .toSorted((a, b) => b.spare - a.spare)[0];
    if (widest === undefined || widest.spare <= 0) break;
    widths[widest.at] = (widths[widest.at] ?? 0) - 1;
  }
  return cells.map((row) =>
    columns
      .map(({ align }, at) => padded(cut(row[at] ?? "", widths[at] ?? 0), widths[at] ?? 0, align))
      .join(GAP)
      .trimEnd(),
  );
}

/** One line of a mail's or a person's words, safe to show: without what would move the cursor or colour the screen. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "")
    .trim();
}

/** Cut to so many columns of a terminal. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let shown = "";
  for (const { segment } of graphemes.segment(text)) {
    if (widthOf(shown + segment) > width - 1) break;
    shown += segment;
  }
  return `${shown}…`;
}

/** Lines broken between words, each after the indent; what goes on stands further in. */
export function wrap(indent: string, text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const next = line === "" ? indent + word : `${line} ${word}`;
    if (line !== "" && widthOf(next) > LINE_WIDTH) {
      lines.push(line);
      line = `${indent}    ${word}`;
    } else line = next;
  }
  return [...lines, line].map((one) => cut(one, LINE_WIDTH));
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Columns of a terminal that a text takes. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

function padded(text: string, width: number, align: Column["align"] = "left"): string {
  const blanks = " ".repeat(Math.max(width - widthOf(text), 0));
  return align === "left" ? text + blanks : blanks + text;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
