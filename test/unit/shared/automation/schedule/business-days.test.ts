import fc from "fast-check";
import { expect, test } from "vitest";
import { WEEKDAYS_NINE_TO_FIVE, type BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import { createBusinessCalendar } from "#shared/automation/schedule/business-time.ts";
import { createWallClock } from "#shared/automation/schedule/wall-clock.ts";
import { Duration } from "#shared/automation/steps/common.ts";

const utc = (text: string) => Date.parse(`${text}Z`);
const rome = createWallClock("Europe/Rome");
/** As the wall in Rome shows it. */
const wall = (epochMs: number | null) => {
  if (epochMs === null) return null;
  const { year, month, day, minuteOfDay } = rome.at(epochMs);
  return new Date(Date.UTC(year, month - 1, day) + minuteOfDay * 60_000).toISOString().slice(0, 16);
};
const at = (text: string) => {
  const [date = "", time = ""] = text.split("T");
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return rome.epochMsOf({ year, month, day, minuteOfDay: hour * 60 + minute });
};

const hoursOf = (week: BusinessHours["week"], holidays: string[] = []) =>
  createBusinessCalendar({ timeZone: "Europe/Rome", week, holidays });
const weekOf = (...days: (readonly [number, number][])[]) =>
  days.map((day) => day.map(([from, to]) => ({ fromMinute: from * 60, toMinute: to * 60 }))) as BusinessHours["week"];

// 4 to 10 May 2026 is Monday to Sunday; Thursday the 14th is off.
const office = hoursOf(WEEKDAYS_NINE_TO_FIVE.week, ["2026-05-14"]);

test.each([
  ["the same time of day", "2026-05-04T10:30", 2, "2026-05-06T10:30"],
  ["over the weekend", "2026-05-08T10:30", 1, "2026-05-11T10:30"],
  ["over a day off in between", "2026-05-13T10:30", 2, "2026-05-18T10:30"],
  ["a week of five days", "2026-05-04T10:30", 5, "2026-05-11T10:30"],
  ["begun before opening: that day is the one from which it counts", "2026-05-04T07:00", 1, "2026-05-05T09:00"],
  ["begun after closing: by the end of the day", "2026-05-08T19:00", 1, "2026-05-11T17:00"],
  ["begun on a Saturday: the whole Monday", "2026-05-09T11:00", 1, "2026-05-11T17:00"],
  ["begun on a Sunday: the same", "2026-05-10T23:59", 1, "2026-05-11T17:00"],
  ["begun on a day off", "2026-05-14T10:30", 1, "2026-05-15T17:00"],
  ["begun as the hours begin and as they end", "2026-05-04T17:00", 1, "2026-05-05T17:00"],
  ["begun in the last minute of a day", "2026-05-04T23:59", 1, "2026-05-05T17:00"],
  ["before a date", "2026-05-06T10:30", -2, "2026-05-04T10:30"],
  ["before a Monday", "2026-05-11T10:30", -1, "2026-05-08T10:30"],
  ["before a date on a Saturday: the whole Friday", "2026-05-09T11:00", -1, "2026-05-08T09:00"],
  ["before a date on a day off: the whole day before", "2026-05-14T11:00", -1, "2026-05-13T09:00"],
  ["before a date early in the morning", "2026-05-11T03:00", -1, "2026-05-08T09:00"],
  ["before a date late at night", "2026-05-12T22:00", -1, "2026-05-11T17:00"],
])("[F5] business days: %s", (_what, from, days, to) => {
  expect(wall(office.addDays(at(from), days))).toBe(to);
});

test("[F5] business days fit into the hours of the day on which they end: breaks, short days", () => {
  const shop = hoursOf(
    weekOf(
      [[9, 18]],
      [
        [9, 12],
        [14, 18],
      ],
      [[10, 13]],
      [],
      [[9, 18]],
      [],
      [],
    ),
  );
  const ends = (from: string, days: number) => wall(shop.addDays(at(from), days));
  expect([
    ends("2026-05-04T13:00", 1),
    ends("2026-05-04T15:00", 2),
    ends("2026-05-04T09:15", 2),
    // Thursday has no hours, and is no business day.
    ends("2026-05-06T12:00", 1),
    ends("2026-05-08T15:00", -1),
  ]).toEqual(["2026-05-05T14:00", "2026-05-06T13:00", "2026-05-06T10:00", "2026-05-08T12:00", "2026-05-06T13:00"]);
});

test("[F5] business days keep the time of day over changes of the clock", () => {
  // 29 March and 25 October 2026.
  expect(new Date(office.addDays(utc("2026-03-27T09:30:12.345"), 1) ?? 0).toISOString()).toBe(
    "2026-03-30T08:30:12.345Z",
  );
  expect(new Date(office.addDays(utc("2026-10-23T08:30"), 1) ?? 0).toISOString()).toBe("2026-10-26T09:30:00.000Z");
  const always = hoursOf(weekOf([[0, 24]], [[0, 24]], [[0, 24]], [[0, 24]], [[0, 24]], [[0, 24]], [[0, 24]]));
  const ends = (from: string, days: number) =>
    new Date(always.addDays(utc(from), days) ?? 0).toISOString().slice(11, 19);
  // 2:30 is skipped: the hour after it begins; the second 2:30 counts as the end of the hour that is repeated.
  expect([
    ends("2026-03-28T01:30", 1),
    ends("2026-10-25T00:30", 1),
    ends("2026-10-25T01:30", 1),
    ends("2026-10-24T00:30", 1),
  ]).toEqual(["01:00:00", "01:30:00", "02:00:00", "00:30:00"]);
});

test("[F5] there are no business days in a week without hours, and none where all are off", () => {
  const week = WEEKDAYS_NINE_TO_FIVE.week;
  const never = hoursOf(week.map(() => []) as unknown as BusinessHours["week"]);
  expect([never.addDays(at("2026-05-04T10:00"), 1), never.addDays(at("2026-05-04T10:00"), -1)]).toEqual([null, null]);
  const mondays = hoursOf(week.map((day, place) => (place === 0 ? day : [])) as BusinessHours["week"], ["2026-05-11"]);
  expect(wall(mondays.addDays(at("2026-05-04T10:00"), 1))).toBe("2026-05-18T10:00");
  expect(mondays.addDays(at("2026-05-04T10:00"), 100_000)).toBeNull();
});

test("[F5] a count of none, of a half and of less than none is refused", () => {
  const read = (amount: number) => Duration.safeParse({ amount, unit: "business-days" }).success;
  expect([read(1), read(0), read(-1), read(0.5)]).toEqual([true, false, false, false]);
});

test("[F5] a later moment never comes to an earlier end, and counting back and forth stays within the day", () => {
  const nights = hoursOf(
    weekOf(
      [[0, 24]],
      [[1, 3]],
      [
        [2, 5],
        [22, 24],
      ],
      [[8, 12]],
      [],
      [[0, 4]],
      [[0, 24]],
    ),
    ["2026-03-30"],
  );
  const moments = fc.integer({ min: utc("2026-03-26T00:00") / 60_000, max: utc("2026-04-02T00:00") / 60_000 });
  const days = fc.integer({ min: -4, max: 4 }).filter((count) => count !== 0);
  const autumnMs = utc("2026-10-22T00:00") - utc("2026-03-26T00:00");
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 3_000 }), days, fc.boolean(), (minute, later, count, isAutumn) => {
      const from = minute * 60_000 + (isAutumn ? autumnMs : 0);
      for (const calendar of [nights, office]) {
        const [one, other] = [calendar.addDays(from, count), calendar.addDays(from + later * 60_000, count)];
        expect((one ?? 0) <= (other ?? 0)).toBe(true);
        expect(count > 0 ? (one ?? 0) > from : (one ?? 0) < from).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
