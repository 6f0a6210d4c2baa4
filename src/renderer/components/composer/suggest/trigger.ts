/** What is asked for in the middle of writing: a snippet by `/`, an emoji by `:`, a colleague by `@`. Pure. */

export type Trigger = {
  readonly sign: "/" | ":" | "@";
  readonly query: string;
  /** How many characters before the caret go when something is chosen. */
  readonly length: number;
};

/** A word behind the sign, which begins one itself: no address, time or path is taken for one. A colon needs two letters, since people write `: `. */
const PATTERN = /(?:^|[\s(])(?<sign>[/:@])(?<query>[\p{L}\p{N}_+.-]{0,40})$/u;
const SHORTEST_EMOJI_QUERY = 2;

/** @param before the words of the line as far as the caret */
export function triggerIn(before: string): Trigger | null {
  const { sign, query = "" } = PATTERN.exec(before)?.groups ?? {};
  if (sign !== "/" && sign !== ":" && sign !== "@") return null;
  if (sign === ":" && query.length < SHORTEST_EMOJI_QUERY) return null;
  return { sign, query, length: sign.length + query.length };
}
