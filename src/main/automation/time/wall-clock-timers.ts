import type { Clock } from "#main/desk/context.ts";
import type { Timers } from "#main/desk/timers.ts";

/** How often the wall clock is looked at while something waits: what is due by it is at most so late. */
const LOOK_MS = 1_000;

/**
 * Timers that end when so much time has passed on the wall clock, or by the timers beneath, whichever comes first. A machine's own timers count time that was lived
 * through: after a sleep, or when the clock is set forward, they would be late by as much. Set back, they end early: whoever waits for a time asks the clock again.
 * No delay is too long.
 */
export function createWallClockTimers(timers: Timers, clock: Clock): Timers {
  return {
    after(delayMs, work) {
      const endsAtEpochMs = clock.nowEpochMs() + delayMs;
      let leftMs = Math.max(delayMs, 0);
      let cancel: () => void = () => undefined;
      const look = (): void => {
        const stepMs = Math.min(leftMs, LOOK_MS);
        cancel = timers.after(stepMs, () => {
          leftMs = Math.min(leftMs - stepMs, endsAtEpochMs - clock.nowEpochMs());
          if (leftMs <= 0) work();
          else look();
        });
      };
      look();
      return () => cancel();
    },
  };
}
