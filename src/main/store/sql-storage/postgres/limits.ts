/** The limits of the storage on PostgreSQL, each with the reason for its value. */

/** Connections of one process to one database: reads side by side; PostgreSQL allows 100 in all by default, and several processes share them. */
export const MAX_CONNECTIONS = 8;

/** How long a statement waits for a connection, and a connection for its server. A database that is restarted is back within that, or away. */
export const CONNECT_TIMEOUT_MS = 10_000;

/** How long one statement may run: the longest of ours (an index of a large table is made) takes a few seconds for a million rows. */
export const STATEMENT_TIMEOUT_MS = 120_000;

/** A transaction that waits for its own program: a process that hangs must not hold the lock that all writers wait for. */
export const IDLE_IN_TRANSACTION_MS = 60_000;

/** How long a commit is looked after whose answer was lost with its connection: the database says later whether it was made. */
export const COMMIT_DOUBT_MS = 60_000;

/** Between two attempts to reach a database that is away. */
export const RETRY_MS = 500;

/** Without a bell the changes of other processes are looked for so often: a bell that was lost costs no more. */
export const POLL_MS = 5_000;

/** Characters of an indexed text that its order is told by: three such columns fit an index entry (2 704 bytes). */
export const MAX_KEY_CHARACTERS = 200;

/** Rows that a cursor gives at once. */
export const CURSOR_ROWS = 500;

/** Rows written by one statement: bounds what is in memory twice. */
export const ROWS_A_STATEMENT = 1_000;

/** Characters of documents written by one statement, which says each twice and escapes them: far below what a message to the server, or a string, may be. */
export const CHARACTERS_A_STATEMENT = 4_000_000;

/** Changes of other processes that are read at once, with their documents: of a larger commit all. */
export const FEED_ROWS = 500;
