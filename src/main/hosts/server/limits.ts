/** At a stop, requests that are being answered get this long: service managers wait 90 seconds before they kill (systemd's TimeoutStopSec, Docker's 10 is raised in compose.yaml). */
export const SERVER_DRAIN_TIMEOUT_MS = 20_000;

/** A JSON body of signing in: the longest has a token, a name, an address and a password. */
export const MAX_SIGN_IN_BODY_BYTES = 16 * 1024;

/** A year, what browsers' lists of such hosts ask for at least (RFC 6797). */
export const STRICT_TRANSPORT_SECONDS = 31_536_000;

/** Answers of the command line's own endpoint: a list of users. */
export const MAX_ADMIN_BODY_BYTES = 16 * 1024;

/** Proxies in a row that are named in one header; more is no honest chain. */
export const MAX_FORWARDED_ADDRESSES = 20;
