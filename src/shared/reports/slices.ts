import { type WallClock, type WallTime, weekdayOf } from "../automation/schedule/wall-clock.ts";

export type Grain = "day" | "week" | "month";

/** More points than that can't be told apart on a screen. */
const MOST_DAYS = 62;
const MOST_WEEKS_IN_DAYS = 400;
const DAY_MS = 86_400_000;
/** Twenty years by the month: who asks for more gets the last of them. */
const MOST_POINTS = 240;

/** By what a time is counted: so that it has about fifty points. */
export function grainOf(fromEpochMs: number, untilEpochMs: number): Grain {
  const days = (untilEpochMs - fromEpochMs) / DAY_MS;
  if (days <= MOST_DAYS) return "day";
  return days <= MOST_WEEKS_IN_DAYS ? "week" : "month";
}

/** The beginnings of the days, weeks (from Monday) or months of a time on this clock, the first at or before its begin. */
export function startsOf(fromEpochMs: number, untilEpochMs: number, grain: Grain, clock: WallClock): number[] {
  const starts: number[] = [];
  let at = firstOf(clock.at(fromEpochMs), grain);
  for (;;) {
    const start = clock.epochMsOf(at);
    if (start >= untilEpochMs && starts.length > 0) return starts.slice(-MOST_POINTS);
    starts.push(start);
    at = nextOf(at, grain);
  }
}

function firstOf(time: WallTime, grain: Grain): WallTime {
  const { year, month, day } = time;
  if (grain === "month") return { year, month, day: 1, minuteOfDay: 0 };
  return { year, month, day: grain === "week" ? day - (weekdayOf(time) - 1) : day, minuteOfDay: 0 };
}

function nextOf(time: WallTime, grain: Grain): WallTime {
  if (grain === "month") return { ...time, month: time.month + 1 };
  return { ...time, day: time.day + (grain === "week" ? 7 : 1) };
}

/** Which of these beginnings a moment belongs to; -1: it lies before them. */
export function placeIn(starts: readonly number[], epochMs: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= epochMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
