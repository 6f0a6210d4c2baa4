/** Hexadecimal digits of a moment and of what tells apart the drafts of one moment, as the core's own ids have them. */
const MOMENT_DIGITS = 11;
const RANDOM_BYTES = 12;

/** A name for a draft that nobody else gives: it begins with the moment, so that what the core makes of it lies with what is new. */
export function newDraftId(nowEpochMs: number, crypto: Pick<Crypto, "getRandomValues">): string {
  const moment = Math.max(0, Math.trunc(nowEpochMs)).toString(16).padStart(MOMENT_DIGITS, "0");
  const random = [...crypto.getRandomValues(new Uint8Array(RANDOM_BYTES))];
  return `d_${moment}${random.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
