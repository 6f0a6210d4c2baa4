/**
 * Hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): the order of changes over all devices of a workspace [H3].
 *
 * The clock remembers the greatest stamp it has given or adopted. A new stamp takes the device's time where that is later, else the
 * remembered moment with the counter one up: so stamps of one device only ever grow, also while its clock stands still or is set back,
 * and a change made after seeing another device's change is stamped later than it.
 */
import { PipedeskError } from "../../errors/pipedesk-error.ts";
import { MAX_SKEW_MS } from "./limits.ts";
import { compareStamps, formatStamp, MAX_STAMP_EPOCH_MS, parseStamp, stampAfter } from "./stamp.ts";

export { compareStamps, parseStamp } from "./stamp.ts";

export type HybridClock = {
  /** A stamp later than every one given or adopted before. */
  next(): string;
  /**
   * Takes note of a stamp from elsewhere, so that the next own one is later.
   * `skewMs` is how far it lies ahead of this device's time (negative: behind); beyond five minutes it is not adopted.
   * Throws PD_INPUT_INVALID for what is not a stamp.
   */
  observe(stamp: string): { readonly adopted: boolean; readonly skewMs: number };
  /** The device's clock was ahead and is put right: stamps go on from that moment, though greater ones were given. For who replaces those. */
  setBack(epochMs: number): void;
  /** The greatest stamp so far, to be kept for the next start. */
  last(): string;
};

/**
 * `last`: what the clock's `last()` was when this device was last used; absent on a new device.
 * @rule H3
 */
export function createHybridClock(options: { nowEpochMs: () => number; deviceId: string; last?: string }): HybridClock {
  const { deviceId } = options;
  let last = options.last ?? formatStamp({ epochMs: 0, counter: 0, deviceId });
  /** Taken apart: each change takes some stamps. */
  let parts = requireStamp(last);

  return {
    next() {
      const nowEpochMs = readTime(options.nowEpochMs);
      const next =
        nowEpochMs > parts.epochMs ? { epochMs: nowEpochMs, counter: 0, deviceId } : stampAfter({ ...parts, deviceId });
      last = formatStamp(next);
      parts = next;
      return last;
    },
    observe(stamp) {
      const seen = requireStamp(stamp);
      const skewMs = seen.epochMs - readTime(options.nowEpochMs);
      // Measured against the device's time and not against `last`: else a wrong clock elsewhere could drag this one on, five minutes at a time.
      const adopted = skewMs <= MAX_SKEW_MS;
      if (adopted && compareStamps(stamp, last) > 0) [last, parts] = [stamp, seen];
      return { adopted, skewMs };
    },
    setBack(epochMs) {
      parts = { epochMs: readTime(() => epochMs), counter: 0, deviceId };
      last = formatStamp(parts);
    },
    last: () => last,
  };
}

/** A clock before 1970 or beyond what a stamp holds still gives stamps, and monotonic ones. */
function readTime(nowEpochMs: () => number): number {
  return Math.min(Math.max(Math.floor(nowEpochMs()), 0), MAX_STAMP_EPOCH_MS - 1);
}

function requireStamp(stamp: string) {
  const parts = parseStamp(stamp);
  if (parts === null)
    throw new PipedeskError("PD_INPUT_INVALID", `"${stamp}" is not a stamp.`, {
      details: { what: "stamp", id: stamp },
    });
  return parts;
}
