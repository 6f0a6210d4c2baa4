import type { Language } from "#shared/i18n/index.ts";
import { dateFormat, distanceFormat, numberFormat } from "./intl-formats.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const YEAR_MS = 365 * DAY_MS;

const STEPS = [
  { unit: "year", ms: YEAR_MS },
  { unit: "week", ms: WEEK_MS },
  { unit: "day", ms: DAY_MS },
  { unit: "hour", ms: HOUR_MS },
  { unit: "minute", ms: MINUTE_MS },
] as const;

/** How long ago, in few letters: `5m`, `3d`; `now` within the first minute, and for what a foreign clock dated a little ahead. Beyond a week the day. */
export function formatAge(atEpochMs: number, nowEpochMs: number, language: Language): string {
  const age = nowEpochMs - atEpochMs;
  if (age >= WEEK_MS) return formatDay(atEpochMs, nowEpochMs, language);
  const step = STEPS.find(({ ms }) => age >= ms);
  if (step === undefined) return distanceFormat(language, { numeric: "auto" }).format(0, "second");
  return numberFormat(language, { style: "unit", unit: step.unit, unitDisplay: "narrow" }).format(
    Math.floor(age / step.ms),
  );
}

/** How long from now or ago, in words: `in 3 days`, `yesterday`. */
export function formatDistance(atEpochMs: number, nowEpochMs: number, language: Language): string {
  const distance = atEpochMs - nowEpochMs;
  const step = STEPS.find(({ ms }) => Math.abs(distance) >= ms);
  const format = distanceFormat(language, { numeric: "auto", style: "short" });
  return step === undefined ? format.format(0, "second") : format.format(Math.trunc(distance / step.ms), step.unit);
}

/** Date and time in full, in the person's time zone; the bare number for a date that no calendar has. */
export function formatAbsolute(atEpochMs: number, language: Language): string {
  const date = new Date(atEpochMs);
  if (Number.isNaN(date.getTime())) return String(atEpochMs);
  return dateFormat(language, { dateStyle: "full", timeStyle: "short" }).format(date);
}

/** A day in few letters: `12 Mar`, with the year where it isn't this one. */
export function formatDay(atEpochMs: number, nowEpochMs: number, language: Language): string {
  const date = new Date(atEpochMs);
  if (Number.isNaN(date.getTime())) return String(atEpochMs);
  const sameYear = date.getFullYear() === new Date(nowEpochMs).getFullYear();
  return dateFormat(language, {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(date);
}
