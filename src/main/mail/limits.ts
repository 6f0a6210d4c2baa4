/**
 * Limits of the mail area and why they have their values. A message over a limit is set aside with its raw source or read in part with a
 * note in `problems`; it never stops the messages behind it [H6].
 */

const MEBIBYTE = 1024 * 1024;

/** What is larger is read from its kept source, in flat memory: two mails may be at hand at once, each several times over. Nearly all mail is smaller. */
export const MAX_MESSAGE_BYTES = 16 * MEBIBYTE;

/** The largest message that is taken. More is left where it is: a packed file of a few megabytes can unpack to more than the disk holds. */
export const MAX_KEPT_MESSAGE_BYTES = 512 * MEBIBYTE;

/** What is no mail is kept up to this size, for whoever put it into the archive. */
export const MAX_KEPT_FILE_BYTES = 100 * MEBIBYTE;

/** What a compressed S/MIME part may unpack to. */
export const MAX_UNPACKED_BYTES = 100 * MEBIBYTE;

/** Heads and lines that may be borders of parts, of a large mail: a thousand files make one or two megabytes of them. Read on the main thread, in a quarter of a second at most. */
export const MAX_OUTLINE_BYTES = 4 * MEBIBYTE;

/** One head of a large mail: the longest honest ones name ten thousand recipients in half of this. */
export const MAX_LARGE_HEADER_BYTES = 1 * MEBIBYTE;

/** A large mail without the insides of its large files. */
export const MAX_REDUCED_BYTES = 16 * MEBIBYTE;

/** Texts of a large mail, as they were sent: what is read of them in the end is bounded by `MAX_TEXT_CHARS` and `MAX_HTML_CHARS`. */
export const MAX_LARGE_TEXT_BYTES = 6 * MEBIBYTE;

/** Files of a large mail that are decoded from the disk; smaller ones are read with it. */
export const MIN_DETACHED_BYTES = 256 * 1024;

/** Of these, so much tells their kind: a picture's first bytes, an attached message's header. */
export const MAX_DETACHED_BEGINNING_BYTES = 16 * 1024;

/** Real header blocks stay under 100 KB; 10 000 recipients make about 500 KB. Beyond this the rest of the block is not read. */
export const MAX_HEADER_BYTES = 8 * MEBIBYTE;

/** One field of the block; what is longer is cut, so that it hides no field behind it. */
export const MAX_HEADER_FIELD_CHARS = 2 * MEBIBYTE;

/** Header fields kept of one message; long relay chains have about 150. */
export const MAX_HEADER_FIELDS = 2_000;

/** Bytes of one header field that are kept in `headers`; addresses and subject are read from the whole field. */
export const MAX_KEPT_HEADER_CHARS = 16 * 1024;

/** All header text kept in `headers` of one message: it is stored with every message, so it has to stay small. */
export const MAX_KEPT_HEADERS_CHARS = 256 * 1024;

export const MAX_SUBJECT_CHARS = 2_000;

/** Addresses kept of one message, in all address fields together; the largest honest distribution seen is a few thousand. */
export const MAX_ADDRESSES = 20_000;

/** Of these, as many of each field are stored with the message, which lists and the live feed carry about; the raw source has all. */
export const MAX_STORED_ADDRESSES = 500;

/** Thread references kept; long threads carry 50 to 100, programs cut at 20. */
export const MAX_REFERENCES = 500;

/** Honest mail nests five deep, forwards of forwards about ten. Deeper parts are kept closed, as attachments. */
export const MAX_NESTING_DEPTH = 50;

/** A mail with 329 attachments is among the foreign messages known to be honest; bombs have a hundred thousand parts. */
export const MAX_PARTS = 5_000;

/** Text kept of one message: a book has 1 MB. The raw source keeps the rest. */
export const MAX_TEXT_CHARS = 4 * MEBIBYTE;
export const MAX_HTML_CHARS = 8 * MEBIBYTE;

/** Of a mail's texts so many are looked at letter by letter where they have no honest charset: some milliseconds each. */
export const MAX_TEXTS_WITH_STATISTICS = 20;

/** HTML that is turned into text when the sender gave no text part: 1 MB takes about half a second, tables in tables more. */
export const MAX_HTML_TO_TEXT_CHARS = 1 * MEBIBYTE;

/** Tags open at once. Outlook's nested tables reach about 60; the converter takes a minute for 200 000. */
export const MAX_HTML_DEPTH = 300;

/** Text searched for forwards and history by pattern; both stand on top of a message. */
export const MAX_ANALYSED_TEXT_CHARS = 200_000;

/** 255 bytes is what file systems take; room is left for a suffix such as " (2)" and for three-byte letters. */
export const MAX_ATTACHMENT_NAME_BYTES = 180;

/** Files unpacked from uuencoded text of one message. */
export const MAX_UUENCODED_FILES = 100;

/** Files in one winmail.dat; Outlook itself stops at some hundreds. */
export const MAX_TNEF_FILES = 1_000;

/** Messages within messages within winmail.dat that are opened. */
export const MAX_TNEF_DEPTH = 3;

/** Outlook writes about a hundred properties a message. */
export const MAX_TNEF_PROPERTIES = 5_000;

/** Outlook's RTF is its HTML three times over; larger stays in the raw source, as its unpacker keeps each byte as a number. */
export const MAX_RTF_BYTES = 4 * MEBIBYTE;

/** Signed messages within signed messages that are opened. */
export const MAX_SEAL_DEPTH = 5;

/** Calendar files that are put into words: an invitation has a few kilobytes, a whole calendar is a file to be kept. */
export const MAX_CALENDAR_CHARS = 512 * 1024;
export const MAX_CALENDAR_EVENTS = 20;
export const MAX_CALENDAR_ATTENDEES = 50;

/** Dates outside are typing errors or attacks on sorting; 1950 is where the two-digit years of RFC 5322 §4.3 begin. */
export const MIN_DATE_EPOCH_MS = Date.UTC(1950, 0, 1);
export const MAX_DATE_EPOCH_MS = Date.UTC(2100, 0, 1) - 1;

/** What is read at once from a mail archive. */
export const IMPORT_CHUNK_BYTES = 256 * 1024;

/** Start of a message that is handed out with a set-aside item, enough for its header. */
export const SET_ASIDE_PREFIX_BYTES = 64 * 1024;

/** A file is looked at this far to tell what it is. */
export const DETECTION_BYTES = 64 * 1024;

/** Directories deeper than this are a loop of links or a trap. */
export const MAX_DIRECTORY_DEPTH = 64;

/** A single mail up to this size is read on the main thread: a few milliseconds at most, and less than the way to another thread where that has to be started. */
export const MAX_READ_HERE_BYTES = 32 * 1024;

/** Mails that go to a reading thread together: their way there and back is shared, and two threads share a batch evenly. */
export const READ_AT_ONCE_MAILS = 16;
export const READ_AT_ONCE_BYTES = 2 * MEBIBYTE;

/** More threads than this read faster than the desk takes mail in. */
export const MAX_READING_THREADS = 2;

/** Mails in one piece of work: some ten milliseconds, between which a person's command gets its turn. Many pieces share a commit. */
export const MAILS_A_PIECE = 8;

/** A gateway's banner or a list's footer on a copy of a mail; what is longer is something else that the sender wrote. */
export const MAX_ADDED_CHARACTERS = 2_000;

/** A delivery report without an id is about a mail of these days: servers try for four to five before they give up (RFC 5321 §4.5.4.1). */
export const BOUNCE_WINDOW_MS = 6 * 86_400_000;

/** Sent mails looked through for the one that such a report is about, the newest first, so many at once: some days of a busy desk. */
export const MAX_SENT_LOOKED_THROUGH = 5_000;
export const SENT_BATCH = 250;
