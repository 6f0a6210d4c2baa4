import type { Random } from "../random.ts";
import type { TextPack } from "../texts/text-pack.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Half a year. */
export const DEMO_SPAN_MS = 182 * DAY_MS;

/** The office's hours, UTC: 9 to 18 in the Dolomites in summer. */
const OFFICE_OPENS = 7;
const OFFICE_CLOSES = 16;

const MONTHS: Readonly<Record<TextPack["language"], readonly string[]>> = {
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
  it: [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
  ],
  de: [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
  ],
  fr: [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
  ],
};

/** A day as people write it in a mail: "12 March", "12. März". */
export function spokenDay(epochMs: number, language: TextPack["language"]): string {
  const date = new Date(epochMs);
  const month = MONTHS[language][date.getUTCMonth()] ?? "";
  return `${date.getUTCDate()}${language === "de" ? "." : ""} ${month}`;
}

/**
 * When customers write first: more in the evening than at night, more on weekdays, a third more each month (the season), and twice as
 * much in the last two weeks, so that the desk is busy when one looks at it. In order of time.
 */
export function firstMailTimes(count: number, endEpochMs: number, random: Random): number[] {
  const times: number[] = [];
  while (times.length < count) {
    const atEpochMs = Math.floor(endEpochMs - DEMO_SPAN_MS * random.next());
    if (random.next() < density(atEpochMs, endEpochMs)) times.push(atEpochMs);
  }
  return times.toSorted((a, b) => a - b);
}

function density(atEpochMs: number, endEpochMs: number): number {
  const date = new Date(atEpochMs);
  const hour = date.getUTCHours();
  const byHour = hour >= 22 || hour < 5 ? 0.08 : hour >= 17 ? 0.9 : 0.75;
  const byDay = date.getUTCDay() === 0 || date.getUTCDay() === 6 ? 0.6 : 1;
  const ageMs = endEpochMs - atEpochMs;
  // The last hours are busy whatever time it is: somebody is looking at the desk.
  if (ageMs < 3 * HOUR_MS) return 1;
  const byAge = ageMs < 14 * DAY_MS ? 1 : 0.55 - 0.3 * (ageMs / DEMO_SPAN_MS);
  return byHour * byDay * byAge;
}

/** The same moment, or the next one at which somebody is in the office; a little later than its opening, as people have coffee first. */
export function officeTime(epochMs: number, random: Random): number {
  const coffeeMs = random.integer(2, 100) * MINUTE_MS;
  const date = new Date(epochMs);
  const day = date.getUTCDay();
  const isWeekday = day !== 0 && day !== 6;
  if (isWeekday && date.getUTCHours() >= OFFICE_OPENS && date.getUTCHours() < OFFICE_CLOSES) return epochMs;
  const midnightEpochMs = Math.floor(epochMs / DAY_MS) * DAY_MS;
  const isBefore = isWeekday && date.getUTCHours() < OFFICE_OPENS;
  const daysOn = isBefore ? 0 : day === 5 ? 3 : day === 6 ? 2 : 1;
  return midnightEpochMs + daysOn * DAY_MS + OFFICE_OPENS * HOUR_MS + coffeeMs;
}
