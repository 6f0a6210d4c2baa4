/** Limits of the outbox and why they have their values. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** H1: how long a mail can be taken back after "Send": long enough to see one's own mistake, too short to keep a customer waiting. */
export const UNDO_WINDOW_MS = 10_000;

/** A later time is a slip of the year more often than a wish. */
export const MAX_SEND_LATER_MS = 366 * DAY_MS;

/**
 * Pauses after a server's temporary refusals. Greylisting lets a mail in after one to fifteen minutes, so the first tries come soon; from then on
 * a busy or full server is asked ever more rarely (RFC 5321 §4.5.4.1 wants 30 minutes at least, and four to five days in all).
 */
export const RETRY_PAUSES_MS: readonly number[] = [
  MINUTE_MS,
  3 * MINUTE_MS,
  7 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
];

/** The longest pause then repeats: the pauses of so many attempts add up to three days. A person waits for an answer, not for a queue's five. */
export const MAX_ATTEMPTS = 25;

/** A pause is lengthened by up to this part of it, so that mails that failed together do not come back together. */
export const RETRY_JITTER = 0.2;

export type Cap = { readonly mails: number; readonly minutes: number };

/** D7: so many automatic mails to one recipient on one ticket within so many minutes. */
export const AUTOMATIC_MAIL_CAPS: readonly Cap[] = [
  { mails: 10, minutes: 10 },
  { mails: 15, minutes: 30 },
  { mails: 25, minutes: 60 },
  { mails: 50, minutes: 180 },
  { mails: 100, minutes: 600 },
];

/** D7: the same to one address on all other tickets: a machine that answers with ever new subjects makes ever new ones. */
export const ADDRESS_CAPS: readonly Cap[] = [
  { mails: 5, minutes: 10 },
  { mails: 10, minutes: 60 },
  { mails: 20, minutes: 24 * 60 },
];

/** D7: the same where the ticket is as new as that, so that the mail is its acknowledgement: people do not open a fourth in so short a time. */
export const NEW_TICKET_CAP: Cap = { mails: 3, minutes: 10 };

/** D7: how long an address gets no automatic mail after one came back for good. */
export const HARD_BOUNCE_PAUSE_MS = 60 * DAY_MS;
