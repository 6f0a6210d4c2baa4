/** Limits of sending and why they have their values. */

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Pauses of a channel's sending while its server can't be reached: short at first, since most failures last seconds; then rarely enough to cost nothing. */
export const CHANNEL_PAUSES_MS: readonly number[] = [
  15 * SECOND_MS,
  30 * SECOND_MS,
  MINUTE_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
];

/** After a refused login, or what else only a person can mend: providers lock accounts that knock too often. */
export const REFUSED_PAUSE_MS = 30 * MINUTE_MS;

/** Part of a pause by which it is lengthened at random, so that the desks behind one broken line do not come back together. */
export const PAUSE_JITTER = 0.2;

/** When an unsure mail is looked for in the Sent folder: a server that files its own copies may take a moment, and IMAP may not be connected yet. */
export const UNSURE_CHECKS_MS: readonly number[] = [0, 20 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS];

/** Between two attempts to put a copy into the Sent folder. */
export const COPY_PAUSE_MS = 2 * MINUTE_MS;

/** Copies that were due longer ago are given up: nobody looks for them there any more. */
export const MAX_COPY_AGE_MS = 30 * 24 * 60 * MINUTE_MS;

/** After an error that nothing foresaw, and before an outcome is written again that the disk refused. */
export const TROUBLE_PAUSE_MS = 30 * SECOND_MS;

/** How long a mail that is going out may take when the desk closes; then its connection is cut. */
export const CLOSE_DEADLINE_MS = 5 * SECOND_MS;

/** The longest time that a timer is set for; then the clock is looked at again, which may have been changed. */
export const MAX_TIMER_MS = 60 * MINUTE_MS;

/** Between two looks whether a file that a mail waits for has come: where it comes to this process, the mail goes at once; this is for what comes to another process of the server. */
export const FILE_WAIT_MS = 30 * SECOND_MS;
