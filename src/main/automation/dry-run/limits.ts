/** F10: waits that a dry run follows: a workflow that loops for ever is seen to after some rounds. */
export const MAX_DRY_RUN_WAITS = 50;

/** Lines of a ticket's history in which a dry run looks for the latest that fires a trigger. */
export const MAX_LOOKED_AT_EVENTS = 200;
