export type { SearchEntry, SearchHit, SearchSources, Segment } from "./entry.ts";
export { createSearchHooks, type SearchHooks } from "./hooks.ts";
export { fillSearchIndex, rebuildSearchIndex } from "./rebuild.ts";
export { type DocumentFilter } from "./filtered.ts";
export { MAX_EXCLUDED_DOCUMENTS, MAX_LISTED_DOCUMENTS, MAX_QUERY_WORDS } from "./limits.ts";
export { type Term, termOf } from "./question.ts";
export {
  findInIndex,
  searchIndex,
  searchIndexOf,
  type AskedTerms,
  type Found,
  type SearchQuery,
} from "./search-index.ts";
export { similarTickets } from "./similar.ts";
export type { Spelled } from "./spelling.ts";
export { createPostgresSearchHook, makePostgresSearch } from "./postgres.ts";
