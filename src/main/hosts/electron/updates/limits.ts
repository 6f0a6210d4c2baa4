const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;

/** After the start, which has better to do at first. */
export const FIRST_CHECK_AFTER_MS = 60 * SECOND_MS;
/** A release is no news that can't wait for a day. */
export const CHECK_EVERY_MS = 24 * HOUR_MS;
export const POSTPONE_MS = 24 * HOUR_MS;
/** How often a wanted update looks whether mail is still on its way. */
export const MAIL_LOOK_MS = 2 * SECOND_MS;

/** A feed has one version, a handful of files and its notes; a real one has 1 to 5 kilobytes. */
export const MAX_FEED_BYTES = 256 * 1024;
/** An installer has about 100 megabytes, one for two processors twice that. */
export const MAX_INSTALLER_BYTES = 1024 ** 3;
/** From the feed's folder to where the files lie; more is a circle. */
export const MAX_REDIRECTS = 5;
/** Nothing came for so long: nothing will. */
export const IDLE_TIMEOUT_MS = 30 * SECOND_MS;
/** Of the whole of a feed, which may also drip. */
export const FEED_TIMEOUT_MS = 60 * SECOND_MS;
export const MAX_NOTES_CHARACTERS = 20_000;
/** A detail of a failure: enough to recognise it. */
export const MAX_DETAIL_CHARACTERS = 300;
/** The installer, its unpacked copy, and some air. */
export const SPACE_FACTOR = 2;
