import type { RawReads } from "../raw-reads.ts";
import type { SearchHit } from "./entry.ts";
import { excerptOf, markedText } from "./excerpt.ts";
import { type DocumentFilter, filteredIndex } from "./filtered.ts";
import { parseQuestion, type Term } from "./question.ts";
import { rankedPage } from "./ranking.ts";
import { postgresSearch } from "./postgres.ts";
import type { FoundEntry, SearchIndex } from "./reads.ts";
import { sqliteSearch } from "./sqlite.ts";
import { findsAnything, questionsOf, type Spelled } from "./spelling.ts";
import { vocabularyOf } from "./vocabulary.ts";

export type SearchQuery = {
  /** What the person typed, or what was made of it. */
  readonly text: string | AskedTerms;
  readonly limit: number;
  readonly offset: number;
  /** Default: all kinds. */
  readonly kinds?: readonly string[];
  /** Typing errors are not forgiven. */
  readonly isExact?: boolean;
  /** Which of the documents count. Default: all. */
  readonly only?: DocumentFilter | undefined;
};

/** Terms that must be there, and those of which none may. */
export type AskedTerms = { readonly wanted: readonly Term[]; readonly excluded: readonly Term[] };

export type Found = {
  readonly hits: SearchHit[];
  /** Words that nothing was found for, with those that were searched for instead; none where the question found something as it is. */
  readonly spelled: readonly Spelled[];
};

/**
 * A page of what matches all words of the text, the best first (see `rankedPage`); where nothing of any kind does, of what matches the words that may be meant. Nothing is found for
 * text without a word in it; no text is an error.
 */
export async function searchIndex(reads: RawReads, query: SearchQuery): Promise<SearchHit[]> {
  return (await findInIndex(reads, query)).hits;
}

/** The same, with the words that were taken for others. */
export async function findInIndex(
  reads: RawReads,
  { text, limit, offset, kinds, isExact = false, only }: SearchQuery,
): Promise<Found> {
  const { wanted: terms, excluded } = typeof text === "string" ? { wanted: parseQuestion(text), excluded: [] } : text;
  if (terms.length === 0 || limit <= 0 || kinds?.length === 0) return { hits: [], spelled: [] };
  const all = searchIndexOf(reads, excluded);
  const index = only === undefined ? all : await filteredIndex(all, only, kinds ?? [], offset + limit);
  const asItIs = [{ terms, spelled: [] }];
  for await (const asked of isExact ? asItIs : questionsOf(index, () => vocabularyOf(reads, index), terms)) {
    const page = await rankedPage(index, asked.terms, kinds, offset, limit);
    // An empty page of all kinds, from the first match on, says that there is nothing.
    const isWhole = kinds === undefined && offset === 0;
    if (page.length === 0 && (isWhole || !(await findsAnything(index, asked.terms)))) continue;
    return { hits: await hitsOf(index, page, asked.terms), spelled: asked.spelled };
  }
  return { hits: [], spelled: [] };
}

/** The index of words of this database. @param excluded no text that has any of these is found */
export function searchIndexOf(reads: RawReads, excluded: readonly Term[] = []): SearchIndex {
  return reads.sqlite === null ? postgresSearch(reads, excluded) : sqliteSearch(reads, excluded);
}

async function hitsOf(index: SearchIndex, page: readonly number[], terms: readonly Term[]): Promise<SearchHit[]> {
  const entries = await index.entriesOf(page);
  return page.flatMap((number) => {
    const entry = entries.get(number);
    return entry ? [toHit(entry, terms)] : [];
  });
}

function toHit(entry: FoundEntry, terms: readonly Term[]): SearchHit {
  const title = markedText(entry.title, terms);
  const body = excerptOf(entry.body, terms);
  const hasHit = [...title, ...body].some(({ hit }) => hit);
  const extra = hasHit && body.length > 0 ? [] : excerptOf(entry.extra, terms);
  const isExtraBetter = body.length === 0 || extra.some(({ hit }) => hit);
  return {
    id: entry.id,
    kind: entry.kind,
    ticketId: entry.ticketId,
    title,
    snippet: isExtraBetter ? extra : body,
  };
}
