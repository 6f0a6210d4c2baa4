/** What of a document is searched. */
export type SearchEntry = {
  readonly id: string;
  /** What the document is, for filters: `ticket`, `message` … A plain word. */
  readonly kind: string;
  readonly ticketId: string | null;
  readonly title: string;
  readonly body: string;
  /** Found, but only shown where neither title nor body matched: tags, addresses, numbers. */
  readonly extra: string;
  /** When it happened: newer comes first among equals. Undefined: newer than all that is there. */
  readonly atEpochMs?: number | undefined;
};

/** Per collection, what of a document is searched; null for nothing. Pure: it is asked for earlier states of documents too. */
export type SearchSources = Readonly<Record<string, (document: Record<string, unknown>) => SearchEntry | null>>;

/** What of a document is searched. What can't be told keeps no document from being stored and no desk from opening: it is not found, and `fault` is told. */
export function entryOf(
  source: SearchSources[string] | undefined,
  document: Record<string, unknown>,
  fault: (error: unknown) => void = () => undefined,
): SearchEntry | null {
  try {
    return source?.(document) ?? null;
  } catch (error) {
    fault(error);
    return null;
  }
}

/** A piece of text that matched (`hit`) or didn't; joined, the pieces are the text. */
export type Segment = { text: string; hit: boolean };

export type SearchHit = {
  id: string;
  kind: string;
  ticketId: string | null;
  /** The whole title. */
  title: Segment[];
  /** A cut of the body, or of `extra` where only that matched. */
  snippet: Segment[];
};
