/** Limits of the desk's documents and why they have their values. */

/**
 * Addresses that count as participants of one conversation (D9). The document is written with every message, with about 100 bytes for each; the
 * largest honest round of people is a few hundred. Whoever is beyond it and answers opens a side conversation, with its notice.
 */
export const MAX_PARTICIPANTS = 1_000;

/** Addresses that an answer goes to because the mail's Reply-To names them: more is no person who wants an answer but a way to make the desk send to many. */
export const MAX_REPLY_RECIPIENTS = 20;

/** Message-IDs that an answer refers to: the first, which names the thread, and the newest. Long headers are cut by relays anyway. */
export const MAX_REPLY_REFERENCES = 50;

/** One file that goes with a mail: with base64 it grows by a third, and hardly a mail server takes more than 50 MB. */
export const MAX_UPLOAD_BYTES = 35 * 1024 * 1024;

/** Pieces of work that share a commit: beyond some dozens the flush is no longer what a piece costs. */
export const MAX_GROUP_PIECES = 64;

/** How long pieces are gathered into one commit: the first waits that long for its answer, half of what a person feels. */
export const MAX_GROUP_MS = 50;

/**
 * How long work goes on before others get a turn of the event loop: with the piece that is under way and the commit behind it less than half a frame of a screen. A shorter one costs
 * nothing that could be measured.
 */
export const SLICE_MS = 4;

/** How long imports leave the machine to somebody who asked for something: on two cores an answer and the frame that shows it are done by then, and who goes on asks again. */
export const STAND_BACK_MS = 250;

/** They go on that often all the same: an import beside somebody who never rests takes its time, but ends. */
export const IMPORT_WAITS_AT_MOST_MS = 500;

/** How often a piece of work that lost to another write is decided again before whoever asked for it is told. */
export const MAX_DECISIONS = 8;

/** How long changes are gathered before a window is told of them: long enough to fold a ticket's several writes into one, too short to see. */
export const LIVE_GATHER_MS = 40;

/**
 * Documents that are gathered for a window between two entries of its live feed: the work of more than a thousand mails. Beyond it, or where the
 * window can't keep up, loading again what it shows is less for both sides.
 */
export const MAX_GATHERED = 5_000;

/** Tokens of one user: one for each program that acts as them, and some that nobody took back. */
export const MAX_USER_TOKENS = 50;
/** Tickets that are looked at when two contacts are taken apart again: newest first. Who began more of them since has merged a machine. */
export const MAX_REASSIGNED_TICKETS = 2_000;
/** Open tickets of one contact that learn of a new mail of theirs: who has more at once is a machine. */
export const MAX_WAITING_TICKETS = 100;

/** Causes that are shown of what needs attention: with more of them nobody looks at the last ones, and the number of the others is told. */
export const MAX_ATTENTION_GROUPS = 100;
/** Tickets that a cause is shown with before its list is asked for. */
export const FIRST_ATTENTION_TICKETS = 3;
/** Automatic mails that wait for a person and are looked at: the newest. The outbox has all of them. */
export const MAX_ATTENTION_MAILS = 500;
/** Mistakes of a workflow that are told beside it; its editor has all of them. */
export const MAX_ATTENTION_PROBLEMS = 5;
/** Failed runs that are read at once. */
export const FAILED_RUNS_A_READ = 500;

/** F9: runs whose journals are read for one count of their ways: some tenths of a second, in which a reader answers nothing else. */
export const MAX_COUNTED_RUNS = 10_000;

/** Behind the first commit of another process, so that many cost one count; short of what a person takes for a delay. */
export const RECOUNT_AFTER_MS = 150;

/** Views of one user: beyond a list that anybody finds something in. All of them travel, and are in memory. */
export const MAX_VIEWS = 200;
