import { describe, expect, test } from "vitest";
import { formatAbsolute, formatAge, formatDay, formatDistance } from "#renderer/components/format-time.ts";
import { initialsOf } from "#renderer/components/initials.ts";
import { epochFromLocalInput, localInputFromEpoch } from "#renderer/components/move/local-input.ts";

const NOW = new Date(2026, 5, 15, 12, 0).getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("times in words", () => {
  test("ages take few letters, and beyond a week the day", () => {
    expect(
      [0, 59_000, MINUTE, 61 * MINUTE, 30 * 60 * MINUTE, 8 * DAY, 800 * DAY].map((age) =>
        formatAge(NOW - age, NOW, "en"),
      ),
    ).toEqual(["now", "now", "1m", "1h", "1d", "Jun 7", "Apr 6, 2024"]);
  });

  test("a foreign clock that is ahead says now, not minus", () => {
    expect([formatAge(NOW + DAY, NOW, "en"), formatAge(NOW, NOW, "it")]).toEqual(["now", "ora"]);
  });

  test("distances look both ways", () => {
    expect([
      formatDistance(NOW + 3 * DAY, NOW, "en"),
      formatDistance(NOW - DAY, NOW, "en"),
      formatDistance(NOW + DAY, NOW, "it"),
    ]).toEqual(["in 3 days", "yesterday", "domani"]);
  });

  test("a day tells its year only where it isn't this one", () => {
    expect([formatDay(NOW, NOW, "en"), formatDay(NOW - 400 * DAY, NOW, "en")]).toEqual(["Jun 15", "May 11, 2025"]);
  });

  test("a moment that no calendar has is told as it is", () => {
    expect([formatAbsolute(8.7e15, "en"), formatDay(8.7e15, NOW, "en")]).toEqual([
      "8700000000000000",
      "8700000000000000",
    ]);
  });

  test("a date field shows what it was given, and nothing where it can't", () => {
    const value = localInputFromEpoch(NOW);
    expect([
      value,
      epochFromLocalInput(value),
      localInputFromEpoch(null),
      localInputFromEpoch(8.7e15),
      epochFromLocalInput(""),
      epochFromLocalInput("2026-"),
    ]).toEqual(["2026-06-15T12:00", NOW, "", "", null, null]);
  });
});

describe("initials", () => {
  test.each([
    ["Giulia Bianchi", "GB"],
    ["Ana María Fernández de la Vega-Oñate", "AO"],
    ["zoë", "Z"],
    ["ada.lovelace@example.com", "AC"],
    ["田中 博", "田博"],
    ["  ", "?"],
    ["!!!", "?"],
  ])("of %j are %s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
