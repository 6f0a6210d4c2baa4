import { createCore, type Core } from "#main/core.ts";
import type { OpenDesk } from "./open-core.ts";

/** Opens the real desk, on this machine's clock. */
export function createOpenDesk(version: string): OpenDesk<Core> {
  const clock = { nowEpochMs: () => Date.now() };
  return ({ dataDir, log }) => createCore({ dataDir, clock, log, version });
}
