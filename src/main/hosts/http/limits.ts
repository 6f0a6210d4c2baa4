import { MAX_KEPT_MESSAGE_BYTES } from "#main/mail/limits.ts";

const MIB = 1024 * 1024;

/** A JSON body: the longest answer (500 000 characters, each up to six bytes when escaped) with room for the rest. */
export const MAX_JSON_BODY_BYTES = 8 * MIB;

/** One raw mail handed to a channel: what the desk takes by any way. */
export const MAX_MAIL_BODY_BYTES = MAX_KEPT_MESSAGE_BYTES;

/** A mail up to this size is held in memory while it comes; a larger one, or one of which nobody says how large it is, goes to the disk. */
export const MAX_MAIL_IN_MEMORY_BYTES = 4 * MIB;

/** An uploaded mail file. It is held in memory while it is read; larger ones go through `pipedesk import`, which streams. */
export const MAX_UPLOAD_BYTES = 256 * MIB;

/** One WebSocket message: an upload and the few bytes around it. */
export const MAX_SOCKET_MESSAGE_BYTES = MAX_UPLOAD_BYTES + MIB;

/** A dead peer (a laptop that slept, a frozen tab) is noticed within two of these. */
export const HEARTBEAT_INTERVAL_MS = 30_000;

/** Headers come in one packet on loopback; slower than this is no client of ours. */
export const HEADERS_TIMEOUT_MS = 20_000;

/** A whole request with its body: an upload of the largest size from a slow disk. */
export const REQUEST_TIMEOUT_MS = 300_000;

/** At close, requests that are being answered get this long; then their connections are cut. */
export const DRAIN_TIMEOUT_MS = 3_000;

/** Hashed assets never change under their name: a year, the longest that caches honour. */
export const ASSET_MAX_AGE_S = 31_536_000;
