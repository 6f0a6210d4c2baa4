/** Amounts in the person's way. Pure but for the time zone. */
import { numberFormat } from "#renderer/components/intl-formats.ts";
import type { Language } from "#shared/i18n/index.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const SIZE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** `2.4 MB`; decimal units, as systems show them now. */
export function formatSize(bytes: number, language: Language): string {
  const power = Math.min(SIZE_UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const value = bytes / 1_000 ** power;
  return numberFormat(language, {
    style: "unit",
    unit: SIZE_UNITS[power] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}

/** Two units at most: `3 d 4 h`, `12 min`. */
export function formatDuration(durationMs: number, language: Language): string {
  const total = Math.max(0, durationMs);
  const unit = (value: number, name: "day" | "hour" | "minute") =>
    numberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  const days = Math.floor(total / DAY_MS);
  const hours = Math.floor((total % DAY_MS) / HOUR_MS);
  const minutes = Math.floor((total % HOUR_MS) / MINUTE_MS);
  if (days > 0) return hours === 0 ? unit(days, "day") : `${unit(days, "day")} ${unit(hours, "hour")}`;
  if (hours > 0) return minutes === 0 ? unit(hours, "hour") : `${unit(hours, "hour")} ${unit(minutes, "minute")}`;
  return unit(minutes, "minute");
}
