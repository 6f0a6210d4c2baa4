/** Steps of one run without a wait in between: every step of the longest workflow, twice. Validation refuses loops; this stops what it missed. */
export const MAX_STEPS_AT_ONCE = 1_000;

/** After a write failed, on a full disk for one: time in which somebody can make room. */
export const RETRY_AFTER_FAILURE_MS = 30_000;
