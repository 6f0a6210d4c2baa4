import type { WorkInterval } from "#shared/automation/schedule/business-hours.ts";

const INTERVAL = /^(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?$/u;

/** Reads `9-12:30, 14:00-18:00`; null where it can't be read. */
export function intervalsOf(text: string): WorkInterval[] | null {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  const read = parts.map((part) => {
    const [, fromHour, fromMinute = "0", toHour, toMinute = "0"] = INTERVAL.exec(part) ?? [];
    const from = Number(fromHour) * 60 + Number(fromMinute);
    const to = Number(toHour) * 60 + Number(toMinute);
    // What is no number is in no order.
    return from < to && to <= 1440 && Number(fromMinute) < 60 && Number(toMinute) < 60
      ? { fromMinute: from, toMinute: to }
      : null;
  });
  return read.every((one) => one !== null) ? read.toSorted((a, b) => a.fromMinute - b.fromMinute) : null;
}
