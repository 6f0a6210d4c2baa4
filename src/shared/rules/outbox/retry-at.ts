import { MAX_ATTEMPTS, RETRY_JITTER, RETRY_PAUSES_MS } from "./limits.ts";

/**
 * When a mail is tried again after a temporary refusal; null after the last attempt: then it has failed.
 * @param attempts those made, with the one that just failed
 * @param random in [0, 1)
 */
export function retryAt(attempts: number, nowEpochMs: number, random: number): number | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  const pauseMs = RETRY_PAUSES_MS[Math.max(attempts, 1) - 1] ?? RETRY_PAUSES_MS.at(-1) ?? 0;
  return nowEpochMs + Math.round(pauseMs * (1 + RETRY_JITTER * random));
}
