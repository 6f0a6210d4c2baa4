import type { BusinessHours } from "./business-hours.ts";
import { createWallClock, isoDateOf, weekdayOf, type WallClock, type WallTime } from "./wall-clock.ts";

/** Business hours that never come within so many days are none: the search ends. */
const MAX_DAYS_AHEAD = 3_660;

export type BusinessCalendar = {
  isOpen(epochMs: number): boolean;
  /** The moment itself where it is open, else when it opens next; null where it never does. */
  nextOpen(epochMs: number): number | null;
  /** When so much open time has passed since; null where it never does. */
  add(epochMs: number, durationMs: number): number | null;
  /** Open time between two moments, milliseconds; 0 where `to` is not after `from`. */
  between(fromEpochMs: number, toEpochMs: number): number;
};

type Opening = { readonly fromEpochMs: number; readonly toEpochMs: number };

/** A calendar of business hours: exact to the millisecond, also over changes of the clock. */
export function createBusinessCalendar(hours: BusinessHours): BusinessCalendar {
  const clock = createWallClock(hours.timeZone);
  const holidays = new Set(hours.holidays);

  /** Openings from the day of that moment on, oldest first. */
  function* openingsFrom(epochMs: number): Generator<Opening> {
    const start = clock.at(epochMs);
    for (let day = 0; day <= MAX_DAYS_AHEAD; day += 1) yield* openingsOn(dayAfter(start, day));
  }

  function openingsOn(day: WallTime): Opening[] {
    if (holidays.has(isoDateOf(day))) return [];
    const intervals = hours.week[weekdayOf(day) - 1] ?? [];
    return intervals
      .map(({ fromMinute, toMinute }) => ({
        fromEpochMs: at(clock, day, fromMinute),
        toEpochMs: at(clock, day, toMinute),
      }))
      .filter(({ fromEpochMs, toEpochMs }) => fromEpochMs < toEpochMs)
      .toSorted((a, b) => a.fromEpochMs - b.fromEpochMs);
  }

  function nextOpen(epochMs: number): number | null {
    for (const { fromEpochMs, toEpochMs } of openingsFrom(epochMs)) {
      if (toEpochMs > epochMs) return Math.max(fromEpochMs, epochMs);
    }
    return null;
  }

  return {
    isOpen: (epochMs) => nextOpen(epochMs) === epochMs,
    nextOpen,
    add(epochMs, durationMs) {
      let leftMs = durationMs;
      let position = epochMs;
      for (const { fromEpochMs, toEpochMs } of openingsFrom(epochMs)) {
        // Intervals of one day may overlap; what was counted is not counted again.
        const from = Math.max(fromEpochMs, position);
        if (toEpochMs <= from) continue;
        if (leftMs <= toEpochMs - from) return from + leftMs;
        leftMs -= toEpochMs - from;
        position = toEpochMs;
      }
      return null;
    },
    between(fromEpochMs, toEpochMs) {
      let sumMs = 0;
      let position = fromEpochMs;
      for (const opening of openingsFrom(fromEpochMs)) {
        if (opening.fromEpochMs >= toEpochMs) break;
        const from = Math.max(opening.fromEpochMs, position);
        const to = Math.min(opening.toEpochMs, toEpochMs);
        if (to <= from) continue;
        sumMs += to - from;
        position = to;
      }
      return sumMs;
    },
  };
}

function at(clock: WallClock, day: WallTime, minuteOfDay: number): number {
  return clock.epochMsOf({ ...day, minuteOfDay });
}

function dayAfter({ year, month, day }: WallTime, days: number): WallTime {
  const date = new Date(Date.UTC(year, month - 1, day + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), minuteOfDay: 0 };
}
