import { MAX_PHRASE_CHARACTERS, MAX_QUERY_WORDS, MAX_WORD_CHARACTERS, SHORTEST_OPEN_WORD } from "./limits.ts";
import { foldText, WORD_CHARACTER } from "./words.ts";

/** One thing that must be there. */
export type Term = {
  /** Folded words that follow each other; a single word mostly. */
  readonly words: readonly string[];
  /** The last word may be the beginning of one. */
  readonly isOpen: boolean;
  /** It is looked for in titles alone; absent: anywhere. */
  readonly isInTitle?: boolean;
  /** Any of these does as well: what may be meant by a word that was mistyped. */
  readonly others?: readonly Term[];
};

const PHRASE_OR_WORD = /"([^"]*)"?|[^\s"]+/gu;
const WORDS = new RegExp(`${WORD_CHARACTER}+`, "gu");

/**
 * What a person typed, as terms: text in quotes is a phrase, anything else between spaces is a term of its own, and punctuation
 * in it separates words that follow each other, as the index has them. The last term is open unless it is a phrase.
 * Empty when nothing that can be searched for is there (punctuation, emoji).
 */
export function parseQuestion(text: string): Term[] {
  const terms: Term[] = [];
  const end = text.trimEnd().length;
  for (const match of text.matchAll(PHRASE_OR_WORD)) {
    const phrase = match[1];
    const isLast = match.index + match[0].length === end;
    const term = termOf({ text: phrase ?? match[0], isPhrase: phrase !== undefined, isLast });
    if (term !== null) terms.push(term);
    if (terms.length === MAX_QUERY_WORDS) break;
  }
  return terms;
}

/** A word, or a phrase, as a term; null where nothing in it can be searched for. @param isLast the person may be typing it still */
export function termOf({
  text,
  isPhrase,
  isLast,
}: {
  readonly text: string;
  readonly isPhrase: boolean;
  readonly isLast: boolean;
}): Term | null {
  const taken = text.slice(0, isPhrase ? MAX_PHRASE_CHARACTERS : MAX_WORD_CHARACTERS);
  const words = foldText(taken.toWellFormed()).match(WORDS) ?? [];
  const last = words.at(-1);
  if (last === undefined) return null;
  return { words, isOpen: !isPhrase && isLast && last.length >= SHORTEST_OPEN_WORD };
}

/** The words of a text, folded, in their order: what an index of our own making has. */
export function wordsOf(text: string): readonly string[] {
  return foldText(text).match(WORDS) ?? [];
}

/** A term in FTS5's language. Strings only: nothing a person types is an operator, or an error. */
export function termQuery({ words, isOpen, isInTitle = false, others = [] }: Term): string {
  const own = `"${words.join(" ")}"${isOpen ? " *" : ""}`;
  const any = others.length === 0 ? own : `(${[own, ...others.map((other) => termQuery(other))].join(" OR ")})`;
  return isInTitle ? `{title} : ${any}` : any;
}
