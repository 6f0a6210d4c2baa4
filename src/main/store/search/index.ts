export type { SearchEntry, SearchHit, SearchSources, Segment } from "./entry.ts";
export { createSearchHooks, type SearchHooks } from "./hooks.ts";
export { rebuildSearchIndex } from "./rebuild.ts";
export { searchIndex, type SearchQuery } from "./search-index.ts";
