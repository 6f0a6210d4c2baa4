import type { Timers } from "#main/desk/timers.ts";

/** A wait that others can end. */
export type Pause = {
  /** Resolves after the delay, or at once when `end` is or was called since `begin`. Null: waits until then. */
  wait(delayMs: number | null): Promise<void>;
  /** Ends the wait; where none is under way, the next one. */
  end(): void;
  /** Forgets an `end` that came before. */
  begin(): void;
};

export function createPause(timers: Timers): Pause {
  let isEnded = false;
  let finish: (() => void) | null = null;
  return {
    wait(delayMs) {
      if (isEnded) return Promise.resolve();
      return new Promise((done) => {
        const takeBack = delayMs === null ? () => undefined : timers.after(delayMs, () => finish?.());
        finish = () => {
          finish = null;
          takeBack();
          done();
        };
      });
    },
    end() {
      isEnded = true;
      finish?.();
    },
    begin: () => void (isEnded = false),
  };
}
