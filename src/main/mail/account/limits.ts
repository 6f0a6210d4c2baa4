/** Limits of the dialogue with mail servers and why they have their values. */

/** A server on the other side of the world over a bad mobile network shakes hands within this; more is no server. */
export const CONNECT_TIMEOUT_MS = 15_000;

/** Some servers look up the caller's name before they greet, which can take a resolver's whole patience (2 × 5 s). */
export const GREETING_TIMEOUT_MS = 15_000;

/**
 * Silence in the middle of a dialogue. RFC 5321 wants up to 10 minutes for the end of DATA; servers that scan large mails have been seen to take
 * two. IDLE is broken and begun anew well before this.
 */
export const SOCKET_TIMEOUT_MS = 5 * 60_000;

/** How long the other side may take to close after we said goodbye. */
export const CLOSE_TIMEOUT_MS = 2_000;

/** A person waits for the test of a mailbox: both halves at once, each within this. */
export const TEST_TIMEOUT_MS = 20_000;

/** The second handshake that only looks at a certificate; part of the wait for a test. */
export const CERTIFICATE_TIMEOUT_MS = 5_000;

/** One line of an IMAP dialogue that is no message: the answer to a search in a mailbox of a million messages takes about 8 MB. */
export const MAX_IMAP_LINE_BYTES = 32 * 1024 * 1024;

/** Server's words in a failure: enough for the longest real ones (Google's, with two links), little enough for a dialog. */
export const MAX_FAILURE_DETAIL_CHARS = 600;

/** Steps of the dialogue kept per channel: about ten log-ins with a fetch each. */
export const MAX_TRACE_LINES = 400;

/** Of one step; folder lists and search answers are cut. */
export const MAX_TRACE_LINE_CHARS = 500;

/** Of one step before secrets are looked for in it; nothing behind this can come within the line's limit. */
export const MAX_UNMASKED_CHARS = 16 * 1024;

/** Secrets that one mask knows: a channel has a password or a few generations of tokens. The oldest go first. */
export const MAX_MASKED_SECRETS = 32;

/** A shorter secret would blot out every second word; only the places where secrets stand are masked then. */
export const MIN_MASKED_SECRET_CHARS = 4;

/** Folders of one mailbox that are shown; a person picks one of them from a list. */
export const MAX_LISTED_FOLDERS = 2_000;

/** An access token is renewed this long before it ends, so that it doesn't end in the middle of a log-in. */
export const TOKEN_MARGIN_MS = 2 * 60_000;

/**
 * Where both halves of a mailbox find their token refused at the same moment, the second gets the one that the first had renewed; a token so
 * young that is refused again is refused for good.
 */
export const MIN_RENEWAL_GAP_MS = 30_000;

/** Where the provider doesn't say how long an access token lasts: shorter than Google's and Microsoft's hour. */
export const DEFAULT_TOKEN_LIFE_MS = 30 * 60_000;

/** A sign-in with a forgotten password, a second factor and a consent page is done within this. */
export const FLOW_LIFE_MS = 10 * 60_000;

/** Sign-ins that go on at the same time; each has a socket. */
export const MAX_FLOWS = 4;

/** A token endpoint answers within a second; a network that swallows packets never does. */
export const TOKEN_TIMEOUT_MS = 15_000;

/** Of one look-up while a mailbox is searched; MX and then Mozilla's collection can follow one another, so a person waits twice this at most. */
export const DISCOVERY_TIMEOUT_MS = 4_000;

/** The largest files of Mozilla's collection, with hundreds of domains, have 30 KB. */
export const MAX_AUTOCONFIG_BYTES = 256 * 1024;

/** Depth of an autoconfig file: clientConfig, emailProvider, incomingServer, username and what a provider adds. */
export const MAX_AUTOCONFIG_DEPTH = 16;

/** Large hosts send a request from the domain to www to their own; more is a loop. */
export const MAX_REDIRECTS = 3;

/** Proposals shown; the first one fits nearly always. */
export const MAX_PROPOSALS = 6;

/** What servers say before STARTTLS, greeting and extensions together, is 1 KB. */
export const MAX_CERTIFICATE_DIALOGUE_BYTES = 32 * 1024;
