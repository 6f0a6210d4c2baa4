import { CHAIN_WINDOW_MS } from "./limits.ts";

/** How many automatic changes led somewhere, and since when (F11). */
export type Chain = { readonly depth: number; readonly chainStartedAtEpochMs: number };

/** The chain of what follows now from an event or a run. One that is older than its window is over, and another begins. */
export function chainAfter(
  before: { readonly depth: number; readonly chainStartedAtEpochMs?: number | undefined },
  beganAtEpochMs: number,
  nowEpochMs: number,
): Chain {
  const since = before.chainStartedAtEpochMs ?? beganAtEpochMs;
  return nowEpochMs - since > CHAIN_WINDOW_MS
    ? { depth: 1, chainStartedAtEpochMs: nowEpochMs }
    : { depth: before.depth + 1, chainStartedAtEpochMs: since };
}
