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
