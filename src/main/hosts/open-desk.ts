import type { Core } from "#main/core.ts";
import type { OpenDesk } from "./open-core.ts";

/** Opens the real desk, on this machine's clock. */
export function createOpenDesk(version: string): OpenDesk<Core> {
  const clock = { nowEpochMs: () => Date.now() };
  return async ({ dataDir, log }) => {
    // The store and all that stands on it take a second to load, which only who opens a desk should wait for.
    const { createCore } = await import("#main/core.ts");
    return createCore({ dataDir, clock, log, version });
  };
}
