import type { BusinessHours } from "./business-hours.ts";
import { createWallClock, isoDateOf, weekdayOf, type WallClock, type WallTime } from "./wall-clock.ts";

const MINUTE_MS = 60_000;

/** Business hours that never come within so many days are none: the search ends. */
const MAX_DAYS = 3_660;

/** Days whose openings are kept: some years, so that a hundred thousand tickets ask the time zone's tables once a day of theirs. */
const MAX_KEPT_DAYS = 5_000;

export type BusinessCalendar = {
  isOpen(epochMs: number): boolean;
  /** The moment itself where it is open, else when it opens next; null where it never does. */
  nextOpen(epochMs: number): number | null;
  /** The moment itself where it is open, else the last that was, a millisecond before the closing; null where there was none. */
  lastOpen(epochMs: number): number | null;
  /** When so much open time has passed since; null where it never does. */
  add(epochMs: number, durationMs: number): number | null;
  /** The last moment that is open and from which on so much open time passes until then; null where there is none. `durationMs` is above 0. */
  subtract(epochMs: number, durationMs: number): number | null;
  /**
   * The same time of day so many business days later, or earlier where `days` is negative; null where there are not so many. A business day has hours and is no holiday.
   * A time outside of that day's hours moves to its next opening, behind the last one to its closing. A day off counts to the end of the business day before it, and when counting back
   * to the beginning of the one after it: later by 1 from Saturday is Monday's closing, earlier by 1 Friday's opening. Never falls where `epochMs` rises.
   */
  addDays(epochMs: number, days: number): number | null;
  /** Open time between two moments, milliseconds; 0 where `to` is not after `from`. */
  between(fromEpochMs: number, toEpochMs: number): number;
};

type Opening = { readonly fromEpochMs: number; readonly toEpochMs: number };

/** A calendar of business hours: exact to the millisecond, also over changes of the clock. Make one per workflow and keep it. */
export function createBusinessCalendar(hours: BusinessHours): BusinessCalendar {
  const clock = createWallClock(hours.timeZone);
  const holidays = new Set(hours.holidays);
  /** By the day's midnight as if it were one of UTC. */
  const kept = new Map<number, readonly Opening[]>();

  /** Openings from the day of that moment on, oldest first. */
  function* openingsFrom(epochMs: number): Generator<Opening> {
    const start = clock.at(epochMs);
    for (let day = 0; day <= MAX_DAYS; day += 1) yield* openingsOn(dayAfter(start, day));
  }

  /** Openings from the day of that moment back, newest first. */
  function* openingsBack(epochMs: number): Generator<Opening> {
    const start = clock.at(epochMs);
    for (let day = 0; day <= MAX_DAYS; day += 1) yield* openingsOn(dayAfter(start, -day)).toReversed();
  }

  function openingsOn(day: WallTime): readonly Opening[] {
    const date = Date.UTC(day.year, day.month - 1, day.day);
    const known = kept.get(date);
    if (known) return known;
    const openings = holidays.has(isoDateOf(day)) ? [] : united(hours.week[weekdayOf(day) - 1] ?? [], clock, day);
    if (kept.size >= MAX_KEPT_DAYS) kept.clear();
    kept.set(date, openings);
    return openings;
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
    lastOpen(epochMs) {
      for (const { fromEpochMs, toEpochMs } of openingsBack(epochMs)) {
        if (fromEpochMs <= epochMs) return Math.min(toEpochMs - 1, epochMs);
      }
      return null;
    },
    add(epochMs, durationMs) {
      let leftMs = durationMs;
      for (const { fromEpochMs, toEpochMs } of openingsFrom(epochMs)) {
        const from = Math.max(fromEpochMs, epochMs);
        if (toEpochMs <= from) continue;
        if (leftMs <= toEpochMs - from) return from + leftMs;
        leftMs -= toEpochMs - from;
      }
      return null;
    },
    subtract(epochMs, durationMs) {
      let leftMs = durationMs;
      for (const { fromEpochMs, toEpochMs } of openingsBack(epochMs)) {
        const to = Math.min(toEpochMs, epochMs);
        if (to <= fromEpochMs) continue;
        if (leftMs <= to - fromEpochMs) return to - leftMs;
        leftMs -= to - fromEpochMs;
      }
      return null;
    },
    addDays(epochMs, days) {
      const start = clock.at(epochMs);
      const isDayOff = openingsOn(start).length === 0;
      let left = Math.abs(days);
      for (let day = 1; day <= MAX_DAYS; day += 1) {
        const date = dayAfter(start, days < 0 ? -day : day);
        const openings = openingsOn(date);
        if (openings.length > 0) left -= 1;
        if (left > 0) continue;
        const [first, last] = [openings[0], openings.at(-1)];
        if (!first || !last) return null;
        if (isDayOff) return days < 0 ? first.fromEpochMs : last.toEpochMs;
        return within(openings, timeOn(clock, date, epochMs));
      }
      return null;
    },
    between(fromEpochMs, toEpochMs) {
      let sumMs = 0;
      for (const opening of openingsFrom(fromEpochMs)) {
        if (opening.fromEpochMs >= toEpochMs) break;
        const from = Math.max(opening.fromEpochMs, fromEpochMs);
        const to = Math.min(opening.toEpochMs, toEpochMs);
        if (to > from) sumMs += to - from;
      }
      return sumMs;
    },
  };
}

/** A day's intervals as moments, in order; those that overlap or meet are one, so that nothing is counted twice. */
function united(intervals: BusinessHours["week"][number], clock: WallClock, day: WallTime): Opening[] {
  const found: { fromEpochMs: number; toEpochMs: number }[] = [];
  const inOrder = intervals
    .map(({ fromMinute, toMinute }) => ({
      fromEpochMs: at(clock, day, fromMinute),
      toEpochMs: at(clock, day, toMinute),
    }))
    // An interval inside the hour that summer time skips has no length.
    .filter(({ fromEpochMs, toEpochMs }) => fromEpochMs < toEpochMs)
    .toSorted((a, b) => a.fromEpochMs - b.fromEpochMs);
  for (const opening of inOrder) {
    const last = found.at(-1);
    if (last && opening.fromEpochMs <= last.toEpochMs) last.toEpochMs = Math.max(last.toEpochMs, opening.toEpochMs);
    else found.push({ ...opening });
  }
  return found;
}

/** The moment where it is in one of a day's openings, else the next opening, else the last closing. */
function within(openings: readonly Opening[], epochMs: number): number {
  const next = openings.find(({ toEpochMs }) => epochMs <= toEpochMs);
  return next ? Math.max(next.fromEpochMs, epochMs) : (openings.at(-1)?.toEpochMs ?? epochMs);
}

/**
 * The time of day of a moment on another day. Where a change of the clock repeats an hour, its second time counts as its end; where one is skipped, it is the end of the gap: a later
 * moment never comes to an earlier one.
 */
function timeOn(clock: WallClock, { year, month, day }: WallTime, epochMs: number): number {
  let fromEpochMs = Math.floor(epochMs / MINUTE_MS) * MINUTE_MS;
  let restMs = epochMs - fromEpochMs;
  while (clock.epochMsOf(clock.at(fromEpochMs)) !== fromEpochMs) {
    fromEpochMs += MINUTE_MS;
    restMs = 0;
  }
  const { minuteOfDay } = clock.at(fromEpochMs);
  const found = clock.epochMsOf({ year, month, day, minuteOfDay });
  const skippedMinutes = clock.at(found).minuteOfDay - minuteOfDay;
  return skippedMinutes === 0 ? found + restMs : endOfGap(clock, found);
}

/** The first moment behind the gap in which a time of day fell that was taken for this moment after it. */
function endOfGap(clock: WallClock, epochMs: number): number {
  const { minuteOfDay } = clock.at(epochMs);
  let minutes = 0;
  // Within the same stretch the wall's clock and time go alike.
  while (clock.at(epochMs - (minutes + 1) * MINUTE_MS).minuteOfDay === minuteOfDay - minutes - 1) minutes += 1;
  return epochMs - minutes * MINUTE_MS;
}

function at(clock: WallClock, day: WallTime, minuteOfDay: number): number {
  return clock.epochMsOf({ ...day, minuteOfDay });
}

function dayAfter({ year, month, day }: WallTime, days: number): WallTime {
  const date = new Date(Date.UTC(year, month - 1, day + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), minuteOfDay: 0 };
}
