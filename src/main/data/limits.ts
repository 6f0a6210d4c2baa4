/** The limits of working on a desk's data as a whole, each with the reason for its value. */

/** Documents read at once: some milliseconds of work, and a few megabytes. */
export const DOCUMENTS_AT_ONCE = 200;

/** Progress is told no more often than people see it change. */
export const PROGRESS_INTERVAL_MS = 100;

/** So long one mailbox, or the team's server, may take to answer a check, milliseconds: a person waits for it. */
export const ONLINE_CHECK_MS = 20_000;

/** Mailboxes asked at once: a desk with many is checked in about the time of its slowest one. */
export const MAILBOXES_AT_ONCE = 4;

/** Less room than that, and the next large mail or the write-ahead log of an import may not fit. */
export const LOW_DISK_BYTES = 2 * 1024 ** 3;

/** Less than that, and the desk can't be written for long. */
export const FULL_DISK_BYTES = 100 * 1024 ** 2;

/** The log is put into the database whenever writing pauses; one that stays this large means that something keeps it from being. */
export const LARGE_LOG_BYTES = 512 * 1024 ** 2;

/** No program of this version ran before: a clock that says so is wrong. */
export const EARLIEST_CLOCK_EPOCH_MS = Date.UTC(2026, 0, 1);

/** Nor will one be run twenty years later. */
export const LATEST_CLOCK_EPOCH_MS = Date.UTC(2046, 0, 1);

/** A desk that nobody touched for longer is rarer than a clock that is ahead. */
export const LONG_UNTOUCHED_MS = 2 * 366 * 86_400_000;

/** Documents changed in one commit of an erasure: people's commands come in between. */
export const ERASED_AT_ONCE = 100;

/** A manifest is a few hundred bytes. */
export const MAX_MANIFEST_BYTES = 64 * 1024;

/** A disk fills, and a clock is set, while a desk is open for weeks. */
export const LOOK_INTERVAL_MS = 15 * 60_000;
