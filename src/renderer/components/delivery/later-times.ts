const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MORNING_HOUR = 9;
const MONDAY = 1;

/** The times that *Send later* proposes, in the person's time zone. */
export function proposedTimes(nowEpochMs: number): {
  readonly inHour: number;
  readonly tomorrow: number;
  readonly monday: number;
} {
  const now = new Date(nowEpochMs);
  const daysToMonday = (MONDAY - now.getDay() + 7) % 7 || 7;
  return {
    // A whole minute, so that the field shows what is sent.
    inHour: Math.ceil((nowEpochMs + HOUR_MS) / MINUTE_MS) * MINUTE_MS,
    tomorrow: morningAfter(now, 1),
    monday: morningAfter(now, daysToMonday),
  };
}

function morningAfter(day: Date, days: number): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, MORNING_HOUR).getTime();
}
