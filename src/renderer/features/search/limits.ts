/** Shorter queries match half the desk and say nothing. */
export const MIN_QUERY_CHARS = 2;

/** Pause in typing after which is searched: short enough to feel immediate, long enough to skip the words on the way. */
export const SEARCH_PAUSE_MS = 90;

/** Hits of each kind while all kinds are shown together. */
export const GROUP_SIZE = 6;

/** Hits fetched at a time while one kind is shown. */
export const PAGE_SIZE = 40;
