/** Longest style text that is read, in UTF-16 code units: real newsletters stay under 150 000; the scan is linear, but runs in the window. */
export const MAX_STYLE_CHARS = 1_000_000;

/** `@media` inside `@supports` occurs; deeper nesting is an attack on the reader. */
export const MAX_STYLE_DEPTH = 3;

/** HTML larger than this is shown as plain text first, in UTF-16 code units. */
export const MAX_HTML_CHARS = 2_000_000;

/** A frame never grows beyond this; what is longer scrolls inside it. Chromium paints layers up to about 32 000 px reliably. */
export const MAX_FRAME_HEIGHT_PX = 24_000;

/** An inline picture larger than this is not fetched for the frame; it stays an attachment. */
export const MAX_INLINE_IMAGE_BYTES = 15_000_000;

/** Inline pictures fetched for one message. */
export const MAX_INLINE_IMAGES = 100;

/** Elements of a mail that is shown formatted without being asked for; those count that a browser makes by itself. Newsletters stay under 8 000. */
export const MAX_ELEMENTS_UNASKED = 20_000;

/** Elements open at once. Honest mail reaches about 60; with twice as many as these Chromium's layout overflows its stack and the window is gone. */
export const MAX_OPEN_ELEMENTS = 200;

/** Attributes of one element; those that mail knows are fewer. */
export const MAX_ATTRIBUTES = 60;

/** What is done in one go while a mail is cleaned, a millisecond or two each: tags looked at, code units parsed, nodes cleaned. */
export const TAGS_IN_A_STEP = 500;
export const PARSED_IN_A_STEP = 16_384;
export const NODES_IN_A_STEP = 800;

/** How long the window may be kept from answering while a mail is cleaned; half a frame. */
export const SLICE_MS = 8;
