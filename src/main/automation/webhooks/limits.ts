/** Limits of webhooks, outgoing and incoming, and why they have their values. */

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** From the first byte of the connection to the answer's status. Receivers are told to answer within 15 s and do the work later (Standard Webhooks). */
export const ATTEMPT_TIMEOUT_MS = 20 * SECOND_MS;

/** For the answer's body once its status is there: what it says is for the log only, so nobody waits long for it. */
export const ANSWER_TIMEOUT_MS = 5 * SECOND_MS;

/** Of an answer's body this much is read; then the connection is cut. */
export const MAX_ANSWER_BYTES = 64 * 1024;

/** Of that, what the request log keeps of each attempt: an error message with its stack. */
export const MAX_KEPT_ANSWER_CHARACTERS = 4_000;

/** Of that, what a run's history shows. */
export const MAX_SHOWN_ANSWER_CHARACTERS = 500;

/** Words of a failure. */
export const MAX_ERROR_CHARACTERS = 500;

/** A body that is sent: what another program brought (MAX_CALL_BYTES) with the ticket around it. Receivers take a megabyte and more. */
export const MAX_BODY_BYTES = 512 * 1024;

/** What a timeline shows of a request. */
export const MAX_ABOUT_CHARACTERS = 500;

/** Pauses between attempts, growing: short for a restart of the receiver, then long enough for a person to see to it; two days together. */
export const RETRY_PAUSES_MS: readonly number[] = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  24 * HOUR_MS,
];

/** Part of a pause by which it is lengthened at random, so that what failed together does not come back together. */
export const PAUSE_JITTER = 0.2;

/** The longest that a receiver may ask to be left alone (Retry-After). */
export const MAX_RETRY_AFTER_MS = DAY_MS;

/** The longest pause that there can be; a request that is due later than that was written before the clock was set back. */
export const LONGEST_PAUSE_MS = Math.round(MAX_RETRY_AFTER_MS * (1 + PAUSE_JITTER));

/** A request older than this is given up at its next failure: what it tells is no news any more. */
export const MAX_AGE_MS = 3 * DAY_MS;

/** Pauses while there is no network; `wake` ends them. The last one goes on. */
export const OFFLINE_PAUSES_MS: readonly number[] = [15 * SECOND_MS, 30 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS];

/** With no network at all requests wait as long as a holiday: what leaves the machine is not lost because it was switched off (H1). */
export const MAX_OFFLINE_AGE_MS = 14 * DAY_MS;

/** Attempts kept in a request: all that count, and the latest of those without a network. */
export const MAX_KEPT_ATTEMPTS = 30;

/** Receivers that are talked to at once; each of them one request at a time. */
export const MAX_RECEIVERS_AT_ONCE = 4;

/** Requests to one receiver within a second: few services allow a caller more, and a thousand tickets are through within a minute. */
export const MAX_REQUESTS_PER_SECOND = 20;

/** Pauses of a receiver after failures in a row: none after the first two, which may be the request's own; then growing, so that a thousand waiting requests make no storm on one that is coming up. */
export const RECEIVER_PAUSES_MS: readonly number[] = [
  0,
  0,
  2 * SECOND_MS,
  5 * SECOND_MS,
  15 * SECOND_MS,
  30 * SECOND_MS,
  MINUTE_MS,
];

/** The longest that one answer keeps all requests from a receiver, whatever it asked for: the others may be of another kind. */
export const MAX_RECEIVER_PAUSE_MS = 5 * MINUTE_MS;

/** When the desk closes, what is being answered gets this long; then it is cut, and sent again at the next start. */
export const CLOSE_DEADLINE_MS = 3 * SECOND_MS;

/** The longest time that a timer is set for; then the clock is looked at again, which may have been changed. */
export const MAX_TIMER_MS = HOUR_MS;

/** After a write that failed, on a full disk for one. */
export const TROUBLE_PAUSE_MS = 30 * SECOND_MS;

/** How long the request log keeps what ended, as the evaluations (F9b): who looks later looks at the run. */
export const REQUESTS_KEPT_MS = 90 * DAY_MS;

/** Requests read at once, at the start and where old ones are taken out. */
export const READ_AT_ONCE = 500;

/** What another program may send: GitHub's and Stripe's calls stay far below. */
export const MAX_CALL_BYTES = 256 * 1024;

/** Objects in objects of a call; real ones nest ten deep. */
export const MAX_CALL_DEPTH = 64;

/** Calls of one workflow's address within a minute: a shop's order every half second. */
export const MAX_CALLS_PER_MINUTE = 120;

/** Tickets of one contact that are looked through for the newest open one. */
export const MAX_CONTACT_TICKETS = 200;

/** Merges that are followed from a ticket to the one that it went into. */
export const MAX_MERGES_FOLLOWED = 20;
