/** Tickets of one piece of work: some milliseconds with the automations that follow, so that a command waits no longer than for a frame of its screen. */
export const TICKETS_A_PORTION = 10;

/** Refused tickets that are told by name: whoever sees more of them changes what they asked for. The figures count all. */
export const MAX_REFUSALS_TOLD = 50;

/** Portions that are written at once when work begins: a few milliseconds. */
export const PORTIONS_WRITTEN_AT_ONCE = 200;

/** How long finished work can be taken back: as long as the trash keeps what is thrown away, in days of a month. */
export const BULK_KEPT_MS = 30 * 24 * 60 * 60 * 1000;
