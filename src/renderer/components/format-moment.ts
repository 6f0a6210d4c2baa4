import type { Language } from "#shared/i18n/index.ts";
import { dateFormat } from "./intl-formats.ts";

/** A moment in the shortest form that is unmistakable: `14:20` today, `23 Nov, 14:20` otherwise, with the year where it isn't this one. */
export function formatMoment(atEpochMs: number, nowEpochMs: number, language: Language): string {
  const date = new Date(atEpochMs);
  if (Number.isNaN(date.getTime())) return String(atEpochMs);
  const now = new Date(nowEpochMs);
  const sameYear = date.getFullYear() === now.getFullYear();
  const sameDay = sameYear && date.getMonth() === now.getMonth() && date.getDate() === now.getDate();
  return dateFormat(language, {
    hour: "numeric",
    minute: "2-digit",
    ...(sameDay ? {} : { day: "numeric", month: "short" }),
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(date);
}
