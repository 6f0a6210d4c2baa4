/** Longest style text that is read, in UTF-16 code units: real newsletters stay under 150 000; the scan is linear, but runs in the window. */
export const MAX_STYLE_CHARS = 1_000_000;

/** `@media` inside `@supports` occurs; deeper nesting is an attack on the reader. */
export const MAX_STYLE_DEPTH = 3;

/** HTML larger than this is shown as plain text first, in UTF-16 code units: sanitising 1 MB takes about a tenth of a second. */
export const MAX_HTML_CHARS = 2_000_000;

/** A frame never grows beyond this; what is longer scrolls inside it. Chromium paints layers up to about 32 000 px reliably. */
export const MAX_FRAME_HEIGHT_PX = 24_000;

/** An inline picture larger than this is not fetched for the frame; it stays an attachment. */
export const MAX_INLINE_IMAGE_BYTES = 15_000_000;

/** Inline pictures fetched for one message. */
export const MAX_INLINE_IMAGES = 100;
