/** Which commands, or places, a text finds. Pure. */
export type Findable = {
  readonly label?: string | undefined;
  readonly keywords?: string | readonly string[] | undefined;
};

/** Every word that was typed begins a word of the command, in any order, with or without accents: "ass ada" finds "Assign to Ada". In longer words one letter may be wrong, missing, too many or in the other's place. */
export function isFoundBy(query: string, { label = "", keywords = [] }: Findable): boolean {
  const words = wordsOf([label, ...(typeof keywords === "string" ? [keywords] : keywords)].join(" "));
  return wordsOf(query).every((typed) => words.some((word) => word.startsWith(typed) || beginsNearly(word, typed)));
}

/** Lower is better: the label begins with what was typed; it holds all of it; the words were found somewhere. */
export function rankOf(query: string, { label = "" }: Findable): number {
  const [typed, shown] = [plain(query).trim(), plain(label)];
  if (shown.startsWith(typed)) return 0;
  return shown.includes(typed) ? 1 : 2;
}

/** Shorter words are too like each other. */
const SHORTEST_FORGIVEN = 5;

/** Whether the word begins with what was typed but for one letter. */
function beginsNearly(word: string, typed: string): boolean {
  if (typed.length < SHORTEST_FORGIVEN || word[0] !== typed[0]) return false;
  let at = 1;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  const [rest, left] = [typed.slice(at), word.slice(at)];
  const isSwapped = rest[0] === left[1] && rest[1] === left[0] && left.slice(2).startsWith(rest.slice(2));
  return (
    isSwapped ||
    left.slice(1).startsWith(rest.slice(1)) ||
    left.slice(1).startsWith(rest) ||
    left.startsWith(rest.slice(1))
  );
}

function wordsOf(text: string): string[] {
  return plain(text)
    .split(/[^\p{L}\p{N}@.]+/u)
    .filter(Boolean);
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
}
