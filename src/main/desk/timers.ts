/** Work at a later time. Injected like the clock, so that tests move both. */
export type Timers = {
  /** Runs `work` once after `delayMs`; the answer takes that back. */
  after(delayMs: number, work: () => void): () => void;
};

/** Longest delay that Node keeps (2^31 - 1 ms, about 25 days); a longer one would run at once. */
const MAX_DELAY_MS = 2_147_483_647;

/** This machine's timers. A delay over 25 days ends early: whoever waits for a date looks at the clock again. */
export const systemTimers: Timers = {
  after(delayMs, work) {
    const timer = setTimeout(work, Math.min(Math.max(delayMs, 0), MAX_DELAY_MS));
    return () => clearTimeout(timer);
  },
};
