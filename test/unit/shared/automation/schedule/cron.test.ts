import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WEEKDAYS_NINE_TO_FIVE } from "#shared/automation/schedule/business-hours.ts";
import { createBusinessCalendar } from "#shared/automation/schedule/business-time.ts";
import { createCronSchedule, type CronSchedule } from "#shared/automation/schedule/cron.ts";
import { createWallClock, weekdayOf } from "#shared/automation/schedule/wall-clock.ts";

const MINUTE_MS = 60_000;
const ROME = "Europe/Rome";
const utc = (text: string) => Date.parse(`${text}Z`);
const iso = (epochMs: number | null) => (epochMs === null ? null : new Date(epochMs).toISOString().slice(0, 16));

function times(schedule: CronSchedule, after: string, count: number): (string | null)[] {
  const found: (string | null)[] = [];
  let at: number | null = utc(after);
  for (let number = 0; number < count && at !== null; number += 1) {
    at = schedule.next(at);
    found.push(iso(at));
  }
  return found;
}

describe("[F2] the times of a schedule", () => {
  test("are as if every minute's clock were looked at", () => {
    const clock = createWallClock(ROME);
    // A week and more away from the nights (29 March, 25 October) with hours that come twice or not at all.
    const moments = fc.integer({ min: utc("2026-04-07T00:00"), max: utc("2026-10-17T00:00") });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 6 }),
        moments,
        (minute, hour, weekday, moment) => {
          const schedule = createCronSchedule(`${minute} ${hour} * * ${weekday}`, ROME, null);
          const fits = (epochMs: number) => {
            const time = clock.at(epochMs);
            return time.minuteOfDay === hour * 60 + minute && weekdayOf(time) % 7 === weekday;
          };
          let next = Math.floor(moment / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
          while (!fits(next)) next += MINUTE_MS;
          let last = Math.floor(moment / MINUTE_MS) * MINUTE_MS;
          while (!fits(last)) last -= MINUTE_MS;
          expect([iso(schedule.next(moment)), iso(schedule.latest(0, moment))]).toEqual([iso(next), iso(last)]);
        },
      ),
      { numRuns: 8 },
    );
  });

  test("a time itself is none after it, and the latest until it", () => {
    const daily = createCronSchedule("0 9 * * *", "UTC", null);
    const nine = utc("2026-05-04T09:00");
    expect([
      iso(daily.next(nine)),
      iso(daily.next(nine - 1)),
      iso(daily.latest(0, nine)),
      iso(daily.latest(0, nine - 1)),
      daily.latest(nine, nine + MINUTE_MS),
    ]).toEqual(["2026-05-05T09:00", "2026-05-04T09:00", "2026-05-04T09:00", "2026-05-03T09:00", null]);
  });

  test("a time of day that summer time skips comes behind the gap, one that comes twice the first time", () => {
    const early = createCronSchedule("30 2 * * *", ROME, null);
    const several = createCronSchedule("30 2,14 * * *", ROME, null);
    expect([
      times(early, "2026-03-28T12:00", 2),
      times(early, "2026-10-24T12:00", 2),
      times(several, "2026-10-25T00:00", 3),
    ]).toEqual([
      ["2026-03-29T01:00", "2026-03-30T00:30"],
      ["2026-10-25T00:30", "2026-10-26T01:30"],
      ["2026-10-25T00:30", "2026-10-25T13:30", "2026-10-26T01:30"],
    ]);
  });

  test("every so many minutes goes on over both", () => {
    const often = createCronSchedule("*/30 * * * *", ROME, null);
    expect([times(often, "2026-03-29T00:30", 3), times(often, "2026-10-25T00:00", 4)]).toEqual([
      ["2026-03-29T01:00", "2026-03-29T01:30", "2026-03-29T02:00"],
      ["2026-10-25T00:30", "2026-10-25T01:00", "2026-10-25T01:30", "2026-10-25T02:00"],
    ]);
  });

  test("in business hours: forward over a weekend, back over it, and the moment of opening", () => {
    const hours = createBusinessCalendar({ ...WEEKDAYS_NINE_TO_FIVE, timeZone: ROME });
    const hourly = createCronSchedule("0 * * * *", ROME, hours);
    // Friday, 16:30 in Rome; the closing hour itself is outside.
    expect([times(hourly, "2026-07-03T14:30", 2), iso(hourly.latest(0, utc("2026-07-05T12:00")))]).toEqual([
      ["2026-07-06T07:00", "2026-07-06T08:00"],
      "2026-07-03T14:00",
    ]);
    const atNight = createCronSchedule("0 3 * * *", ROME, hours);
    expect([atNight.next(utc("2026-07-03T14:30")), atNight.latest(0, utc("2026-07-05T12:00"))]).toEqual([null, null]);
  });

  test("what is none is refused", () => {
    expect(() => createCronSchedule("61 * * * *", "UTC", null)).toThrow("61");
    expect(() => createCronSchedule("* * * * * *", "UTC", null)).toThrow("5 parts");
    expect(() => createCronSchedule("0 9 * * *", "Mars/Olympus", null)).toThrow("Mars/Olympus");
    expect(createCronSchedule("0 0 30 2 *", "UTC", null).next(0)).toBeNull();
  });
});
