/**
 * The wall clock of a time zone by `Intl`, which every engine has. Pure. A time of day that a change to summer time skips is taken for the moment after
 * the gap; one that occurs twice for its first occurrence (RFC 5545 §3.3.5 does the same).
 */
export type WallTime = {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly minuteOfDay: number;
};

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const formats = (timeZone: string) =>
  new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });

export type WallClock = {
  /** What the clock on the wall shows at that moment; seconds are cut off. */
  at(epochMs: number): WallTime;
  /** When it shows that; the day may be out of range (the 0th is the last of the month before). */
  epochMsOf(time: WallTime): number;
};

/** Make one per zone and keep it: a formatter costs a tenth of a millisecond. */
export function createWallClock(timeZone: string): WallClock {
  const format = formats(timeZone);

  function offsetMs(epochMs: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(epochMs)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    const shown = Date.UTC(year, month - 1, day, hour, minute, second);
    return shown - Math.floor(epochMs / 1000) * 1000;
  }

  return {
    at(epochMs) {
      const local = new Date(epochMs + offsetMs(epochMs));
      return {
        year: local.getUTCFullYear(),
        month: local.getUTCMonth() + 1,
        day: local.getUTCDate(),
        minuteOfDay: local.getUTCHours() * 60 + local.getUTCMinutes(),
      };
    },
    epochMsOf({ year, month, day, minuteOfDay }) {
      const shown = Date.UTC(year, month - 1, day) + minuteOfDay * MINUTE_MS;
      // The offset is asked a day to both sides: the one before a change is right for what comes before it.
      const before = shown - offsetMs(shown - DAY_MS);
      if (before + offsetMs(before) === shown) return before;
      const after = shown - offsetMs(shown + DAY_MS);
      if (after + offsetMs(after) === shown) return after;
      // In the gap: as much after it as the time lies behind its beginning.
      return before;
    },
  };
}

/** 1 is Monday, 7 Sunday (ISO 8601). */
export function weekdayOf({ year, month, day }: WallTime): number {
  return ((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7) + 1;
}

/** YYYY-MM-DD */
export function isoDateOf({ year, month, day }: WallTime): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}
