import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";

/** A clock and timers that stand still until the test moves them. */
export type VirtualTime = {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Lets that much time pass: what falls due runs in order, each at its own time, with what it sets off in between. */
  advance(durationMs: number): Promise<void>;
  /** The machine sleeps: the time passes at once, and what was due meanwhile runs late. */
  sleep(durationMs: number): Promise<void>;
  /** When the next work is due, epoch milliseconds; null where none waits. */
  nextDueEpochMs(): number | null;
  readonly waiting: number;
};

/** Turns of the event loop after each due work: what it awaits in memory is done by then. */
const TURNS = 10;

export function createVirtualTime(startEpochMs = Date.UTC(2026, 4, 4, 9)): VirtualTime {
  let nowEpochMs = startEpochMs;
  let order = 0;
  const due = new Map<number, { readonly atEpochMs: number; readonly work: () => void }>();

  function next(): [number, { readonly atEpochMs: number; readonly work: () => void }] | undefined {
    return Array.from(due).toSorted(([a, first], [b, second]) => first.atEpochMs - second.atEpochMs || a - b)[0];
  }

  async function runDueUntil(endEpochMs: number): Promise<void> {
    await settle();
    for (let first = next(); first && first[1].atEpochMs <= endEpochMs; first = next()) {
      const [id, { atEpochMs, work }] = first;
      due.delete(id);
      nowEpochMs = Math.max(nowEpochMs, atEpochMs);
      work();
      await settle();
    }
  }

  return {
    clock: { nowEpochMs: () => nowEpochMs },
    timers: {
      after(delayMs, work) {
        const id = (order += 1);
        due.set(id, { atEpochMs: nowEpochMs + Math.max(delayMs, 0), work });
        return () => void due.delete(id);
      },
    },
    async advance(durationMs) {
      const endEpochMs = nowEpochMs + durationMs;
      await runDueUntil(endEpochMs);
      nowEpochMs = endEpochMs;
    },
    async sleep(durationMs) {
      nowEpochMs += durationMs;
      await runDueUntil(nowEpochMs);
    },
    nextDueEpochMs: () => next()?.[1].atEpochMs ?? null,
    get waiting() {
      return due.size;
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
}
