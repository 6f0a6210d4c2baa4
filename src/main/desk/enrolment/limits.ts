/** Tickets that a sweep looks at closely in one piece of work: some ten milliseconds, so that a command does not wait long for its turn. */
export const TICKETS_A_PIECE = 50;

/** Rows that are read to find so many; where tickets are seldom of the right stage the next piece reads on. */
export const ROWS_A_READ = 2_000;

/** Tickets that are looked at to say how many would be enrolled: a second or two. Beyond that the number is told as "at least". */
export const MAX_TICKETS_COUNTED = 5_000;

/** Tickets of one request by hand. */
export const TICKETS_BY_HAND_AT_ONCE = 25;
