import { expect, test } from "vitest";
import { type Preset, rangeBefore, rangeOf } from "#renderer/features/reports/time-range.ts";

const NOW = Date.UTC(2026, 2, 31, 10);
const told = (preset: Preset, from = "", until = "") => {
  const range = rangeOf(preset, { from, until }, NOW, "Europe/Rome");
  return range === null
    ? null
    : [range.fromEpochMs, range.untilEpochMs].map((at) => new Date(at).toISOString().slice(0, 13)).join(" ");
};

test("the last days hold today; months are whole; chosen days are both in", () => {
  expect(told("week")).toBe("2026-03-24T23 2026-03-31T22");
  expect(told("thisMonth")).toBe("2026-02-28T23 2026-03-31T22");
  expect(told("lastMonth")).toBe("2026-01-31T23 2026-02-28T23");
  expect(told("custom", "2026-01-01", "2026-01-01")).toBe("2025-12-31T23 2026-01-01T23");
  expect([told("custom"), told("custom", "2026-01-02", "2026-01-01"), told("custom", "2026-01-02")]).toEqual([
    null,
    null,
    null,
  ]);
});

test("the time before is as long, and never before there was any", () => {
  expect(rangeBefore({ fromEpochMs: 100, untilEpochMs: 130 })).toEqual({ fromEpochMs: 70, untilEpochMs: 100 });
  expect(rangeBefore({ fromEpochMs: 10, untilEpochMs: 130 })).toEqual({ fromEpochMs: 0, untilEpochMs: 10 });
});
