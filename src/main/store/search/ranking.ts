import { DENSE_WITHIN_TEXTS, NEWEST_MATCHES, RANKED_MATCHES } from "./limits.ts";
import type { Term } from "./question.ts";
import type { SearchIndex } from "./reads.ts";
import { scoreOf } from "./score.ts";
import { spansOf } from "./spans.ts";

/**
 * The row numbers of one page, best first.
 *
 * Few matches are ranked by how well they match, the newest first among equals. Of many, those with all words in the title come
 * first, then the others, the newest first in each: no one of many matches is the best, and looking at all takes its time.
 *
 * Not by FTS5's own bm25: to weigh the words against each other it visits every text that has one of them, and each pass over
 * an open word gathers its completions anew, while in texts that have all the words their weights hardly matter. So there is
 * one pass over the index, two where matches are many and far apart, and the rest is reading what was found.
 */
export async function rankedPage(
  index: SearchIndex,
  terms: readonly Term[],
  kinds: readonly string[] | undefined,
  offset: number,
  limit: number,
): Promise<number[]> {
  const wanted = Math.max(NEWEST_MATCHES, offset + limit);
  const matches = await index.newest("title body extra", terms, kinds, wanted);
  if (matches.length <= RANKED_MATCHES) return (await ranked(index, matches, terms)).slice(offset, offset + limit);
  const isComplete = matches.length < wanted;
  const titled =
    isComplete || (await areDense(index, matches))
      ? await titledOf(index, matches, terms)
      : await index.newest("title", terms, kinds, wanted);
  const first = new Set(titled);
  return [...titled, ...matches.filter((number) => !first.has(number))].slice(offset, offset + limit);
}

/** Newest first; sorting keeps the order of equals. */
async function ranked(index: SearchIndex, matches: readonly number[], terms: readonly Term[]): Promise<number[]> {
  return (await index.textsOf(matches))
    .map(([number, title = "", extra = "", body = ""]) => ({ number, score: scoreOf({ title, extra, body }, terms) }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ number }) => number);
}

/**
 * Whether the words are so common that the newest thousand matches lie close together. Few titles may have them all, and the
 * index would visit every text there is to find that out; so the titles of these matches are read instead.
 */
async function areDense(index: SearchIndex, matches: readonly number[]): Promise<boolean> {
  const bound = await index.numberBehind(DENSE_WITHIN_TEXTS);
  return (matches.at(NEWEST_MATCHES - 1) ?? 0) > bound;
}

async function titledOf(index: SearchIndex, matches: readonly number[], terms: readonly Term[]): Promise<number[]> {
  return (await index.titlesOf(matches))
    .filter(([, title = ""]) => terms.every((term) => spansOf(title, [term], 1).length > 0))
    .map(([number]) => number);
}
