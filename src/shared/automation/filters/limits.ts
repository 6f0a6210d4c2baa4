/** Limits of filters and why they have their values. */

/** "A and (B or (C and D))" is three deep; more can't be read on a screen. */
export const MAX_FILTER_DEPTH = 5;

/** Conditions side by side; F5 asks for branches on up to 250 values, which are values of one condition. */
export const MAX_GROUP_SIZE = 50;

export const MAX_CONDITION_VALUES = 250;

/** Longest text that a property is compared with. */
export const MAX_VALUE_CHARACTERS = 2_000;

/** Text of a message that conditions look at: what a person writes stands at its beginning. */
export const MAX_COMPARED_CHARACTERS = 100_000;
