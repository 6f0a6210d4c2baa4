import { createWallClock, type WallClock, type WallTime } from "../automation/schedule/wall-clock.ts";
import { foldWord } from "./fold.ts";

/** From a moment up to, not including, another; null: without an end there. */
export type Span = { readonly fromEpochMs: number | null; readonly untilEpochMs: number | null };

/** Where and when the person is who asks. */
export type AskedWhen = { readonly nowEpochMs: number; readonly timeZone: string };

type Day = Pick<WallTime, "year" | "month" | "day">;

const DAYS: Readonly<Record<string, number>> = { today: 0, oggi: 0, yesterday: -1, ieri: -1, tomorrow: 1, domani: 1 };

/** Letters of units in both languages: days, weeks, months, years (giorni, settimane, mesi, anni). */
const AGO = /^(\d{1,4})\s?(d|g|w|s|m|y|a)$/u;
const ISO = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/u;
const LOCAL = /^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?$/u;

/**
 * The span that a date means, in the zone of the person: a day (`2026-01-31`, `31/1/2026`, `31.1.`, `yesterday`), a month (`2026-01`), a year, the last so many days, weeks, months or years (`7d`,
 * `2w`, `3m`, `1y`), or what lies between two of these (`2026-01..2026-03`). Null where it means none.
 */
export function spanOf(typed: string, { nowEpochMs, timeZone }: AskedWhen): Span | null {
  const clock = createWallClock(timeZone);
  const [from = "", until, ...more] = typed.split("..");
  if (more.length > 0) return null;
  const first = from === "" && until !== undefined ? ENDLESS : one(from, clock, nowEpochMs);
  if (until === undefined || first === null) return first;
  const last = until === "" ? ENDLESS : one(until, clock, nowEpochMs);
  return last === null ? null : { fromEpochMs: first.fromEpochMs, untilEpochMs: last.untilEpochMs };
}

const ENDLESS: Span = { fromEpochMs: null, untilEpochMs: null };

function one(typed: string, clock: WallClock, nowEpochMs: number): Span | null {
  const text = foldWord(typed.replaceAll("-", "\u2011")).replaceAll("\u2011", "-").replace(/\.$/u, "");
  const today = clock.at(nowEpochMs);
  const startOf = ({ year, month, day }: Day) => clock.epochMsOf({ year, month, day, minuteOfDay: 0 });
  const between = (from: Day, until: Day): Span => ({ fromEpochMs: startOf(from), untilEpochMs: startOf(until) });
  const dayOf = (day: Day): Span => between(day, { ...day, day: day.day + 1 });

  const away = Object.hasOwn(DAYS, text) ? DAYS[text] : undefined;
  if (away !== undefined) return dayOf({ ...today, day: today.day + away });
  const ago = AGO.exec(text);
  if (ago !== null) return { fromEpochMs: startOf(before(today, Number(ago[1]), ago[2] ?? "d")), untilEpochMs: null };
  const iso = ISO.exec(text);
  if (iso !== null) {
    const [year, month, day] = [Number(iso[1]), Number(iso[2] ?? 1), Number(iso[3] ?? 1)];
    if (!isDay({ year, month, day })) return null;
    if (iso[2] === undefined) return between({ year, month, day }, { year: year + 1, month: 1, day: 1 });
    if (iso[3] === undefined) return between({ year, month, day }, { year, month: month + 1, day: 1 });
    return dayOf({ year, month, day });
  }
  const local = LOCAL.exec(text);
  if (local === null) return null;
  const given = local[3] === undefined ? today.year : Number(local[3]);
  const year = given < 100 ? 2000 + given : given;
  // Day first, as most of the world has it; where that is no day, the month.
  const [a, b] = [Number(local[1]), Number(local[2])];
  const day = isDay({ year, month: b, day: a }) ? { year, month: b, day: a } : { year, month: a, day: b };
  if (!isDay(day)) return null;
  // Without a year it is the last one that there was.
  const isAhead = local[3] === undefined && startOf(day) > nowEpochMs;
  return dayOf(isAhead ? { ...day, year: day.year - 1 } : day);
}

function before(today: Day, amount: number, unit: string): Day {
  if (unit === "w" || unit === "s") return { ...today, day: today.day - 7 * amount };
  if (unit === "m") return { ...today, month: today.month - amount };
  if (unit === "y" || unit === "a") return { ...today, year: today.year - amount };
  return { ...today, day: today.day - amount };
}

function isDay({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1970 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
