/** Lengths of time, counted from a moment: by the clock, in open time, or in business days. */
import { durationMs, type Duration } from "../steps/common.ts";
import type { BusinessHours } from "./business-hours.ts";
import { createBusinessCalendar, type BusinessCalendar } from "./business-time.ts";

/**
 * The moment that lies so long after another, or before it; null where there is none, as the business hours don't come often enough.
 * @param hours null: time counts all round the clock, and there are no business days
 */
export function shifted(
  fromEpochMs: number,
  { amount, unit }: Duration,
  direction: "after" | "before",
  hours: BusinessCalendar | null,
): number | null {
  const isAfter = direction === "after";
  if (unit === "business-days") return hours && hours.addDays(fromEpochMs, isAfter ? amount : -amount);
  const lengthMs = durationMs({ amount, unit });
  if (hours === null) return isAfter ? fromEpochMs + lengthMs : fromEpochMs - lengthMs;
  return isAfter ? hours.add(fromEpochMs, lengthMs) : hours.subtract(fromEpochMs, lengthMs);
}

/** The longest that both can lie apart without business hours, milliseconds. */
export function reachMs({ amount, unit }: Duration): number {
  return unit === "business-days" ? 0 : durationMs({ amount, unit });
}

/** Whether a step or a trigger asks for the workflow's business hours: it keeps to them, or counts in their days. */
export function asksHours(part: object): boolean {
  return hoursAskedAt(part, "") !== null;
}

/** The path at which it does so first; null: nowhere. */
export function hoursAskedAt(part: object, path: string): string | null {
  if ("businessHours" in part && part.businessHours === true) return `${path}.businessHours`;
  return businessDaysIn(part, path)[0] ?? null;
}

/** The calendar by which a step counts; null: all round the clock. */
export function hoursOf(part: object, businessHours: BusinessHours | null): BusinessCalendar | null {
  return businessHours !== null && asksHours(part) ? createBusinessCalendar(businessHours) : null;
}

/** Steps inside of a branch speak for themselves. */
const INNER_STEPS: ReadonlySet<string> = new Set(["steps", "otherwise"]);

/** The paths at which a step, a trigger or a filter counts in business days. */
export function businessDaysIn(part: object, path: string): string[] {
  if ("unit" in part) return part.unit === "business-days" ? [`${path}.unit`] : [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null && !INNER_STEPS.has(key) ? businessDaysIn(value, `${path}.${key}`) : [],
  );
}
