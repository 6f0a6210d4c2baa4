/** Limits of templates while they are rendered, and why they have their values. */

/** Tags, placeholders and pieces of text that one rendering goes through: a long mail has some hundred. A count, so that it is the same on every machine. */
export const MAX_RENDERED_PARTS = 20_000;

/** Characters that one rendering writes, what it captures on the way included: four times the longest template. */
export const MAX_RENDERED_CHARACTERS = 200_000;

/** Characters and elements that filters may make on the way (liquidjs counts them so). */
export const MAX_RENDERED_MEMORY = 2_000_000;

/** The last resort, should one filter alone take long; the counts above come first. */
export const MAX_RENDER_MS = 2_000;

/** Tags inside tags: no mail needs more than five, and the parser's stack holds thousands. */
export const MAX_TAG_DEPTH = 50;

/** Text of a message that templates see: an answer that quotes more is nobody's reading. */
export const MAX_PLACEHOLDER_CHARACTERS = 20_000;
