/** Ticket numbers that a device of a team has in hand: more tickets than a person makes by hand on a day without a network. A device that is lost takes them with it: a gap, which nobody minds. */
export const NUMBERS_IN_HAND = 60;

/** How far a server that came from a backup counts ahead, past all that it may have leased since: more than a team takes in the age of a backup that anybody goes back to. */
export const RESTORED_GAP = 10_000;

/** The same of a desk of one's own, which takes fewer; people read these numbers. */
export const RESTORED_SOLO_GAP = 1_000;

/** A device that asks for more at once asks for nothing it could need: it brings a desk along, or means ill. */
export const MAX_LEASED_NUMBERS = 10_000;
