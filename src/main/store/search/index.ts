export type { SearchEntry, SearchHit, SearchSources, Segment } from "./entry.ts";
export { createSearchHooks, type SearchHooks } from "./hooks.ts";
export { fillSearchIndex, rebuildSearchIndex } from "./rebuild.ts";
export { findInIndex, searchIndex, type Found, type SearchQuery } from "./search-index.ts";
export { similarTickets } from "./similar.ts";
export type { Spelled } from "./spelling.ts";
export { createPostgresSearchHook, makePostgresSearch } from "./postgres.ts";
