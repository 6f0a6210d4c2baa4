/** Entries of a timeline that are shown when a ticket is opened: some screens full, painted within one frame. */
export const SHOWN_AT_FIRST = 24;

/** Fewer entries than these are never folded away. */
export const MIN_FOLDED = 8;

/** Older entries that one press of "Show older" brings: folded messages are a line each, so that this stays cheap. */
export const OLDER_CHUNK = 100;

/** Unread messages that are opened together: each fetches and measures its mail. */
export const MAX_OPEN_AT_FIRST = 6;

/** Pause in typing after which a draft is saved: short enough that a crash costs half a word. */
export const DRAFT_PAUSE_MS = 300;

/** A burst of changes to the open ticket is answered by one reload. */
export const RELOAD_PAUSE_MS = 60;

/** Plain text beyond this is shown when asked for, in UTF-16 code units: logs pasted into mail run to megabytes. */
export const MAX_TEXT_CHARS = 60_000;

/** Characters of a folded message's preview. */
export const PREVIEW_CHARS = 160;

/** What most providers take as one mail, its files encoded; a mail above it is likely to come back. Said, not forbidden: some take more. */
export const USUAL_MAIL_BYTES = 25_000_000;

/** Base64 in lines makes three bytes four and a bit. */
export const ENCODED_SIZE_FACTOR = 1.37;

/** Recipients that are suggested at a time: more would be scrolled through slower than typed. */
export const MAX_SUGGESTIONS = 6;

/** Names in the composer's one line of recipients. */
export const MAX_NAMED_RECIPIENTS = 3;

/** How often a countdown is painted; less than a second, so that no number is skipped. */
export const COUNTDOWN_TICK_MS = 250;

/** How long a picture of a draft that was never sent is kept in this browser. */
export const PICTURE_KEPT_MS = 60 * 24 * 3_600_000;

/** Characters of the quoted mail that the composer shows: enough to recognise it. */
export const QUOTED_PREVIEW_CHARS = 4_000;
