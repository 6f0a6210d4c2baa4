/** Limits of workflow definitions and why they have their values. */

/** Steps of one workflow, all arms together: more than a canvas can show. */
export const MAX_STEPS = 500;

/** F5: up to 20 arms of a branch. */
export const MAX_ARMS = 20;

/** Branches inside branches. */
export const MAX_STEP_DEPTH = 10;

export const MAX_TRIGGERS = 50;

/** Entries of a run's journal: 500 steps, each done twice; a loop's oldest rounds in the middle are left out. */
export const MAX_JOURNAL_ENTRIES = 1_000;
