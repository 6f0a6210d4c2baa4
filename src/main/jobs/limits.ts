/** Longer than any contact with its notes; quotes that never end would gather the rest of the file. */
export const MAX_ROW_CHARACTERS = 131_072;

/** Rows that are decided and written together: few enough that a window's command between two pieces waits for less than a frame. */
export const ROWS_AT_ONCE = 20;

/** Pieces under way at once: they share a commit, and so one flush of the disk. */
export const PIECES_AT_ONCE = 4;

/** Enough to see what the columns hold. */
export const PREVIEW_ROWS = 6;

/** As much of a file as says how it is written. */
export const PREVIEW_BYTES = 65_536;

/** Contacts that are read and written together: a few milliseconds of work. */
export const EXPORTED_AT_ONCE = 200;

/** So many people may fetch one at the same moment. */
export const MAX_KEPT_EXPORTS = 4;
