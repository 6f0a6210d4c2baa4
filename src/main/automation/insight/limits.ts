/** Limits of explanations, dry runs and replays and why they have their values. */

/** F9b: how long it can be asked why a ticket did not go into a workflow. */
export const EVALUATIONS_KEPT_MS = 90 * 86_400_000;

/** Old evaluations are looked for once a day. */
export const CLEANING_INTERVAL_MS = 86_400_000;

/** Evaluations taken out in one piece of work: a few milliseconds in which nothing else is written. */
export const CLEANED_AT_ONCE = 500;

/** F10: waits that a dry run follows: a workflow that loops for ever is seen to after some rounds. */
export const MAX_DRY_RUN_WAITS = 50;

/** Lines of a ticket's history in which a dry run looks for the latest that fires a trigger. */
export const MAX_LOOKED_AT_EVENTS = 200;
