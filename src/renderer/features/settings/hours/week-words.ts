/** A week in few words: `Mon–Fri 09:00–17:00`. Pure. */
import { timeOfDay } from "#shared/automation/describe/values.ts";
import type { BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import type { Language } from "#shared/i18n/index.ts";

/** Days in a row with the same hours are told together; days without any are left out. */
export function weekWords({ week }: BusinessHours, language: Language): string {
  const format = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  // 1 January 2024 was a Monday.
  const nameOf = (day: number) => format.format(Date.UTC(2024, 0, day + 1));
  const spans: { from: number; to: number; hours: string }[] = [];
  for (const [day, intervals] of week.entries()) {
    const hours = intervals
      .map(({ fromMinute, toMinute }) => `${timeOfDay(fromMinute)}–${timeOfDay(toMinute)}`)
      .join(", ");
    const last = spans.at(-1);
    if (hours === "") continue;
    if (last?.to === day - 1 && last.hours === hours) last.to = day;
    else spans.push({ from: day, to: day, hours });
  }
  return spans
    .map(({ from, to, hours }) => `${nameOf(from)}${to === from ? "" : `–${nameOf(to)}`} ${hours}`)
    .join(", ");
}
