import { assertNever } from "../errors/pipedesk-error.ts";
import type { Waiting } from "../model/run.ts";
import type { FactValue } from "./filters/evaluate.ts";
import type { BusinessHours } from "./schedule/business-hours.ts";
import { createBusinessCalendar } from "./schedule/business-time.ts";
import { createWallClock, weekdayOf } from "./schedule/wall-clock.ts";
import type { Duration } from "./steps/common.ts";
import type { WaitForEventStep, WaitForStep, WaitUntilDateStep, WaitUntilWeekdayStep } from "./steps/delays.ts";

export type WaitStep = WaitForStep | WaitUntilDateStep | WaitUntilWeekdayStep | WaitForEventStep;

const UNIT_MS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 } as const;

export function durationMs({ amount, unit }: Duration): number {
  return amount * UNIT_MS[unit];
}

export type WaitFacts = {
  readonly nowEpochMs: number;
  readonly businessHours: BusinessHours | null;
  /** Zone of weekdays and times where there are no business hours. */
  readonly timeZone: string;
  /** A date property of the ticket; null where it is unknown. */
  date(property: string): FactValue;
};

/** What a step waits for from now on; null where there is nothing to wait for: it is complete at once. Pure. */
export function planWait(step: WaitStep, facts: WaitFacts): Waiting | null {
  const { nowEpochMs } = facts;
  if (step.type === "wait-for-event") {
    const untilEpochMs = step.timeout === null ? null : later(nowEpochMs, step.timeout, step.businessHours, facts);
    return {
      sinceEpochMs: nowEpochMs,
      untilEpochMs,
      ends: [{ on: step.event, exit: "happened" }],
      onTime: "timed-out",
    };
  }
  const untilEpochMs = endOf(step, facts);
  if (untilEpochMs === null || untilEpochMs <= nowEpochMs) return null;
  const ends = step.cancelOn.map((on) => ({ on, exit: "cancelled" as const }));
  return { sinceEpochMs: nowEpochMs, untilEpochMs, ends, onTime: "completed" };
}

function endOf(step: Exclude<WaitStep, WaitForEventStep>, facts: WaitFacts): number | null {
  const { nowEpochMs } = facts;
  switch (step.type) {
    case "wait-for":
      return later(nowEpochMs, step.duration, step.businessHours, facts);
    case "wait-until-date": {
      const date = step.date.kind === "fixed" ? step.date.atEpochMs : facts.date(step.date.property);
      if (typeof date !== "number") return null;
      const moment = shifted(date, step, facts);
      return step.businessHours ? opening(moment, facts) : moment;
    }
    case "wait-until-weekday": {
      const moment = nextWeekday(step, facts);
      return step.businessHours ? opening(moment, facts) : moment;
    }
    default:
      return assertNever(step);
  }
}

function shifted(dateEpochMs: number, { offset, businessHours }: WaitUntilDateStep, facts: WaitFacts): number {
  if (offset === null) return dateEpochMs;
  const lengthMs = durationMs(offset.duration);
  if (offset.direction === "before") {
    if (!businessHours || facts.businessHours === null) return dateEpochMs - lengthMs;
    return createBusinessCalendar(facts.businessHours).subtract(dateEpochMs, lengthMs) ?? dateEpochMs;
  }
  return later(dateEpochMs, offset.duration, businessHours, facts) ?? dateEpochMs;
}

/** Null where the business hours never come. */
function later(fromEpochMs: number, duration: Duration, inHours: boolean, facts: WaitFacts): number | null {
  if (!inHours || facts.businessHours === null) return fromEpochMs + durationMs(duration);
  return createBusinessCalendar(facts.businessHours).add(fromEpochMs, durationMs(duration));
}

function opening(epochMs: number, { businessHours }: WaitFacts): number | null {
  return businessHours === null ? epochMs : createBusinessCalendar(businessHours).nextOpen(epochMs);
}

/** The next of the weekdays at that time, after now. */
function nextWeekday({ weekdays, minuteOfDay }: WaitUntilWeekdayStep, facts: WaitFacts): number {
  const clock = createWallClock(facts.businessHours?.timeZone ?? facts.timeZone);
  const today = clock.at(facts.nowEpochMs);
  for (let days = 0; days <= 7; days += 1) {
    const day = { ...today, day: today.day + days, minuteOfDay };
    const epochMs = clock.epochMsOf(day);
    if (weekdays.includes(weekdayOf(day)) && epochMs > facts.nowEpochMs) return epochMs;
  }
  return clock.epochMsOf({ ...today, day: today.day + 7, minuteOfDay });
}
