import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import type { Service } from "../service.ts";

/** Fires triggers of time: dates, silence, schedules (F2). */
export function createTimeTriggers(_context: DeskContext, _timers: Timers): Service {
  return { start: () => undefined, wake: () => undefined, close: async () => undefined };
}
