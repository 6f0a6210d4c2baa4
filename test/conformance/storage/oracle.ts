import { getQueryMatcher, getSortComparator, normalizeMangoQuery, type MangoQuery } from "rxdb";
import type { StoredDocument, TestDocument, TestSchema } from "./fixtures.ts";

/** What a query should give: RxDB's matcher and comparator over a plain array. */
export function expectedResult(
  schema: TestSchema,
  documents: readonly StoredDocument[],
  query: unknown,
): StoredDocument[] {
  const normalized = normalizeMangoQuery(schema, structuredClone(query) as MangoQuery<TestDocument>);
  const matches = getQueryMatcher(schema, normalized);
  const compare = getSortComparator(schema, normalized) as (a: StoredDocument, b: StoredDocument) => number;
  const first = normalized.skip;
  return documents
    .filter((document) => matches(document))
    .toSorted(compare)
    .slice(first, normalized.limit === undefined ? undefined : first + normalized.limit);
}
