import { expect, test } from "vitest";
import { spanOf } from "#shared/search/dates.ts";

/** Half past midnight on the 3rd in Rome, still the 2nd in UTC. */
const WHEN = { nowEpochMs: Date.UTC(2026, 5, 2, 22, 30), timeZone: "Europe/Rome" };

function told(text: string): string | null {
  const span = spanOf(text, WHEN);
  const at = (epochMs: number | null) => (epochMs === null ? "" : new Date(epochMs).toISOString().slice(0, 16));
  return span === null ? null : `${at(span.fromEpochMs)}..${at(span.untilEpochMs)}`;
}

test("a day is the person's own", () => {
  const third = "2026-06-02T22:00..2026-06-03T22:00";
  for (const text of ["today", "OGGI", "2026-06-03", "2026-6-3", "3/6/2026", "3.6.26", "3.6.", "3/6"])
    expect([text, told(text)]).toEqual([text, third]);
  expect(told("ieri")).toBe("2026-06-01T22:00..2026-06-02T22:00");
  // The day after a change of the clocks has 24 hours, that of the change 23.
  expect(told("29/3/2026")).toBe("2026-03-28T23:00..2026-03-29T22:00");
});

test("months, years, spans back from now, and what lies between", () => {
  expect(told("2026-02")).toBe("2026-01-31T23:00..2026-02-28T23:00");
  expect(told("2025")).toBe("2024-12-31T23:00..2025-12-31T23:00");
  expect(told("7d")).toBe("2026-05-26T22:00..");
  expect([told("2w"), told("2s"), told("1m"), told("1a")]).toEqual([
    "2026-05-19T22:00..",
    "2026-05-19T22:00..",
    "2026-05-02T22:00..",
    "2025-06-02T22:00..",
  ]);
  expect(told("2026-01..2026-03-15")).toBe("2025-12-31T23:00..2026-03-15T23:00");
  expect([told("..2026"), told("2026..")]).toEqual(["..2026-12-31T23:00", "2025-12-31T23:00.."]);
});

test("without a year it is the last such day; where the day can't be one, the month stands first", () => {
  expect(told("24/12")).toBe("2025-12-23T23:00..2025-12-24T23:00");
  expect(told("1/31/2026")).toBe("2026-01-30T23:00..2026-01-31T23:00");
});

test("anything else is no date", () => {
  expect(["", "soon", "2026-13", "31.2.2026", "99/99", "7x", "1..2..3", "..nope", "9999999d"].map(told)).toEqual(
    Array.from({ length: 9 }, () => null),
  );
});
