import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WEEKDAYS_NINE_TO_FIVE, type BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import { createBusinessCalendar } from "#shared/automation/schedule/business-time.ts";
import { anchorOf, dueAt, firstAnchor } from "#shared/automation/schedule/due-moment.ts";
import type { MomentTrigger } from "#shared/automation/triggers/trigger.ts";
import { createWallClock, isoDateOf, weekdayOf } from "#shared/automation/schedule/wall-clock.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const utc = (text: string) => Date.parse(`${text}Z`);
const iso = (epochMs: number | null) => (epochMs === null ? null : new Date(epochMs).toISOString().slice(0, 19));

/** Noon breaks, Saturday mornings, and nights over which the clock changes. */
const HOURS: BusinessHours = {
  timeZone: "Europe/Rome",
  week: [
    [
      { fromMinute: 480, toMinute: 720 },
      { fromMinute: 780, toMinute: 1080 },
    ],
    [{ fromMinute: 480, toMinute: 1080 }],
    [
      { fromMinute: 480, toMinute: 720 },
      { fromMinute: 700, toMinute: 900 },
    ],
    [],
    [{ fromMinute: 0, toMinute: 1440 }],
    [{ fromMinute: 540, toMinute: 750 }],
    [{ fromMinute: 60, toMinute: 240 }],
  ],
  holidays: ["2026-03-31", "2026-10-27"],
};
const calendar = createBusinessCalendar(HOURS);
const clock = createWallClock(HOURS.timeZone);

const known = new Map<number, boolean>();

/** By the wall's clock of that minute alone. */
function isOpenMinute(epochMs: number): boolean {
  const isOpen = known.get(epochMs) ?? looksOpen(epochMs);
  known.set(epochMs, isOpen);
  return isOpen;
}

function looksOpen(epochMs: number): boolean {
  const time = clock.at(epochMs);
  if (HOURS.holidays.includes(isoDateOf(time))) return false;
  const intervals = HOURS.week[weekdayOf(time) - 1] ?? [];
  return intervals.some(({ fromMinute, toMinute }) => fromMinute <= time.minuteOfDay && time.minuteOfDay < toMinute);
}

/** Counts minutes one after the other: what all of this must come to. */
function countedForward(fromEpochMs: number, minutes: number): number {
  let left = minutes;
  for (let at = fromEpochMs; ; at += MINUTE_MS) {
    if (left === 0) return at;
    if (isOpenMinute(at)) left -= 1;
  }
}

function countedBack(untilEpochMs: number, minutes: number): number {
  let left = minutes;
  for (let at = untilEpochMs; ; at -= MINUTE_MS) {
    if (left === 0) return at;
    if (isOpenMinute(at - MINUTE_MS)) left -= 1;
  }
}

/** Whole minutes around both changes of the clock of 2026. */
const minutes = fc
  .oneof(
    fc.integer({ min: utc("2026-03-26T00:00") / MINUTE_MS, max: utc("2026-04-02T00:00") / MINUTE_MS }),
    fc.integer({ min: utc("2026-10-22T00:00") / MINUTE_MS, max: utc("2026-10-29T00:00") / MINUTE_MS }),
  )
  .map((minute) => minute * MINUTE_MS);
const amounts = fc.integer({ min: 1, max: 15 * 60 });

const silence = (amount: number, businessHours: boolean): MomentTrigger => ({
  id: "t1",
  type: "silence",
  after: "customer-message",
  duration: { amount, unit: "minutes" },
  businessHours,
});
const date = (
  offset: { amount: number; direction: "before" | "after" } | null,
  businessHours: boolean,
): MomentTrigger => ({
  id: "t1",
  type: "date-reached",
  property: "dueAtEpochMs",
  offset: offset && { duration: { amount: offset.amount, unit: "minutes" }, direction: offset.direction },
  businessHours,
});

describe("[F2] when a trigger of time fires", () => {
  test("in business hours, as if minutes were counted one after the other: also over changes of the clock", () => {
    fc.assert(
      fc.property(minutes, amounts, (anchor, amount) => {
        expect(iso(dueAt(silence(amount, true), anchor, calendar))).toBe(iso(countedForward(anchor, amount)));
        const before = dueAt(date({ amount, direction: "before" }, true), anchor, calendar);
        expect(iso(before)).toBe(iso(countedBack(anchor, amount)));
      }),
      { numRuns: 40 },
    );
  });

  test("the moment of a date with business hours lies in them", () => {
    fc.assert(
      fc.property(minutes, (anchor) => {
        let open = anchor;
        while (!isOpenMinute(open)) open += MINUTE_MS;
        expect(iso(dueAt(date(null, true), anchor, calendar))).toBe(iso(open));
      }),
      { numRuns: 40 },
    );
  });

  test("what is taken away is what is added, and the moment is open", () => {
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 100 * HOUR_MS }), (anchor, durationMs) => {
        const before = calendar.subtract(anchor, durationMs);
        if (before === null) throw new Error("There are hours every week.");
        expect(calendar.isOpen(before)).toBe(true);
        expect(calendar.between(before, anchor)).toBe(durationMs);
        // A millisecond later, less is left: it is the last such moment.
        expect(calendar.between(before + 1, anchor)).toBe(durationMs - 1);
      }),
    );
  });

  test("without business hours by time that passes", () => {
    const anchor = utc("2026-10-25T00:30");
    expect([
      iso(dueAt(silence(60, false), anchor, calendar)),
      iso(dueAt(date({ amount: 90, direction: "before" }, false), anchor, null)),
      iso(dueAt(date(null, false), anchor, calendar)),
      // A workflow that lost its hours: by time that passes, not never.
      iso(dueAt(silence(60, true), anchor, null)),
    ]).toEqual(["2026-10-25T01:30:00", "2026-10-24T23:00:00", "2026-10-25T00:30:00", "2026-10-25T01:30:00"]);
  });

  test("in business days of the workflow's hours, whether or not other lengths keep to them", () => {
    const days = { amount: 2, unit: "business-days" as const };
    const anchor = utc("2026-03-27T09:30");
    const offset = { duration: days, direction: "before" as const };
    const due = (trigger: MomentTrigger) => iso(dueAt(trigger, anchor, calendar));
    // Friday before summer time begins; Saturday and Sunday have hours of their own.
    expect([
      due({ ...silence(1, false), duration: days } as MomentTrigger),
      due({ ...silence(1, true), duration: days } as MomentTrigger),
      due({ ...date(null, false), offset } as MomentTrigger),
      dueAt({ ...silence(1, false), duration: days } as MomentTrigger, anchor, null),
    ]).toEqual(["2026-03-29T02:00:00", "2026-03-29T02:00:00", "2026-03-24T09:30:00", null]);
  });

  test("hours that never come: never", () => {
    const never = createBusinessCalendar({ ...HOURS, week: [[], [], [], [], [], [], []] });
    expect([
      dueAt(silence(1, true), 0, never),
      dueAt(date({ amount: 1, direction: "before" }, true), 0, never),
      dueAt(date(null, true), 0, never),
      never.lastOpen(0),
    ]).toEqual([null, null, null, null]);
  });

  test("the first anchor is where what was due before ends, for any trigger", () => {
    const triggers = fc.oneof(
      fc.tuple(amounts, fc.boolean()).map(([amount, hours]) => silence(amount, hours)),
      fc
        .tuple(amounts, fc.constantFrom("before" as const, "after" as const), fc.boolean())
        .map(([amount, direction, hours]) => date({ amount, direction }, hours)),
      fc.boolean().map((hours) => date(null, hours)),
      fc.integer({ min: 1, max: 9 }).map((amount) => {
        return { ...silence(1, false), duration: { amount, unit: "business-days" as const } } as MomentTrigger;
      }),
      fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom("before", "after")).map(([amount, direction]) => {
        return {
          ...date(null, true),
          offset: { duration: { amount, unit: "business-days" }, direction },
        } as MomentTrigger;
      }),
    );
    fc.assert(
      fc.property(triggers, minutes, (trigger, since) => {
        const first = firstAnchor(trigger, since, calendar);
        const [at, before] = [dueAt(trigger, first, calendar), dueAt(trigger, first - 1, calendar)];
        expect([at !== null && at >= since, before !== null && before < since]).toEqual([true, true]);
      }),
      { numRuns: 40 },
    );
  });
});

describe("[F2] what a trigger counts from", () => {
  const of = (values: Record<string, number | null>) => (property: string) => values[property] ?? null;

  test("the message that the other side did not answer", () => {
    const messages = fc.option(fc.integer({ min: 0, max: 5 }), { nil: null });
    fc.assert(
      fc.property(messages, messages, fc.boolean(), (customer, agent, ofCustomer) => {
        const [since, answer] = ofCustomer ? [customer, agent] : [agent, customer];
        const trigger = {
          ...silence(1, false),
          after: ofCustomer ? "customer-message" : "agent-message",
        } as MomentTrigger;
        const moments = of({ lastCustomerMessageAtEpochMs: customer, lastAgentMessageAtEpochMs: agent });
        const isSilent = since !== null && !(answer !== null && answer >= since);
        expect(anchorOf(trigger, moments)).toBe(isSilent ? since : null);
      }),
    );
  });

  test("a date, where the property is one and known", () => {
    const moments = of({ dueAtEpochMs: 7, number: 8 });
    expect([
      anchorOf(date(null, false), moments),
      anchorOf({ ...date(null, false), property: "closedAtEpochMs" } as MomentTrigger, moments),
      anchorOf({ ...date(null, false), property: "number" } as MomentTrigger, moments),
    ]).toEqual([7, null, null]);
  });
});

test("business hours that overlap or meet are one", () => {
  const overlapping = createBusinessCalendar({
    ...WEEKDAYS_NINE_TO_FIVE,
    timeZone: "UTC",
    week: WEEKDAYS_NINE_TO_FIVE.week.with(0, [
      { fromMinute: 600, toMinute: 660 },
      { fromMinute: 540, toMinute: 620 },
      { fromMinute: 660, toMinute: 720 },
    ]) as BusinessHours["week"],
  });
  const day = utc("2026-05-04T00:00");
  expect(overlapping.between(day, day + 24 * HOUR_MS)).toBe(3 * HOUR_MS);
});
