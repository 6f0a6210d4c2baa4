import type { Term } from "./question.ts";

/** The parts of a text by which it is found; `kind` is what the document is. */
export type SearchedColumns = "title" | "title body extra";

/** A text that was found: its number, which is its place in time, and its parts in the order asked for. */
export type FoundText = readonly [number: number, ...parts: string[]];

/** Which of the texts count, beside their words. */
export type Bounds = {
  /** Only texts with a lower number: what goes on where another read ended. */
  readonly below?: number;
  /** Only the texts of these documents. */
  readonly within?: readonly OfKind[];
};
export type OfKind = { readonly kind: string; readonly ids: readonly string[] };

/** What the search asks of an index of words. Each database has its own; how its answers are ranked and told is the same. */
export type SearchIndex = {
  /** Numbers of the newest texts that have all terms, the newest first. @param kinds undefined: of all */
  newest(
    columns: SearchedColumns,
    terms: readonly Term[],
    kinds: readonly string[] | undefined,
    most: number,
    bounds?: Bounds,
  ): Promise<number[]>;
  /** Kind and id of each of these. */
  documentsOf(numbers: readonly number[]): Promise<FoundDocument[]>;
  /** Ids of the newest documents of a kind whose texts have any of the terms. */
  idsWithAny(terms: readonly Term[], kind: string, most: number): Promise<string[]>;
  /** How many texts have all terms, counted up to `most`. */
  count(terms: readonly Term[], most: number): Promise<number>;
  /** What of each of these is ranked: title, extra, the beginning of the body. The newest first. */
  textsOf(numbers: readonly number[]): Promise<FoundText[]>;
  titlesOf(numbers: readonly number[]): Promise<FoundText[]>;
  /** The number of the text that is so many behind the newest; 0 where there are not so many. */
  numberBehind(texts: number): Promise<number>;
  /** Kind, id, ticket, title, the beginning of the body, extra of each, by its number. */
  entriesOf(numbers: readonly number[]): Promise<Map<number, FoundEntry>>;
  /** Words of the vocabulary behind a number, in order. */
  words(after: number, most: number): Promise<readonly (readonly [number: number, word: string])[]>;
};

export type FoundDocument = { readonly number: number; readonly kind: string; readonly id: string };

export type FoundEntry = {
  readonly kind: string;
  readonly id: string;
  readonly ticketId: string | null;
  readonly title: string;
  readonly body: string;
  readonly extra: string;
};
