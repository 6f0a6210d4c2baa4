import type { Demo } from "#main/jobs/demo.ts";
import { createDeskSimulator } from "./desk-simulator.ts";
import { makeDemoDesk } from "./make-demo-desk.ts";

/** How much the demo desk holds, and which one of all that could be made up. */
export type DemoSize = { readonly seed: number; readonly tickets: number; readonly messages: number };

/** Half a year of a support team of six. */
export const DEMO_SIZE: DemoSize = { seed: 1, tickets: 2000, messages: 8000 };

/** The demo that a host hands to the core. */
export function createDemo(size: DemoSize = DEMO_SIZE): Demo {
  return {
    messages: size.messages,
    make: (context, request) => makeDemoDesk(context, { ...size, ...request }),
    simulator: (context, timers) => createDeskSimulator(context, { seed: size.seed, timer: timers }),
  };
}
