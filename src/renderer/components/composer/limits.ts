/** Pause in typing after which a draft is saved: short enough that a crash costs half a word. */
export const DRAFT_PAUSE_MS = 300;

/** Longest that somebody types without a pause before it is saved: other windows that show the draft stay close behind. */
export const MAX_DRAFT_PAUSE_MS = 1_000;

/** What most providers take as one mail, its files encoded; a mail above it is likely to come back. Said, not forbidden: some take more. */
export const USUAL_MAIL_BYTES = 25_000_000;

/** Base64 in lines makes three bytes four and a bit. */
export const ENCODED_SIZE_FACTOR = 1.37;

/** Recipients that are suggested at a time: more would be scrolled through slower than typed. */
export const MAX_SUGGESTIONS = 6;

/** Names in the composer's one line of recipients. */
export const MAX_NAMED_RECIPIENTS = 3;

/** How long a picture of a draft that was never sent is kept in this browser. */
export const PICTURE_KEPT_MS = 60 * 24 * 3_600_000;
