/** The version of what devices and server say to each other. Another one is refused in words: the side that is behind is to be updated. */
export const SYNC_PROTOCOL_VERSION = 1;

/** Rows of one answer of whole commits: about half a second of applying them. What is more is read ticket by ticket. */
export const MAX_BATCH_ROWS = 4_000;
/** The same in characters: far below what one message may have. */
export const MAX_BATCH_CHARACTERS = 8 * 1024 * 1024;

/** Tickets of one part of everything: applied in well under 100 ms, so that people's commands never wait long behind it. */
export const CATCH_UP_TICKETS = 40;
export const CATCH_UP_CHARACTERS = 1024 * 1024;

/** Longest message of either side, bytes: a batch, whose last row may be a large one. */
export const MAX_SYNC_MESSAGE_BYTES = 32 * 1024 * 1024;
/** Largest single document, JSON characters. The largest that the product writes are messages, whose texts are cut at 5 MB and kept as files beyond. */
export const MAX_DOCUMENT_CHARACTERS = 16 * 1024 * 1024;

/** Ticket numbers of one block, at most. */
export const MAX_NUMBERS = 1_000;

/** For so long after a server was put back to an earlier state devices give back what others did, milliseconds: a machine that comes back from a holiday is among them. */
export const RETURN_MS = 31 * 24 * 60 * 60 * 1000;
