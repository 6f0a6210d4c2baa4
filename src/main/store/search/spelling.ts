import { MAX_MEANT_WORDS, MEANT_CANDIDATES, MEANT_MATCHES, SHORTEST_SPELLED_WORD } from "./limits.ts";
import type { Term } from "./question.ts";
import type { SearchIndex } from "./reads.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A word as it was typed, and the words that were searched for instead, or beside it. */
export type Spelled = { readonly typed: string; readonly meant: readonly string[] };

/** The words that there are, as of now. */
export type VocabularyReads = () => Promise<Pick<Vocabulary, "nearest">>;

export type Question = { readonly terms: readonly Term[]; readonly spelled: readonly Spelled[] };

/**
 * What to search for, until something is found: first what was asked; then, where that finds nothing, what may be meant by it. There each word that is in no text gives way to
 * those that a typing error makes it of; then the others may be such words too.
 */
export async function* questionsOf(
  index: SearchIndex,
  vocabulary: VocabularyReads,
  terms: readonly Term[],
): AsyncGenerator<Question> {
  // Not of an open word: what completes it is gathered anew each time that it is asked for. Of one word the question itself tells.
  const closed: boolean[] = [];
  for (const term of terms) closed.push(terms.length > 1 && !term.isOpen && (await isNowhere(index, term)));
  if (!closed.includes(true)) yield { terms, spelled: [] };
  const isMissing: boolean[] = [];
  for (const [at, term] of terms.entries())
    isMissing.push(terms.length === 1 || closed[at] === true || (term.isOpen && (await isNowhere(index, term))));
  for (const alsoKnown of [false, true]) {
    const spelled: Spelled[] = [];
    const next: Term[] = [];
    for (const [position, term] of terms.entries()) {
      const isWidened = isMissing[position] === true || alsoKnown;
      next.push(isWidened ? await widened(index, vocabulary, term, spelled, isMissing[position] !== true) : term);
    }
    if (spelled.length > 0) yield { terms: next, spelled };
  }
}

/** An open word mostly is one by itself, which is quick to find. */
async function isNowhere(index: SearchIndex, term: Term): Promise<boolean> {
  if (term.isOpen && (await index.count([{ ...term, isOpen: false }], 1)) > 0) return false;
  return (await index.count([term], 1)) === 0;
}

async function widened(
  index: SearchIndex,
  vocabulary: VocabularyReads,
  term: Term,
  spelled: Spelled[],
  isKnown: boolean,
): Promise<Term> {
  const others: Term[] = [];
  for (const [position, word] of term.words.entries()) {
    const isOpen = term.isOpen && position === term.words.length - 1;
    // In a row of words, as in an address, those that are there are right.
    const isRight = term.words.length > 1 && !(await isNowhere(index, { words: [word], isOpen }));
    const meant = isRight ? [] : await meantBy(index, vocabulary, word, isOpen);
    if (meant.length === 0) continue;
    spelled.push({ typed: word, meant });
    for (const one of meant) others.push({ words: term.words.with(position, one), isOpen: false });
  }
  if (others.length === 0) return term;
  const [first, ...rest] = isKnown ? [term, ...others] : others;
  return first ? { ...first, others: rest } : term;
}

const LETTERS_ONLY = /^[\p{L}\p{M}]+$/u;

/** The likeliest: the fewest errors first, then what stands in the most texts. */
async function meantBy(
  index: SearchIndex,
  vocabulary: VocabularyReads,
  word: string,
  isOpen: boolean,
): Promise<string[]> {
  if (word.length < SHORTEST_SPELLED_WORD || !LETTERS_ONLY.test(word)) return [];
  const nearest = (await vocabulary()).nearest(word, isOpen).slice(0, MEANT_CANDIDATES);
  const counted: { readonly candidate: string; readonly texts: number }[] = [];
  for (const candidate of nearest)
    counted.push({ candidate, texts: await index.count([{ words: [candidate], isOpen: false }], MEANT_MATCHES) });
  return counted
    .filter(({ texts }) => texts > 0)
    .toSorted((a, b) => b.texts - a.texts)
    .slice(0, MAX_MEANT_WORDS)
    .map(({ candidate }) => candidate);
}

/** Whether any text of any kind matches: a person of that very name is meant, also where they have no ticket. */
export async function findsAnything(index: SearchIndex, terms: readonly Term[]): Promise<boolean> {
  return (await index.count(terms, 1)) > 0;
}
