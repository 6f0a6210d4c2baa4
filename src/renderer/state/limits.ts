/** Pauses before connecting again: quick at first, since a restarted core is back within a second; the last one repeats. */
export const RECONNECT_PAUSES_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** Tickets of a column's first page: some screens full, and answered within a frame or two. */
export const COLUMN_PAGE_SIZE = 60;

/** Tickets of each further page: whoever scrolls on wants many, and the core gives no more at a time. */
export const COLUMN_NEXT_PAGE_SIZE = 200;

/**
 * Rows that a column may hold beyond where the person has looked before it is cut, and how many are left of them then. More than a page beyond what is
 * loaded ahead, so that a column is not cut and read again in turn; few enough that an import of any size leaves a board as it was.
 */
export const MAX_ROWS_BEYOND_REACH = 600;
export const ROWS_KEPT_BEYOND_REACH = 300;

/** How often relative ages are painted anew. */
export const CLOCK_TICK_MS = 30_000;

/** The board asks no oftener how many tickets are overdue and unread: an import changes hundreds a second. */
export const COLUMN_COUNTS_PAUSE_MS = 1_000;

/** Tickets of a view that are asked for at once: three screens of a compact table, and answered within a frame or two. */
export const VIEW_BLOCK_SIZE = 100;
/** Blocks of a view that are kept beyond those that are shown: whoever scrolls back some thousand rows finds them there. */
export const MAX_VIEW_BLOCKS = 40;
/** A view asks no oftener what it shows now, and how many tickets views have: an import changes hundreds a second. */
export const VIEW_REFRESH_PAUSE_MS = 700;
export const VIEW_COUNTS_PAUSE_MS = 2_000;

/** How long what was asked of a ticket ahead may be shown: from the press on its card to its screen, on a busy machine. */
export const TICKET_AHEAD_MS = 2_000;

/** Before this nothing is said about connecting: most starts are over by then, and words that flash are worse than none. */
export const QUIET_START_MS = 400;

/** Longest time between the two keys of a shortcut such as `g b`. */
export const SHORTCUT_SEQUENCE_MS = 1_200;

/** How long what is typed is kept for a field that a key opens: longer than any takes, and short enough that nobody types at nothing for long. */
export const HELD_TYPING_MS = 800;

/** Searches that are offered again in an empty field. */
export const MAX_RECENT_SEARCHES = 8;

/** Commands of the palette that stand first because they were used last. */
export const MAX_RECENT_COMMANDS = 5;

/** What the serve host takes as one upload; it is held in memory there. Larger files go through `pipedesk import`. */
export const MAX_UPLOAD_BYTES = 256 * 1024 * 1024;

/** How long a draft that has ended is remembered: windows that slept longer are made anew by their browser. */
export const ENDED_DRAFT_KEPT_MS = 30 * 24 * 3_600_000;

/** How often a window says again at which ticket it is: three times before the core forgets it (`PRESENCE_LASTS_MS`). */
export const PRESENCE_REMINDER_MS = 20_000;

/** Who has not typed for so long thinks, or has gone: they are no longer told to be writing. */
export const TYPING_ENDS_MS = 6_000;

/** So long syncing goes on before the top bar speaks of it: what one changes is with the server sooner, unless something is slow. */
export const SYNC_QUIET_MS = 1_500;
