/** The limits of the SQL storage, each with the reason for its value. */

/** How long a statement waits for another process's lock. A commit takes milliseconds: five seconds means it hangs. */
export const LOCK_WAIT_MS = 5_000;

/** The same with `exclusive`: the other program holds the file for its lifetime, so waiting longer only delays the message. */
export const EXCLUSIVE_LOCK_WAIT_MS = 250;

/**
 * Page cache of the connection that writes. 8 MiB holds the upper levels of the indexes of 100 000 tickets; each commit walks through all of
 * the cache, so that a larger one makes every commit dearer.
 */
export const PAGE_CACHE_KIBIBYTES = 8 * 1024;

/** Page cache of a reading connection, of which there are a few: what it misses comes from the system's own cache. */
export const READ_CACHE_KIBIBYTES = 4 * 1024;

/** A pause in writing after which the write-ahead log goes into the database: longer than people's commands lie apart while they work fast. */
export const CHECKPOINT_AFTER_IDLE_MS = 400;

/**
 * Writing without a pause after which another thread is asked to put the log into the database: often enough that little is left for the commit
 * that finds the log too long, and no thread is started for the few commits of a command.
 */
export const CHECKPOINT_WHILE_WRITING_MS = 250;

/**
 * Pages in the write-ahead log at which a commit puts them into the database itself. Where another thread is asked before, little is left by then, and the log can begin anew; at 4 000
 * pages an import gets there before the thread does (99th of a hundred commits: 57–83 ms without the thread, 22–32 ms with it at 16 000).
 */
export const CHECKPOINT_PAGES = 16_000;

/** The write-ahead log is cut back to this after a checkpoint, so that one large import doesn't hold disk for ever. */
export const WAL_KEPT_BYTES = 64 * 1024 * 1024;

/** Prepared statements kept per database: 11 collections with some twenty shapes of query each. */
export const CACHED_STATEMENTS = 256;

/** Above this, a list travels as one JSON parameter: a long parameter list would defeat the statement cache. */
export const LIST_AS_JSON_FROM = 16;

/** Deleted documents purged in one transaction: about 20 ms of writing, between which readers are served. */
export const PURGED_PER_TRANSACTION = 1_000;

/** A cleanup call returns "more to do" after this, since node:sqlite blocks its thread. */
export const CLEANUP_BUDGET_MS = 200;

/** Rows buffered beyond the wanted ones before a sort outside SQL cuts them back. */
export const SORT_BUFFER_ROWS = 1_000;
