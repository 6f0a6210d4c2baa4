/** Limits of what a person writes and why they have their values. */

const MEBIBYTE = 1024 * 1024;

/** A mail as it goes over the wire. Exchange Online and most others take 35 MB and more; Gmail stops at 25 and says so itself. */
export const MAX_MAIL_BYTES = 35 * MEBIBYTE;

/** Base64 (RFC 2045 §6.8): four letters for three bytes, and a line break after 76 letters. */
export const BASE64_GROWTH = (4 / 3) * (78 / 76);

/** Header and boundaries of a part. */
export const PART_OVERHEAD_BYTES = 600;

/** Text that is quoted from the answered mail; more is nobody's reading and is in the earlier mail. */
export const MAX_QUOTED_CHARACTERS = 100_000;

/** HTML that is quoted; a longer original is quoted as its text. */
export const MAX_QUOTED_HTML_CHARACTERS = 200_000;
