/** The times that a report can be asked for, in the days of the person. Pure. */
import { createWallClock, type WallTime } from "#shared/automation/schedule/wall-clock.ts";

export const PRESETS = ["week", "month", "quarter", "year", "thisMonth", "lastMonth", "custom"] as const;
export type Preset = (typeof PRESETS)[number];

/** From the beginning of a day up to, not including, that of another. */
export type TimeRange = { readonly fromEpochMs: number; readonly untilEpochMs: number };

/** Days as a date field has them: YYYY-MM-DD; '' while none is chosen. */
export type CustomDays = { readonly from: string; readonly until: string };

const DAYS_BACK = { week: 7, month: 30, quarter: 90, year: 365 } as const;

/** The days up to today, or whole months; null where the days that were chosen make no time. */
export function rangeOf(preset: Preset, custom: CustomDays, nowEpochMs: number, timeZone: string): TimeRange | null {
  const clock = createWallClock(timeZone);
  const { year, month, day } = clock.at(nowEpochMs);
  const startOf = (date: Omit<WallTime, "minuteOfDay">) => clock.epochMsOf({ ...date, minuteOfDay: 0 });
  switch (preset) {
    case "thisMonth":
      return {
        fromEpochMs: startOf({ year, month, day: 1 }),
        untilEpochMs: startOf({ year, month, day: day + 1 }),
      };
    case "lastMonth":
      return {
        fromEpochMs: startOf({ year, month: month - 1, day: 1 }),
        untilEpochMs: startOf({ year, month, day: 1 }),
      };
    case "custom": {
      const [from, until] = [dayOf(custom.from), dayOf(custom.until)];
      if (from === null || until === null) return null;
      const range = { fromEpochMs: startOf(from), untilEpochMs: startOf({ ...until, day: until.day + 1 }) };
      return range.fromEpochMs < range.untilEpochMs ? range : null;
    }
    default:
      return {
        fromEpochMs: startOf({ year, month, day: day + 1 - DAYS_BACK[preset] }),
        untilEpochMs: startOf({ year, month, day: day + 1 }),
      };
  }
}

/** The time before, as long as this one. */
export function rangeBefore({ fromEpochMs, untilEpochMs }: TimeRange): TimeRange {
  return { fromEpochMs: Math.max(fromEpochMs - (untilEpochMs - fromEpochMs), 0), untilEpochMs: fromEpochMs };
}

function dayOf(text: string): Omit<WallTime, "minuteOfDay"> | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  return found === null ? null : { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) };
}
