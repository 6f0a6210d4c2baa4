import type { BusinessHours } from "../schedule/business-hours.ts";

/** ISO 8601 numbers of the days, as the template's clock writes them. */
const DAYS = ["1", "2", "3", "4", "5", "6", "7"];

/**
 * A template that says the word outside of these hours and nothing within them. It is rendered in the hours' own time zone. Conditions know no time of day, so
 * this is how a workflow asks whether the desk is open now.
 */
export function outsideHoursTemplate({ week, holidays }: BusinessHours, word: string): string {
  const days = week.map((intervals, position) => {
    const tests = intervals.map(
      ({ fromMinute, toMinute }) =>
        `{% if minute >= ${fromMinute} and minute < ${toMinute} %}{% assign open = true %}{% endif %}`,
    );
    return `{% when "${DAYS[position] ?? ""}" %}${tests.join("")}`;
  });
  const closed = holidays.map((date) => `{% when "${date}" %}{% assign open = false %}`);
  return [
    `{% assign hours = now | date: "%H" | times: 60 %}{% assign minute = now | date: "%M" | plus: hours %}`,
    `{% assign day = now | date: "%u" %}{% assign today = now | date: "%Y-%m-%d" %}{% assign open = false %}`,
    `{% case day %}${days.join("")}{% endcase %}`,
    ...(closed.length === 0 ? [] : [`{% case today %}${closed.join("")}{% endcase %}`]),
    `{% unless open %}${word}{% endunless %}`,
  ].join("");
}
