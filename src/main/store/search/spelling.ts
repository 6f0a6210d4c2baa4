import type { SqlReads } from "../sql-storage/index.ts";
import { MAX_MEANT_WORDS, MEANT_CANDIDATES, MEANT_MATCHES, SHORTEST_SPELLED_WORD } from "./limits.ts";
import { type Term, termQuery } from "./question.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** A word as it was typed, and the words that were searched for instead, or beside it. */
export type Spelled = { readonly typed: string; readonly meant: readonly string[] };

export type Question = { readonly terms: readonly Term[]; readonly spelled: readonly Spelled[] };

/**
 * What to search for, until something is found: first what was asked; then, where that finds nothing, what may be meant by it. There each word that is in no text gives way to
 * those that a typing error makes it of; then the others may be such words too.
 */
export function* questionsOf(db: SqlReads, terms: readonly Term[]): Generator<Question> {
  // Not of an open word: what completes it is gathered anew each time that it is asked for. Of one word the question itself tells.
  const closed = terms.map((term) => terms.length > 1 && !term.isOpen && isNowhere(db, term));
  if (!closed.includes(true)) yield { terms, spelled: [] };
  const isMissing = terms.map((term, at) => terms.length === 1 || closed[at] || (term.isOpen && isNowhere(db, term)));
  for (const alsoKnown of [false, true]) {
    const spelled: Spelled[] = [];
    const next = terms.map((term, position) =>
      isMissing[position] === true || alsoKnown ? widened(db, term, spelled, isMissing[position] !== true) : term,
    );
    if (spelled.length > 0) yield { terms: next, spelled };
  }
}

/** An open word mostly is one by itself, which is quick to find. */
function isNowhere(db: SqlReads, term: Term): boolean {
  if (term.isOpen && count(db, termQuery({ ...term, isOpen: false }), 1) > 0) return false;
  return count(db, termQuery(term), 1) === 0;
}

function widened(db: SqlReads, term: Term, spelled: Spelled[], isKnown: boolean): Term {
  const others: Term[] = [];
  for (const [position, word] of term.words.entries()) {
    const isOpen = term.isOpen && position === term.words.length - 1;
    // In a row of words, as in an address, those that are there are right.
    const isRight = term.words.length > 1 && !isNowhere(db, { words: [word], isOpen });
    const meant = isRight ? [] : meantBy(db, word, isOpen);
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
function meantBy(db: SqlReads, word: string, isOpen: boolean): string[] {
  if (word.length < SHORTEST_SPELLED_WORD || !LETTERS_ONLY.test(word)) return [];
  return vocabularyOf(db)
    .nearest(word, isOpen)
    .slice(0, MEANT_CANDIDATES)
    .map((candidate) => ({ candidate, texts: count(db, `"${candidate}"`, MEANT_MATCHES) }))
    .filter(({ texts }) => texts > 0)
    .toSorted((a, b) => b.texts - a.texts)
    .slice(0, MAX_MEANT_WORDS)
    .map(({ candidate }) => candidate);
}

/** Whether any text of any kind matches: a person of that very name is meant, also where they have no ticket. */
export function findsAnything(db: SqlReads, terms: readonly Term[]): boolean {
  return count(db, terms.map(termQuery).join(" AND "), 1) > 0;
}

/** Texts that match, counted up to `most`. */
function count(db: SqlReads, words: string, most: number): number {
  const statement = db.prepare(
    "SELECT count(*) AS texts FROM (SELECT 1 FROM search_words WHERE search_words MATCH ? LIMIT ?)",
  );
  return Number(statement.get(`{title body extra} : (${words})`, most)?.["texts"] ?? 0);
}
