const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** argon2id as OWASP's first choice has it (Password Storage Cheat Sheet): 19 MiB, two passes, one lane; some 20 ms of one core. */
export const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Passwords that are looked at together: each takes 19 MiB and a thread of the pool, which reads files as well. */
export const MAX_PARALLEL_DIGESTS = 2;

/** A browser that nobody used for a week asks again. */
export const SESSION_IDLE_MS = 7 * DAY_MS;
/** Used or not, a month: a stolen cookie ends by itself. */
export const SESSION_LIFE_MS = 30 * DAY_MS;
/** That something was used is written this often: each request would be a commit otherwise. */
export const SEEN_INTERVAL_MS = 5 * MINUTE_MS;
/** More than anybody's browsers; the one that was unused longest gives way. */
export const MAX_SESSIONS = 50;
export const MAX_DEVICES = 50;

/** Time to walk from the terminal to the browser, and to start again once. */
export const SET_UP_LINK_MS = DAY_MS;
/** A new colleague has a week. */
export const INVITATION_MS = 7 * DAY_MS;
/** Whoever forgot a password waits for it. */
export const RESET_LINK_MS = 2 * HOUR_MS;
/** Opened on the laptop that stands beside. */
export const JOIN_LINK_MS = HOUR_MS;
/** More than a help desk invites at a time. */
export const MAX_LINKS = 500;

/** To find the phone and type six digits. */
export const CHALLENGE_MS = 5 * MINUTE_MS;
/** Of one challenge: a million codes, three of which are good, leave no chance to guess. */
export const MAX_CODES = 5;
/** Challenges that are open at once: the oldest gives way. */
export const MAX_CHALLENGES = 10_000;
/** Codes of the step before and after are taken too (RFC 6238 §5.2): clocks differ, and people type slowly. */
export const TOTP_WINDOW = 1;
export const TOTP_STEP_SECONDS = 30;
export const RECOVERY_CODES = 10;

/** Wrong passwords of one account without a pause: people mistype, and have several passwords. */
export const FREE_FAILURES = 5;
/** The pause after them; each further failure doubles it. */
export const FIRST_PAUSE_SECONDS = 30;
/** Longer would let anybody lock anybody out for good by knowing their address. */
export const LONGEST_PAUSE_SECONDS = 3600;
/** Failures are forgotten after a day without one. */
export const FAILURES_KEPT_SECONDS = 24 * 3600;

/** Failures from one network address in a quarter of an hour: an office behind one address mistypes less. */
export const MAX_FAILURES_PER_ADDRESS = 50;
export const ADDRESS_WINDOW_SECONDS = 15 * 60;
/** Mails with reset links to one address in an hour: nobody's mailbox is flooded. */
export const MAX_RESETS_PER_HOUR = 3;
/** Reset mails that one network address may ask for in an hour. */
export const MAX_RESETS_PER_ADDRESS = 20;

/** What a browser says of itself, cut: names of common ones have 150 characters. */
export const MAX_USER_AGENT_CHARACTERS = 300;
export const MAX_DETAIL_CHARACTERS = 300;
