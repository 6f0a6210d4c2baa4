import { z } from "zod";

/** Minutes after midnight; the end is exclusive and may be 1440. */
export const WorkInterval = z
  .object({ fromMinute: z.number().int().min(0).max(1439), toMinute: z.number().int().min(1).max(1440) })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, { message: "An interval ends after it begins." });
export type WorkInterval = z.infer<typeof WorkInterval>;

const day = z.array(WorkInterval).max(8);

/** When somebody works: several intervals a day, by the wall clock of a place. */
export const BusinessHours = z.object({
  /** IANA name, as Europe/Rome. */
  timeZone: z.string().max(60).refine(isTimeZone, { message: "There is no such time zone." }),
  /** Monday to Sunday. */
  week: z.tuple([day, day, day, day, day, day, day]),
  /** Days off, as YYYY-MM-DD in that place. */
  holidays: z.array(z.iso.date()).max(1000),
});
export type BusinessHours = z.infer<typeof BusinessHours>;

export const WEEKDAYS_NINE_TO_FIVE: Omit<BusinessHours, "timeZone"> = {
  week: [
    [{ fromMinute: 540, toMinute: 1020 }],
    [{ fromMinute: 540, toMinute: 1020 }],
    [{ fromMinute: 540, toMinute: 1020 }],
    [{ fromMinute: 540, toMinute: 1020 }],
    [{ fromMinute: 540, toMinute: 1020 }],
    [],
    [],
  ],
  holidays: [],
};

/** Whether this engine knows the IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
