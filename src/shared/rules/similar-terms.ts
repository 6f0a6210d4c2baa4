/** Which words of a request tell it from others. Pure. */

/** Words of a request that are counted: what comes behind is a signature or a log. */
export const MAX_COUNTED_WORDS = 40;
/** Words that are looked for: the rarest; with more, one search takes as many passes over the index. */
const MAX_WORDS = 8;

/** So short are articles and pronouns in most languages; numbers of that length are model names. */
const SHORTEST_WORD = 4;
const SHORTEST_NUMBER = 3;

/** Words and numbers of a text that may tell something, each once, in their order: those of the subject first. */
export function wordsThatTell(subject: string, text: string, fold: (text: string) => string): string[] {
  const words = fold(`${subject} ${text}`).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) =>
    /\p{N}/u.test(word) ? word.length >= SHORTEST_NUMBER : word.length >= SHORTEST_WORD,
  );
  return Array.from(new Set(telling)).slice(0, MAX_COUNTED_WORDS);
}

export type WeighedWord = { readonly word: string; readonly weight: number };

/**
 * The rarest of the words, each with the weight that its rarity gives it (inverse document frequency, Spärck Jones 1972). A word that nothing else has finds nothing; one that is everywhere
 * tells nothing.
 * @param texts in how many texts each word stands, in the order of the words
 * @param all how many texts there are, or so many as were counted at most
 */
export function rarest(words: readonly string[], texts: readonly number[], all: number): WeighedWord[] {
  return words
    .flatMap((word, position) => {
      const count = texts[position] ?? 0;
      return count < 2 || count >= all ? [] : [{ word, weight: Math.log(1 + all / count) }];
    })
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MAX_WORDS);
}
