import { formatDuration } from "#renderer/components/format-amounts.ts";
import { numberFormat } from "#renderer/components/intl-formats.ts";
import type { Language } from "#shared/i18n/index.ts";

const MINUTE_MS = 60_000;

/** As a duration is told elsewhere, and below a minute in seconds: steps are quick. */
export function formatShortDuration(durationMs: number, language: Language): string {
  if (durationMs >= MINUTE_MS) return formatDuration(durationMs, language);
  const seconds = Math.max(0, durationMs) / 1_000;
  return numberFormat(language, {
    style: "unit",
    unit: "second",
    unitDisplay: "short",
    maximumFractionDigits: seconds < 10 ? 1 : 0,
  }).format(seconds);
}
