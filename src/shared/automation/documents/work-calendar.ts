import { z } from "zod";
import { Stamps } from "../../model/stamps.ts";
import { BusinessHours } from "../schedule/business-hours.ts";

/** More places of work than a desk has. */
export const MAX_WORK_CALENDARS = 50;

/** When the desk works, under a name: business hours and holidays. The first of the list is the desk's own. */
export const WorkCalendar = z.object({
  id: z.string(),
  kind: z.literal("work-calendar"),
  name: z.string().trim().min(1).max(80),
  order: z.number(),
  hours: BusinessHours,
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type WorkCalendar = z.infer<typeof WorkCalendar>;
