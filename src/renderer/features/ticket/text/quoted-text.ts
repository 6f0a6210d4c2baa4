/** A plain-text mail in parts: what its sender wrote, and the history carried along. */

export type QuotedText = {
  readonly visible: string;
  /** What "Show quoted text" adds; '' where there is nothing more. */
  readonly rest: string;
  /** `below`: the rest continues the visible part. `instead`: the sender answered between the lines, so the rest is the whole text. */
  readonly placement: "below" | "instead";
};

/** `visible` is what the core found to be new; '' means that the mail holds nothing but history, which is then shown as it is. */
export function splitQuoted(text: string, visible: string): QuotedText {
  const whole = tidy(text);
  const fresh = tidy(visible);
  if (fresh === "" || fresh === whole) return { visible: whole, rest: "", placement: "below" };
  if (whole.startsWith(fresh))
    return { visible: fresh, rest: whole.slice(fresh.length).replace(/^\n+/u, ""), placement: "below" };
  return { visible: fresh, rest: whole, placement: "instead" };
}

function tidy(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll("\r", "\n")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^\n+|\n+$/gu, "");
}

export type QuoteBlock = {
  /** How many `>` stood in front of each line: 0 for the sender's own words. */
  readonly depth: number;
  readonly text: string;
};

/** Neighbouring lines of the same quotation depth, in their order, without the marks. */
export function quoteBlocks(text: string): QuoteBlock[] {
  const blocks: { depth: number; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const marks = /^(?: ?>)+/u.exec(line)?.[0] ?? "";
    const depth = marks.replaceAll(" ", "").length;
    const words = depth === 0 ? line : line.slice(marks.length).replace(/^ /u, "");
    const last = blocks.at(-1);
    if (last !== undefined && last.depth === depth) last.lines.push(words);
    else blocks.push({ depth, lines: [words] });
  }
  return blocks.map((block) => ({ depth: block.depth, text: block.lines.join("\n") }));
}
