import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import type { Core } from "#main/core.ts";
import { systemTimers, type Timers } from "#main/desk/timers.ts";

/** The desks' clocks run so much faster than the machine's: a lease is over, and a reply leaves, in less than a second. */
const SPEED = 20;

/** The same in all processes that are told the same beginning. */
export function fastTime(baseEpochMs: number): { clock: { nowEpochMs: () => number }; timers: Timers } {
  return {
    clock: { nowEpochMs: () => Math.round(baseEpochMs + (Date.now() - baseEpochMs) * SPEED) },
    timers: { after: (delayMs, work) => systemTimers.after(delayMs / SPEED, work) },
  };
}

export function clientOf(core: Core): DeskClient {
  return createRouterClient(core.router, { context: { userId: core.owner() } });
}
