/** F10: differences that a replay tells; the rest is counted. Nobody reads more, and a client keeps them all in memory. */
export const MAX_LISTED_DIFFERENCES = 1_000;

/** Two effects this far apart are at the same time: timers and the queue take a moment, and a step's own dates move with it. */
export const SAME_TIME_MS = 5_000;

/** Times and waits that a replay follows on one ticket: a schedule of every minute over a week. Beyond it the ticket is left out, and said to be. */
export const MAX_WAKES_PER_TICKET = 10_080;

/** Events between two turns of the event loop: the desk stays usable while a replay goes on. */
export const EVENTS_A_TURN = 100;

/** Tickets between two tellings of progress. */
export const TICKETS_A_PROGRESS = 50;

/** Tickets whose pasts are read at once: one question costs as much as the answer of a few tickets, and what is in memory stays small. */
export const TICKETS_A_READ = 32;
