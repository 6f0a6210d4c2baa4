/** Limits of views and why they have their values. */

/** One line of the list beside the rail, twice over. */
export const MAX_VIEW_NAME_CHARACTERS = 80;

/** Narrower than its head's sort mark a column can't be read, wider it pushes all others out of the window. */
export const MIN_COLUMN_WIDTH_PX = 40;
export const MAX_COLUMN_WIDTH_PX = 1_200;
