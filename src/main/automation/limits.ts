/** Steps of one run without a wait in between: every step of the longest workflow, twice. Validation refuses loops; this stops what it missed. */
export const MAX_STEPS_AT_ONCE = 2_000;

/** After a write failed, on a full disk for one: time in which somebody can make room. */
export const RETRY_AFTER_FAILURE_MS = 30_000;

/** How often a run whose time has come is taken up where something fails that is no step of it: after some minutes it is a fault, for a person to see. */
export const MAX_WAKE_ATTEMPTS = 5;

/** Tickets read at once while the index of due times is built: up to five milliseconds of work, between which others get their turn. */
export const TICKETS_A_READ = 100;

/** How far a clock may have been set back for what was done "later" to count still: a change of zone by hand. Beyond that it was wrong before. */
export const CLOCK_TOLERANCE_MS = 86_400_000;

/** What is old is looked for once a day. */
export const CLEANING_INTERVAL_MS = 86_400_000;

/** F9b: how long it can be asked why a ticket did not go into a workflow. */
export const EVALUATIONS_KEPT_MS = 90 * 86_400_000;

/** Evaluations taken out in one piece of work: a few milliseconds in which nothing else is written. */
export const CLEANED_AT_ONCE = 500;

/** F11b: between two runs that had to wait for a pause to end: five in a second do not fill a mail server's limits, nor a person's board all at once. */
export const BACKLOG_INTERVAL_MS = 200;

/** F11b: after so long the last of them is let go on, however many they are. */
export const BACKLOG_MOST_MS = 30 * 60_000;

/** Tickets that are looked at to say how many match what somebody is putting together: a second of work. Of more it is told that there are more. */
export const MAX_TICKETS_MATCHED = 50_000;
/** The same where conditions ask for more than the ticket itself, which is read for each. */
export const MAX_TICKETS_MATCHED_CLOSELY = 10_000;
/** Between two looks at whether anybody still asks. */
export const TICKETS_MATCHED_A_TURN = 500;

/** Tickets of a view that are evaluated one by one, by their own properties, where SQL can't decide: a few tenths of a second at the most. Of more the view says so. */
export const MAX_VIEW_TICKETS_EVALUATED = 100_000;
/** Heads of groups that a view shows: nobody looks through more, and the last gathers the others. */
export const MAX_VIEW_GROUPS = 200;
