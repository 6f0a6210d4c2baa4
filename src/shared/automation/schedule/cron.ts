import { Cron } from "croner";
import type { BusinessCalendar } from "./business-time.ts";

/** Times outside of the business hours that a search passes before it gives up: a daily schedule that meets none in a year meets them never. */
const MAX_PASSES = 400;

/** Any moment will do: whether a cron expression has times does not change with the years. */
const SOME_EPOCH_MS = Date.UTC(2026, 0, 1);

/** Whether the expression has a time at all. */
export function isCron(cron: string): boolean {
  try {
    return createCronSchedule(cron, "UTC", null).next(SOME_EPOCH_MS) !== null;
  } catch {
    return false;
  }
}

export type CronSchedule = {
  /** The first time after that moment; null where there is none. */
  next(afterEpochMs: number): number | null;
  /** The last time that is after the one moment and not after the other; null where there is none. */
  latest(afterEpochMs: number, untilEpochMs: number): number | null;
};

/**
 * The times of a cron expression of five fields in a time zone; with a calendar, those that lie in its business hours. Only the pattern is used: clock and
 * timers are the caller's.
 *
 * A time of day that a change to summer time skips is taken at the first moment behind the gap, one that occurs twice at its first occurrence; what runs
 * every so many minutes or hours runs in both (as cron of Vixie does).
 * @throws Error for an expression or a time zone that there is not
 */
export function createCronSchedule(cron: string, timeZone: string, hours: BusinessCalendar | null): CronSchedule {
  const pattern = new Cron(cron, { timezone: timeZone, mode: "5-part", fixedTimeRule: "no-wildcard" });
  const nextOf = (epochMs: number) => pattern.nextRun(new Date(epochMs))?.getTime() ?? null;
  // A run at the reference itself is none before it.
  const lastUntil = (epochMs: number) => pattern.previousRuns(1, new Date(epochMs + 1))[0]?.getTime() ?? null;
  // An unknown zone shows itself only in use.
  nextOf(0);

  return {
    next(afterEpochMs) {
      let found = nextOf(afterEpochMs);
      for (let pass = 0; hours !== null && found !== null && pass < MAX_PASSES; pass += 1) {
        const opens = hours.nextOpen(found);
        if (opens === found) return found;
        // The moment of opening itself may be a time.
        found = opens === null ? null : nextOf(opens - 1);
      }
      return hours === null ? found : null;
    },
    latest(afterEpochMs, untilEpochMs) {
      let found = lastUntil(untilEpochMs);
      for (let pass = 0; found !== null && found > afterEpochMs && pass < MAX_PASSES; pass += 1) {
        const open = hours === null ? found : hours.lastOpen(found);
        if (open === found) return found;
        found = open === null ? null : lastUntil(open);
      }
      return null;
    },
  };
}
