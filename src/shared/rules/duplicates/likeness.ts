import { tagKey } from "../unique-tags.ts";

/** Alike enough to be the same matter: half of the words that either has. */
export const DUPLICATE_LIKENESS = 0.5;
/** Whoever asks twice does so within days. */
export const DUPLICATE_WITHIN_MS = 14 * 24 * 60 * 60 * 1000;

/** Letters that say nothing by themselves are no words: a subject's `Re:`, its numbers of one digit. */
const MIN_WORD_CHARACTERS = 3;

function wordsOf(subject: string): Set<string> {
  const words = tagKey(subject).match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => word.length >= MIN_WORD_CHARACTERS || /[^\p{Script=Latin}\p{N}]/u.test(word)));
}

/** How much two subjects say the same, from 0 to 1: words that both have, of those that either has. */
export function likeness(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.size === 0 || b.size === 0) return 0;
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common);
}
