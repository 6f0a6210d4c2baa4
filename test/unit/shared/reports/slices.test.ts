import { expect, test } from "vitest";
import { createWallClock } from "#shared/automation/schedule/wall-clock.ts";
import { durationsOf } from "#shared/reports/durations.ts";
import { grainOf, placeIn, startsOf } from "#shared/reports/slices.ts";

const rome = createWallClock("Europe/Rome");
const told = (starts: readonly number[]) => starts.map((start) => new Date(start).toISOString().slice(0, 13));
const DAY_MS = 86_400_000;

test("days begin at midnight of the zone, also where the clocks change", () => {
  const from = rome.epochMsOf({ year: 2026, month: 3, day: 28, minuteOfDay: 0 });
  const until = rome.epochMsOf({ year: 2026, month: 3, day: 31, minuteOfDay: 0 });
  expect(told(startsOf(from, until, "day", rome))).toEqual(["2026-03-27T23", "2026-03-28T23", "2026-03-29T22"]);
});

test("weeks begin on Monday, months on the first, the first before the time where it must", () => {
  const from = rome.epochMsOf({ year: 2026, month: 5, day: 6, minuteOfDay: 0 });
  expect(told(startsOf(from, from + 8 * DAY_MS, "week", rome))).toEqual(["2026-05-03T22", "2026-05-10T22"]);
  expect(told(startsOf(from, from + 30 * DAY_MS, "month", rome))).toEqual(["2026-04-30T22", "2026-05-31T22"]);
  expect([grainOf(0, 30 * DAY_MS), grainOf(0, 365 * DAY_MS), grainOf(0, 3650 * DAY_MS)]).toEqual([
    "day",
    "week",
    "month",
  ]);
});

test("a time that is turned round, and one of centuries, end", () => {
  expect(startsOf(5 * DAY_MS, 0, "day", rome)).toHaveLength(1);
  expect(startsOf(0, 8.64e15 / 100, "month", rome).length).toBeLessThan(300);
});

test("a moment belongs to the last beginning at or before it", () => {
  expect([-1, 0, 9, 10, 99].map((at) => placeIn([0, 10, 20], at))).toEqual([-1, 0, 0, 1, 2]);
});

test("half, and nine tenths, of the times; of one, that one; of none, nothing", () => {
  expect(durationsOf([9, 1, 5, 3, 7, 2, 4, 6, 8, 10])).toEqual({ count: 10, medianMs: 5, p90Ms: 9 });
  expect(durationsOf([7])).toEqual({ count: 1, medianMs: 7, p90Ms: 7 });
  expect(durationsOf([])).toEqual({ count: 0, medianMs: null, p90Ms: null });
});
