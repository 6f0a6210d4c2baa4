/** Limits of fetching and why they have their values. */
import { MAX_KEPT_MESSAGE_BYTES, MAX_MESSAGE_BYTES } from "../limits.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const MEBIBYTE = 1024 * 1024;

/** After a first failure: a server that restarts is back in a moment. */
export const FIRST_PAUSE_MS = SECOND_MS;

/** Longest pause between attempts that may mend themselves: a person who comes back to the desk shouldn't wait longer. */
export const LONGEST_PAUSE_MS = 5 * MINUTE_MS;

/** Where only a person can mend it. Servers lock accounts after a handful of wrong passwords in an hour or so. */
export const REFUSED_PAUSE_MS = 30 * MINUTE_MS;

/** Where the server has too many connections already: those of a network that broke take minutes to time out there. */
export const CROWDED_PAUSE_MS = MINUTE_MS;

/** A connection that lasted so long was a good one: the next failure begins a new row of attempts. */
export const STABLE_AFTER_MS = MINUTE_MS;

/** How often the folders that IDLE doesn't watch are looked at. */
export const POLL_MS = MINUTE_MS;

/** The same for a server without IDLE; mail programs poll between one and five minutes. */
export const POLL_WITHOUT_IDLE_MS = 30 * SECOND_MS;

/** How often something is asked on a connection that idles, to find one that is half open; home routers forget connections after 5 minutes. */
export const KEEP_ALIVE_MS = 2 * MINUTE_MS;

/** A timer that comes so much too late was slept through. */
export const SLEPT_MS = 30 * SECOND_MS;

/** Silence of a server that owes an answer; a search in a large mailbox can take a minute. Longer than `KEEP_ALIVE_MS`: imapflow breaks an IDLE that is silent for so long. */
export const FETCH_SOCKET_TIMEOUT_MS = 2.5 * MINUTE_MS;

/** IDLEs in a row that a server ends at once by itself before it counts as one that can't: each costs round trips. */
export const MAX_BROKEN_IDLES = 3;

/** An IDLE that lasted so long was one; servers end it after minutes, as they may. */
export const SHORT_IDLE_MS = 5 * SECOND_MS;

/** The outbox asks the Sent folder between two batches; it would rather be told "not now" than wait for a long download. */
export const SENT_PATIENCE_MS = 2 * MINUTE_MS;

/** UIDs whose sizes are asked at once: the command stays under the 8000 characters that old servers take. */
export const SIZES_AT_ONCE = 500;

/** Messages in one piece of work: they share a commit, and as many are fetched again after a crash. */
export const BATCH_MESSAGES = 100;

/** Raw mail in one piece of work; two are in memory at once, one being fetched and one being taken in. */
export const BATCH_BYTES = 16 * MEBIBYTE;

/** What is asked at once of a message that is fetched in pieces. */
export const PIECE_BYTES = 1 * MEBIBYTE;

/** Beginning of a message that is kept for its header, where the rest is streamed. */
export const PREFIX_BYTES = 64 * 1024;

/** A connection that breaks so often in a row at the same message: that message waits, the ones behind it go on (H6). */
export const MAX_BLAMES = 5;

/** Attempts at a message that the server doesn't give, and the pauses between them; together about a day. */
export const DEFERRAL_PAUSES_MS: readonly number[] = [1, 5, 30, 120, 480, 960].map((minutes) => minutes * MINUTE_MS);

/** Messages of one folder that wait for another attempt. A server that refuses more is in trouble as a whole: then it is left alone for a while, and nothing is passed over. */
export const MAX_DEFERRED = 1000;

/** More messages than this are worth a progress bar. */
export const PROGRESS_FROM_MESSAGES = 20;

/** UIDs are 32 bits wide (RFC 9051 §2.3.1.1). */
export const MAX_UID = 4_294_967_295;

/** How large messages may be; tests make it small. */
export type SizeLimits = {
  /** Larger ones are kept raw and set aside. */
  readonly maxMessageBytes: number;
  /** Of larger ones only the header is fetched. */
  readonly maxKeptBytes: number;
  readonly batchMessages: number;
  readonly batchBytes: number;
};

export const SIZE_LIMITS: SizeLimits = {
  maxMessageBytes: MAX_MESSAGE_BYTES,
  maxKeptBytes: MAX_KEPT_MESSAGE_BYTES,
  batchMessages: BATCH_MESSAGES,
  batchBytes: BATCH_BYTES,
};

/** Mails of the Sent folder that are looked through for one that bears another id, the newest first: a busy desk's last hours. */
export const MAX_LOOKED_THROUGH = 200;
