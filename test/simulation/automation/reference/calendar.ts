import type { BusinessHours } from "#shared/automation/schedule/business-hours.ts";

/** All times of the scenarios' schedules are whole quarters of an hour, and so are changes to summer time: a walk in quarters misses nothing. */
const QUARTER_MS = 900_000;
const FAR_MS = 400 * 86_400_000;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const formats = new Map<string, Intl.DateTimeFormat>();
const shown = new Map<string, Shown>();

type Shown = { readonly date: string; readonly weekday: number; readonly minuteOfDay: number };

/** What the wall shows there in the quarter of that moment. */
function wall(epochMs: number, timeZone: string): Shown {
  const quarter = Math.floor(epochMs / QUARTER_MS) * QUARTER_MS;
  const key = `${timeZone} ${quarter}`;
  const known = shown.get(key);
  if (known) return known;
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      weekday: "short",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(quarter).map(({ type, value }) => [type, value]));
  const made = {
    date: `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`,
    weekday: WEEKDAYS.indexOf(parts.get("weekday") ?? "") + 1,
    minuteOfDay: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
  };
  shown.set(key, made);
  return made;
}

function isOpen(epochMs: number, hours: BusinessHours): boolean {
  const { date, weekday, minuteOfDay } = wall(epochMs, hours.timeZone);
  if (hours.holidays.includes(date)) return false;
  return (hours.week[weekday - 1] ?? []).some(
    ({ fromMinute, toMinute }) => minuteOfDay >= fromMinute && minuteOfDay < toMinute,
  );
}

const quarterAfter = (epochMs: number) => (Math.floor(epochMs / QUARTER_MS) + 1) * QUARTER_MS;

/** When so much open time has passed. */
export function afterOpenTime(fromEpochMs: number, durationMs: number, hours: BusinessHours): number {
  let left = durationMs;
  for (let at = fromEpochMs; at < fromEpochMs + FAR_MS; at = quarterAfter(at)) {
    if (!isOpen(at, hours)) continue;
    const open = quarterAfter(at) - at;
    if (left <= open) return at + left;
    left -= open;
  }
  throw new Error("These business hours never come.");
}

/** So much open time before. */
export function beforeOpenTime(toEpochMs: number, durationMs: number, hours: BusinessHours): number {
  let left = durationMs;
  for (let at = toEpochMs; at > toEpochMs - FAR_MS;) {
    const quarter = Math.floor((at - 1) / QUARTER_MS) * QUARTER_MS;
    const open = isOpen(quarter, hours) ? at - quarter : 0;
    if (open > 0 && left <= open) return at - left;
    left -= open;
    at = quarter;
  }
  throw new Error("These business hours never were.");
}

export function nextOpening(fromEpochMs: number, hours: BusinessHours): number {
  for (let at = fromEpochMs; at < fromEpochMs + FAR_MS; at = quarterAfter(at)) if (isOpen(at, hours)) return at;
  throw new Error("These business hours never come.");
}

/** The next moment after that one at which the wall shows one of these weekdays and that time. */
export function nextWeekday(
  fromEpochMs: number,
  weekdays: readonly number[],
  minuteOfDay: number,
  timeZone: string,
): number {
  for (let at = quarterAfter(fromEpochMs); at < fromEpochMs + FAR_MS; at = quarterAfter(at)) {
    const there = wall(at, timeZone);
    if (weekdays.includes(there.weekday) && there.minuteOfDay === minuteOfDay) return at;
  }
  throw new Error("This weekday never comes.");
}
