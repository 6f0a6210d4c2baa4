import { BACKLOG_INTERVAL_MS, BACKLOG_MOST_MS } from "./limits.ts";

/** When each of so many things goes on that may all go on now: one after the other, a few in a second; where they are too many for that, so that the last is done in time. */
export function spreadOver(count: number, fromEpochMs: number): number[] {
  const intervalMs = Math.min(BACKLOG_INTERVAL_MS, BACKLOG_MOST_MS / Math.max(count, 1));
  return Array.from({ length: count }, (_, place) => fromEpochMs + Math.floor(place * intervalMs));
}
