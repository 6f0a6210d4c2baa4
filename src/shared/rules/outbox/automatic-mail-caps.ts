import { AUTOMATIC_MAIL_CAPS, HARD_BOUNCE_PAUSE_MS } from "./limits.ts";

const MINUTE_MS = 60_000;

/**
 * D7: the first cap that one more automatic mail to the recipient would break; null where it may go.
 * @param sentAtEpochMs when the automatic mails to this recipient on this ticket went out
 * @rule D7
 */
export function automaticMailCaps(
  sentAtEpochMs: readonly number[],
  nowEpochMs: number,
): { readonly mails: number; readonly minutes: number } | null {
  const reached = AUTOMATIC_MAIL_CAPS.find(
    ({ mails, minutes }) => sentAtEpochMs.filter((at) => at > nowEpochMs - minutes * MINUTE_MS).length >= mails,
  );
  return reached ?? null;
}

/** D7: until when the address gets no automatic mail; null where it may get some. */
export function bouncedUntil(hardBouncedAtEpochMs: number | null | undefined, nowEpochMs: number): number | null {
  if (hardBouncedAtEpochMs === null || hardBouncedAtEpochMs === undefined) return null;
  const untilEpochMs = hardBouncedAtEpochMs + HARD_BOUNCE_PAUSE_MS;
  return untilEpochMs > nowEpochMs ? untilEpochMs : null;
}
