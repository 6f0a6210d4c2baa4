/**
 * How well what was typed fits: lower is better, null where it doesn't. The letters have to come in their order; those that begin a word, and those that stand together, count for it. Pure.
 */
export function fuzzyRank(typed: string, text: string): number | null {
  const [wanted, within] = [plain(typed), plain(text)];
  if (wanted === "") return 0;
  const at = within.indexOf(wanted);
  if (at === 0) return 0;
  if (at > 0) return WORD_START.test(within[at - 1] ?? "") ? 1 : 2;
  let [from, gaps] = [0, 0];
  for (const letter of wanted) {
    const found = within.indexOf(letter, from);
    if (found < 0) return null;
    if (found > from && !WORD_START.test(within[found - 1] ?? "")) gaps += found - from;
    from = found + 1;
  }
  return gaps > MAX_GAPS ? null : 3 + gaps;
}

const WORD_START = /[^\p{L}\p{N}]/u;
/** Letters passed over within words: with more, anything is found by anything. */
const MAX_GAPS = 12;

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}
