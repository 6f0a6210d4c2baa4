import type { BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import type { Duration } from "#shared/automation/steps/common.ts";

/** All times of the scenarios' schedules are whole quarters of an hour, and so are changes to summer time: a walk in quarters misses nothing. */
const QUARTER_MS = 900_000;
const FAR_MS = 400 * 86_400_000;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const MS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 };

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
function afterOpenTime(fromEpochMs: number, durationMs: number, hours: BusinessHours): number {
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
function beforeOpenTime(toEpochMs: number, durationMs: number, hours: BusinessHours): number {
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

/** The quarters of the day of a moment, in the order of time, with what the wall shows there. */
function quartersOf(epochMs: number, { timeZone }: BusinessHours): number[] {
  const { date } = wall(epochMs, timeZone);
  let first = Math.floor(epochMs / QUARTER_MS) * QUARTER_MS;
  while (wall(first - QUARTER_MS, timeZone).date === date) first -= QUARTER_MS;
  const found: number[] = [];
  for (let at = first; wall(at, timeZone).date === date; at += QUARTER_MS) found.push(at);
  return found;
}

/** So many business days after a moment, or before it. */
function businessDaysFrom(fromEpochMs: number, days: number, back: boolean, hours: BusinessHours): number {
  const openOf = (quarters: readonly number[]) => quarters.filter((quarter) => isOpen(quarter, hours));
  const today = quartersOf(fromEpochMs, hours);
  let quarters = today;
  for (let left = days; left > 0;) {
    const [first = 0, last = 0] = [quarters[0], quarters.at(-1)];
    if (Math.abs(first - fromEpochMs) > FAR_MS) throw new Error("There are not so many business days.");
    quarters = quartersOf(back ? first - QUARTER_MS : last + QUARTER_MS, hours);
    if (openOf(quarters).length > 0) left -= 1;
  }
  const open = openOf(quarters);
  const closing = (open.at(-1) ?? 0) + QUARTER_MS;
  // A day off: whole days count.
  if (openOf(today).length === 0) return back ? (open[0] ?? 0) : closing;
  // What the wall showed before, in the hour that is repeated, counts as the end of that hour.
  const minuteOf = (epochMs: number) => wall(epochMs, hours.timeZone).minuteOfDay;
  const isRepeated = today.some(
    (quarter) => quarter + QUARTER_MS <= fromEpochMs && minuteOf(quarter) >= minuteOf(fromEpochMs),
  );
  const latest = Math.max(...today.filter((quarter) => quarter <= fromEpochMs).map(minuteOf));
  const wanted = isRepeated ? latest + 15 : minuteOf(fromEpochMs) + (fromEpochMs % QUARTER_MS) / 60_000;
  const within = open.find((quarter) => minuteOf(quarter) + 15 >= wanted);
  return within === undefined ? closing : within + Math.max(0, wanted - minuteOf(within)) * 60_000;
}

/** So long after a moment, or before it, in open time where there are hours. */
export function lengthFrom(
  fromEpochMs: number,
  { amount, unit }: Duration,
  back: boolean,
  inHours: boolean,
  hours: BusinessHours | null,
): number {
  if (unit === "business-days") {
    if (hours === null) throw new Error("Business days without hours can't be saved.");
    return businessDaysFrom(fromEpochMs, amount, back, hours);
  }
  const lengthMs = amount * MS[unit];
  if (!inHours || hours === null) return back ? fromEpochMs - lengthMs : fromEpochMs + lengthMs;
  return back ? beforeOpenTime(fromEpochMs, lengthMs, hours) : afterOpenTime(fromEpochMs, lengthMs, hours);
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
