/** Tickets that are seen to in one piece of work: some ten milliseconds, so that a command does not wait long for its turn. */
export const STAGE_TICKETS_A_PIECE = 50;
