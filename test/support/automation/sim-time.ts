import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";

/**
 * A machine's time: the clock on its wall, which people and time servers set, and the steady one by which its timers run, which stands still while it
 * sleeps. Both stand still until the test moves them.
 */
export type SimTime = {
  readonly clock: Clock;
  readonly timers: Timers;
  /**
   * Lets time pass on both. Each piece of work runs at its own time; `settle` is awaited after it, unless all it did was to set a timer again.
   * @param settle tells whether the machine still runs; where not, time stops
   */
  advance(durationMs: number, settle: () => Promise<boolean>): Promise<void>;
  /** Only the wall's clock: forward or backward. */
  set(byMs: number): void;
  /** The process ended: its timers are gone. */
  drop(): void;
};

type Due = { readonly id: number; readonly atMs: number; readonly work: () => void };

export function createSimTime(startEpochMs: number): SimTime {
  let steadyMs = 0;
  let wallEpochMs = startEpochMs;
  let order = 0;
  // In the order in which they were set: of two for one time the first comes first.
  const due = new Map<number, Due>();

  function first(): Due | undefined {
    let found: Due | undefined;
    for (const one of due.values()) if (!found || one.atMs < found.atMs) found = one;
    return found;
  }

  function pass(durationMs: number): void {
    steadyMs += durationMs;
    wallEpochMs += durationMs;
  }

  return {
    clock: { nowEpochMs: () => wallEpochMs },
    timers: {
      after(delayMs, work) {
        const id = (order += 1);
        due.set(id, { id, atMs: steadyMs + Math.max(delayMs, 0), work });
        return () => void due.delete(id);
      },
    },
    async advance(durationMs, settle) {
      const endMs = steadyMs + durationMs;
      if (!(await settle())) return;
      for (let next = first(); next && next.atMs <= endMs; next = first()) {
        due.delete(next.id);
        pass(Math.max(next.atMs - steadyMs, 0));
        const before = order;
        next.work();
        // What does nothing but wait on needs no turn: days are full of looks at the clock.
        if (order === before && !(await settle())) return;
      }
      pass(endMs - steadyMs);
    },
    set: (byMs) => void (wallEpochMs += byMs),
    drop: () => due.clear(),
  };
}

/** Turns of the event loop in which what was begun gets into the queue. */
const TURNS = 3;

export async function someTurns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
}
