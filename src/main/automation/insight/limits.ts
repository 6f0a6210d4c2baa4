/** Limits of explanations, dry runs and replays and why they have their values. */

/** F9b: how long it can be asked why a ticket did not go into a workflow. */
export const EVALUATIONS_KEPT_MS = 90 * 86_400_000;

/** Evaluations taken out in one piece of work: a few milliseconds in which nothing else is written. */
export const CLEANED_AT_ONCE = 500;

/** F10: waits that a dry run follows: a workflow that loops for ever is seen to after some rounds. */
export const MAX_DRY_RUN_WAITS = 50;

/** Lines of a ticket's history in which a dry run looks for the latest that fires a trigger. */
export const MAX_LOOKED_AT_EVENTS = 200;

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
