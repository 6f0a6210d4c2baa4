import { noonOf } from "#shared/rules/properties/check-value.ts";

/** The value of a `date` input for a day as values keep it; '' for none. */
export function inputFromDay(epochMs: number | null): string {
  if (epochMs === null) return "";
  const date = new Date(epochMs);
  const year = date.getUTCFullYear();
  return Number.isNaN(year) || year < 1 || year > 9999 ? "" : date.toISOString().slice(0, 10);
}

/** The day that a `date` input names; null where it is empty or half filled. */
export function dayFromInput(value: string): number | null {
  const epochMs = /^\d{4}-\d\d-\d\d$/u.test(value) ? Date.parse(`${value}T12:00:00Z`) : Number.NaN;
  return Number.isNaN(epochMs) ? null : noonOf(epochMs);
}
