import type { Term } from "./question.ts";
import { foldText, isWordCharacter } from "./words.ts";

/** Where a text matches: from `start` up to, not including, `end`. */
export type Span = { readonly start: number; readonly end: number };

/**
 * The places of a text that match a term, in order and apart from each other; at most `most` for each term. A search for plain
 * text and a look at its neighbours: one regular expression for all of it takes ten times as long.
 */
export function spansOf(text: string, terms: readonly Term[], most = Number.POSITIVE_INFINITY): Span[] {
  const folded = foldText(text);
  const found = terms
    .flatMap((term) => [term, ...(term.others ?? [])])
    .flatMap((term) => termSpans(folded, term, most))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  // "ab ab" is twice in "ab ab ab": what overlaps is one place, as in SQLite's own highlight().
  const apart: Span[] = [];
  for (const span of found) {
    const last = apart.at(-1);
    if (!last || span.start >= last.end) apart.push(span);
    else if (span.end > last.end) apart[apart.length - 1] = { start: last.start, end: span.end };
  }
  return apart;
}

function termSpans(folded: string, term: Term, most: number): Span[] {
  const spans: Span[] = [];
  const [first = ""] = term.words;
  let at = folded.indexOf(first);
  while (at >= 0 && spans.length < most) {
    const end = isWordCharacter(folded, at - 1) ? undefined : termEnd(folded, term, at);
    if (end !== undefined) spans.push({ start: at, end });
    at = folded.indexOf(first, at + 1);
  }
  return spans;
}

/** Where the term ends that may start at `start`; an open one reaches to the end of the word. */
function termEnd(folded: string, { words, isOpen }: Term, start: number): number | undefined {
  let at = start;
  for (const [index, word] of words.entries()) {
    if (index > 0) at = skipped(folded, at, false);
    if (!folded.startsWith(word, at)) return undefined;
    at += word.length;
    const isCompleted = isOpen && index === words.length - 1;
    if (isCompleted) at = skipped(folded, at, true);
    else if (isWordCharacter(folded, at)) return undefined;
  }
  return at;
}

function skipped(folded: string, from: number, wordCharacters: boolean): number {
  let at = from;
  while (at < folded.length && isWordCharacter(folded, at) === wordCharacters) at += 1;
  return at;
}
