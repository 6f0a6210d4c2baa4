/** Mails that an import reads while it takes in those before: few, so that it begins early; enough to fill a commit. */
export const INGEST_BATCH_MESSAGES = 100;

/** Characters of HTML kept inside the message document; longer HTML becomes a blob, so that lists of messages stay light. */
export const MAX_INLINE_HTML_CHARACTERS = 64_000;

/** Characters of text kept in the message document and in the search index; the raw source holds the rest. */
export const MAX_TEXT_CHARACTERS = 500_000;

/** Bytes of raw mail held in memory between two writes of an import. */
export const INGEST_BATCH_BYTES = 32 * 1024 * 1024;

/** Larger content is a file of its own: SQLite reads and writes smaller content faster than a file system does (sqlite.org/intern-v-extern-blob.html). */
export const MAX_SMALL_BLOB_BYTES = 64 * 1024;

/** Files written side by side: their syncs overlap from a few on, and each is an open file, of which some systems allow a process 256. */
export const MAX_BLOBS_AT_ONCE = 16;

/**
 * A database up to this size is looked through for damage before anything is written to it, which takes about a quarter of a second; in a
 * larger one damage shows where it is met, since a start must not wait seconds.
 */
export const MAX_CHECKED_AT_OPEN_BYTES = 32 * 1024 * 1024;

/** What is read at once of a large file: some hundred steps for the largest mail, and a millisecond or two of work for each. */
export const STREAM_CHUNK_BYTES = 256 * 1024;
