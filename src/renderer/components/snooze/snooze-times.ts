import { UNTIL_ANSWERED_EPOCH_MS } from "#shared/model/ticket.ts";

/** The hour, in the person's own time zone, at which a day of work begins. */
const MORNING_HOUR = 9;
const LATER_HOURS = 3;
/** What would wake a ticket after that hour is no longer today. */
const LAST_HOUR_TODAY = 20;
const MONDAY = 1;

export type SnoozeTime = "laterToday" | "tomorrow" | "nextWeek" | "inAWeek" | "answer";

/**
 * Until when a ticket may be snoozed with one key, in the order in which it is offered. Counted in the person's own days: where the clocks change, a day is not 24 hours.
 * @returns "later today" only while there is still some of it left
 */
export function snoozeTimes(nowEpochMs: number): { readonly time: SnoozeTime; readonly untilEpochMs: number }[] {
  const now = new Date(nowEpochMs);
  const morningIn = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING_HOUR).getTime();
  const later = new Date(nowEpochMs);
  later.setHours(now.getHours() + LATER_HOURS, 0, 0, 0);
  const daysToMonday = (MONDAY - now.getDay() + 7) % 7 || 7;
  const isStillToday = now.getHours() + LATER_HOURS <= LAST_HOUR_TODAY;
  return [
    ...(isStillToday ? [{ time: "laterToday" as const, untilEpochMs: later.getTime() }] : []),
    { time: "tomorrow", untilEpochMs: morningIn(1) },
    { time: "nextWeek", untilEpochMs: morningIn(daysToMonday) },
    // On a Monday both would be the same day.
    ...(daysToMonday === 7 ? [] : [{ time: "inAWeek" as const, untilEpochMs: morningIn(7) }]),
    { time: "answer", untilEpochMs: UNTIL_ANSWERED_EPOCH_MS },
  ];
}
