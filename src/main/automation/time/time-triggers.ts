import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import type { DueSource } from "../scheduler.ts";
import { createMomentTriggers } from "./moment-triggers.ts";
import { createSlaMoments } from "../sla/sla-moments.ts";
import { createSnoozeMoments } from "../snooze/snooze-moments.ts";
import { createScheduleTriggers } from "./schedule-triggers.ts";

/** What fires triggers of time: dates and silence, schedules, clocks of policies (F2). The scheduler calls each when its time has come. */
export function createTimeTriggers(context: DeskContext, timers: Timers): readonly DueSource[] {
  return [
    createMomentTriggers(context, timers),
    createScheduleTriggers(context, timers),
    createSlaMoments(context),
    createSnoozeMoments(context),
  ];
}
