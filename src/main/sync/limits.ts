/** Characters of newest commits that a server keeps ready for its devices: some minutes of a busy team. */
export const MAX_WINDOW_CHARACTERS = 16 * 1024 * 1024;

/** How long bells are gathered before a device is told, milliseconds: far below the 300 ms within which a change is to be seen. */
export const BELL_DELAY_MS = 15;

/** How long a device waits for an answer before it takes the connection for lost, milliseconds: a batch over a slow line takes its time. */
export const ANSWER_TIMEOUT_MS = 60_000;

/** Pauses between attempts to reach the server, milliseconds: from the first to the longest; each is spread by half, so that a team doesn't come back at one moment. */
export const FIRST_PAUSE_MS = 500;
export const LONGEST_PAUSE_MS = 60_000;

/** Without any word from the server for so long, the connection is tried, milliseconds: some proxies drop what is silent for a minute. */
export const PING_INTERVAL_MS = 25_000;

/** How long the server keeps a question for news open, milliseconds: below what proxies allow a request. */
export const LONGEST_WAIT_MS = 20_000;

/** How long the server's first word may take, milliseconds. */
export const CONNECT_TIMEOUT_MS = 15_000;

/** After so long it is looked again whether a WebSocket goes through, milliseconds. */
export const HTTP_FOR_MS = 10 * 60_000;

/** What answers in place of a WebSocket, characters: a refusal of the server is one sentence, a longer text is somebody else's page. */
export const MAX_REFUSAL_CHARACTERS = 16_384;

/** Files of which a part has come, and which are kept to go on with: as many as people may have begun on one device and given up. */
export const MAX_PARTIALS = 32;

/** How often a file that breaks off is gone on with before whoever asked for it is told: each time something more had come. */
export const MAX_RESUMES = 5;

/** Without a byte for so long, the transfer of a file is given up, milliseconds: a person looks at it. */
export const FILE_SILENCE_MS = 15_000;

/** Answers in a row that a file is not further with the server than before, until it is brought in one piece: several processes behind one address may each have a part. */
export const MAX_STALLS = 3;

/** Bytes of files of a mail that go ahead of it: some seconds of a slow line. What is larger goes beside it, and the mail waits at the host until it is there. */
export const FIRST_FILES_BYTES = 1024 * 1024;

/** Files that are looked at together when they are brought or taken out. */
export const FILES_A_TURN = 100;

/** Connections for files, beside the one for questions: a large one that is brought doesn't keep one that somebody looks at from coming. */
export const MAX_FILE_CONNECTIONS = 6;

/** What of the server's files may lie on a device, bytes, where nobody chose otherwise: about a year of a small team's attachments, and little of any laptop's disk. */
export const DEFAULT_FILES_BUDGET_BYTES = 2_000_000_000;

/** How long ago a ticket may have been active for its files to be fetched ahead, milliseconds: most that is looked at again is of the last quarter. */
export const AHEAD_FOR_MS = 90 * 86_400_000;

/** How far back is looked again for what came since, milliseconds: other machines' clocks are not quite this one's, and what comes takes its time. */
export const AHEAD_OVERLAP_MS = 15 * 60_000;

/** Larger files are not fetched before somebody asks: the time of a line is better spent on a hundred others. */
export const MAX_AHEAD_FILE_BYTES = 16 * 1024 * 1024;

/** Tickets whose files are fetched ahead together. */
export const AHEAD_TICKETS = 20;

/** A file that was looked at within this time stays, whatever the budget, milliseconds: somebody may be writing with it, or be reading it just now. */
export const KEEP_USED_FOR_MS = 60 * 60_000;

/** How exactly it is kept when a file was looked at, milliseconds: for the order of hours that is enough, and most looks write nothing. */
export const USED_GRAIN_MS = 10 * 60_000;

/** How long a search waits for what the server finds, milliseconds: then what is here is shown alone. */
export const SEARCH_WAIT_MS = 2_000;

/** Pages of what the server's search finds that are looked through for older tickets. */
export const MAX_SEARCHED_PAGES = 5;
