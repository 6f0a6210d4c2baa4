import { ASKED_MATCHES, PASSING_MATCHES } from "./limits.ts";
import type { SearchIndex } from "./reads.ts";

/** Which documents count, beside their words. */
export type DocumentFilter = {
  /** All of a kind that pass, where they are few; null where they are not. */
  listed(kind: string): Promise<readonly string[] | null>;
  /** Which of these pass. */
  passing(kind: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
};

/**
 * The same index with only the texts of documents that pass. Few documents are looked for among the matches; where many pass, the newest matches are asked whether they do, until there are enough: so neither a rare word
 * nor a rare document makes the other one be gone through.
 * @param atLeast so many matches are wanted, if there are as many
 */
export async function filteredIndex(
  index: SearchIndex,
  filter: DocumentFilter,
  kinds: readonly string[],
  atLeast: number,
): Promise<SearchIndex> {
  const listed = await Promise.all(kinds.map(async (kind) => ({ kind, ids: await filter.listed(kind) })));
  const within = listed.flatMap(({ kind, ids }) => (ids === null ? [] : [{ kind, ids }]));
  if (within.length === listed.length)
    return {
      ...index,
      newest: (columns, terms, of, most, bounds) => index.newest(columns, terms, of, most, { ...bounds, within }),
    };
  return {
    ...index,
    async newest(columns, terms, of, wanted, bounds) {
      const most = Math.max(atLeast, PASSING_MATCHES);
      const found: number[] = [];
      let below = bounds?.below;
      for (;;) {
        const some = await index.newest(columns, terms, of, ASKED_MATCHES, below === undefined ? {} : { below });
        const documents = await index.documentsOf(some);
        const passing = new Map<string, ReadonlySet<string>>();
        for (const kind of new Set(documents.map((one) => one.kind)))
          passing.set(
            kind,
            await filter.passing(
              kind,
              documents.filter((one) => one.kind === kind).map(({ id }) => id),
            ),
          );
        for (const { number, kind, id } of documents) if (passing.get(kind)?.has(id) === true) found.push(number);
        const last = some.at(-1);
        if (found.length >= most || some.length < ASKED_MATCHES || last === undefined)
          return found.slice(0, Math.min(most, wanted));
        below = last;
      }
    },
  };
}
