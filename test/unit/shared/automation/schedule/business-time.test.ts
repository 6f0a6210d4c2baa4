import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BusinessHours, WEEKDAYS_NINE_TO_FIVE } from "#shared/automation/schedule/business-hours.ts";
import { createBusinessCalendar } from "#shared/automation/schedule/business-time.ts";
import { createWallClock } from "#shared/automation/schedule/wall-clock.ts";

const HOUR_MS = 3_600_000;
const ROME = { ...WEEKDAYS_NINE_TO_FIVE, timeZone: "Europe/Rome" };
const utc = (text: string) => Date.parse(`${text}Z`);
const iso = (epochMs: number | null) => (epochMs === null ? null : new Date(epochMs).toISOString().slice(0, 16));

describe("[F5] business hours", () => {
  const calendar = createBusinessCalendar(ROME);

  test("waiting counts open time only: Friday afternoon to Monday morning", () => {
    // 16:00 in Rome on a Friday in summer.
    expect(iso(calendar.add(utc("2026-07-03T14:00"), 2 * HOUR_MS))).toBe("2026-07-06T08:00");
    expect(iso(calendar.add(utc("2026-07-03T14:00"), HOUR_MS))).toBe("2026-07-03T15:00");
    expect(iso(calendar.nextOpen(utc("2026-07-04T10:00")))).toBe("2026-07-06T07:00");
    expect(calendar.isOpen(utc("2026-07-06T07:00"))).toBe(true);
    expect(calendar.isOpen(utc("2026-07-06T15:00"))).toBe(false);
  });

  test("holidays and several intervals a day", () => {
    const shop = createBusinessCalendar({
      ...ROME,
      week: ROME.week.with(0, [
        { fromMinute: 540, toMinute: 720 },
        { fromMinute: 840, toMinute: 1080 },
      ]) as BusinessHours["week"],
      holidays: ["2026-07-07"],
    });
    // Monday 11:30: half an hour, the break, then from 14:00.
    expect(iso(shop.add(utc("2026-07-06T09:30"), HOUR_MS))).toBe("2026-07-06T12:30");
    // Monday 17:30, Tuesday is off: Wednesday.
    expect(iso(shop.add(utc("2026-07-06T15:30"), HOUR_MS))).toBe("2026-07-08T07:30");
    expect(shop.between(utc("2026-07-06T00:00"), utc("2026-07-07T22:00"))).toBe(7 * HOUR_MS);
  });

  test("a day on which the clock changes is as long as the wall says", () => {
    const nights = createBusinessCalendar({
      timeZone: "Europe/Rome",
      week: Array.from({ length: 7 }, () => [{ fromMinute: 0, toMinute: 1440 }]) as unknown as BusinessHours["week"],
      holidays: [],
    });
    // 29 March 2026 has 23 hours, 25 October 25.
    expect(nights.between(utc("2026-03-28T23:00"), utc("2026-03-29T22:00"))).toBe(23 * HOUR_MS);
    expect(nights.between(utc("2026-10-24T22:00"), utc("2026-10-25T23:00"))).toBe(25 * HOUR_MS);
  });

  test("hours that never come have no end", () => {
    const never = createBusinessCalendar({ ...ROME, week: [[], [], [], [], [], [], []] });
    expect([never.nextOpen(0), never.add(0, 1), never.between(0, HOUR_MS * 1000)]).toEqual([null, null, 0]);
  });

  test("what is added lies between: for any moment and duration", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: utc("2026-01-01T00:00"), max: utc("2027-01-01T00:00") }),
        fc.integer({ min: 1, max: 60 * HOUR_MS }),
        (start, durationMs) => {
          const end = calendar.add(start, durationMs);
          expect(end === null ? null : calendar.between(start, end)).toBe(durationMs);
        },
      ),
      { numRuns: 50 },
    );
  });
});

test("a wall clock finds its moment again, a skipped time lies after the gap, a doubled one is the first", () => {
  const rome = createWallClock("Europe/Rome");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000_000 }), (minutes) => {
      const epochMs = utc("2024-01-01T00:00") + minutes * 60_000;
      const wall = rome.at(epochMs);
      expect(rome.at(rome.epochMsOf(wall))).toEqual(wall);
    }),
    { numRuns: 200 },
  );
  const at = (month: number, day: number, minuteOfDay: number) =>
    iso(rome.epochMsOf({ year: 2026, month, day, minuteOfDay }));
  expect([at(3, 29, 150), at(10, 25, 150)]).toEqual(["2026-03-29T01:30", "2026-10-25T00:30"]);
});

test("a time zone that is none, and an interval that ends before it begins, are refused", () => {
  expect(BusinessHours.safeParse({ ...ROME, timeZone: "Europe/Atlantis" }).success).toBe(false);
  expect(
    BusinessHours.safeParse({ ...ROME, week: ROME.week.with(0, [{ fromMinute: 600, toMinute: 600 }]) }).success,
  ).toBe(false);
  expect(BusinessHours.safeParse(ROME).success).toBe(true);
});
