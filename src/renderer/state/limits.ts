/** Pauses before connecting again: quick at first, since a restarted core is back within a second; the last one repeats. */
export const RECONNECT_PAUSES_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** Tickets fetched for a column at a time: some screens full, and answered within a frame or two. */
export const COLUMN_PAGE_SIZE = 100;

/** How often relative ages are painted anew. */
export const CLOCK_TICK_MS = 30_000;
