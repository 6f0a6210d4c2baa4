/** The limits of worker threads, each with the reason for its value. */

/** Entries of a stream that may be on their way: enough that neither side waits for the other, few enough to be held in memory. */
export const ENTRIES_AHEAD = 32;

/** How long a thread may take to leave when it is asked to: what it does then is close a file. Beyond it, it is ended. */
export const CLOSE_WAIT_MS = 5_000;
