/** Entries of a timeline that are shown when a ticket is opened: some screens full, painted within one frame. */
export const SHOWN_AT_FIRST = 24;

/** Fewer entries than these are never folded away. */
export const MIN_FOLDED = 8;

/** Older entries that one press of "Show older" brings: folded messages are a line each, so that this stays cheap. */
export const OLDER_CHUNK = 100;

/** Unread messages that are opened together: each fetches and measures its mail. */
export const MAX_OPEN_AT_FIRST = 6;

/** A burst of changes to the open ticket is answered by one reload. */
export const RELOAD_PAUSE_MS = 60;

/** Plain text beyond this is shown when asked for, in UTF-16 code units: logs pasted into mail run to megabytes. */
export const MAX_TEXT_CHARS = 60_000;

/** Characters of a folded message's preview. */
export const PREVIEW_CHARS = 160;

/** Characters of the quoted mail that the composer shows: enough to recognise it. */
export const QUOTED_PREVIEW_CHARS = 4_000;

/** Other tickets of the customer beside one: what one looks at, the rest is on the contact's page. */
export const THEIR_TICKETS = 5;

/** Attachments of one mail that are shown at once; more are folded under their number. */
export const SHOWN_ATTACHMENTS = 12;

/** Attachments that are saved as one archive, which is made in the page's memory. */
export const MAX_ZIPPED_BYTES = 500_000_000;
