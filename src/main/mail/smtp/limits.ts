/** Bytes of a mail that are handed to the connection at once: so much at most is counted as handed over before it left. */
export const CHUNK_BYTES = 64 * 1024;

/** Server's words kept with a failure: the longest real ones have two links. */
export const MAX_FAILURE_WORDS = 600;

/** Ids in one answer of a server: it gives a mail one; what names more is prose. */
export const MAX_SERVER_IDS = 3;
