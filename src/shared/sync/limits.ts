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

/** Largest file that travels: the largest mail that a desk takes, as it came. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** A file is brought in pieces of this size: what is cut off costs no more than one, and proxies let bodies of a megabyte through as they are installed. */
export const FILE_PIECE_BYTES = 1024 * 1024;

/** Files of one question which of them the server lacks. */
export const MAX_FILES_ASKED = 500;

/** What one question finds among the tickets that a device has left with the server: what nobody found in the first twenty is asked for in other words. */
export const MAX_FOUND_OLDER = 20;

/** Ticket numbers of one block, at most. */
export const MAX_NUMBERS = 1_000;

/** For so long after a server was put back to an earlier state devices give back what others did, milliseconds: a machine that comes back from a holiday is among them. */
export const RETURN_MS = 31 * 24 * 60 * 60 * 1000;
