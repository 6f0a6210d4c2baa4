/** Lengths of time as they are typed: `45m`, `4h`, `1h 30m`, `2d` (48 hours). Pure. */
import { MAX_SLA_MINUTES } from "#shared/automation/documents/sla-policy.ts";

const UNIT_MINUTES: Readonly<Record<string, number>> = { m: 1, min: 1, h: 60, d: 1_440, g: 1_440 };

/** Null: nothing is said. Undefined: it can't be read. A number alone is minutes. */
export function minutesOf(text: string): number | null | undefined {
  const words = text.trim().toLowerCase();
  if (words === "") return null;
  const parts = Array.from(words.matchAll(/(\d+(?:[.,]\d+)?)\s*(min|[mhdg])?\s*/gu));
  if (parts.map(([part]) => part).join("") !== words) return undefined;
  const minutes = Math.round(
    parts.reduce(
      (sum, [, amount = "", unit = "m"]) => sum + Number(amount.replace(",", ".")) * (UNIT_MINUTES[unit] ?? 1),
      0,
    ),
  );
  return minutes >= 1 && minutes <= MAX_SLA_MINUTES ? minutes : undefined;
}

/** `1h 30m`; what `minutesOf` reads. */
export function minutesText(minutes: number | null): string {
  if (minutes === null) return "";
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours === 0 ? "" : `${hours}h`, rest === 0 ? "" : `${rest}m`].filter((part) => part !== "").join(" ");
}
