import { MAX_REQUESTS_PER_SECOND, MAX_RECEIVER_PAUSE_MS, RECEIVER_PAUSES_MS } from "./limits.ts";

/**
 * How fast a receiver is called, however many requests wait for it: so many within a second, and after failures in a row less and less, since what fails for one request fails for the next. In memory
 * only: a start tries at once.
 */
export type ReceiverPace = {
  /** Not before; 0 where it may be called at once. */
  freeAt(receiver: string, nowEpochMs: number): number;
  began(receiver: string, nowEpochMs: number): void;
  /** @param retryAfterMs what it asked for; 0: nothing */
  failed(receiver: string, nowEpochMs: number, retryAfterMs: number): void;
  worked(receiver: string): void;
  /** There may be a network again. */
  forget(): void;
};

type Pace = { readonly begun: readonly number[]; readonly failures: number; readonly pausedUntilEpochMs: number };

const FRESH: Pace = { begun: [], failures: 0, pausedUntilEpochMs: 0 };
const SECOND_MS = 1_000;

export function createReceiverPace(): ReceiverPace {
  const paces = new Map<string, Pace>();
  const of = (receiver: string) => paces.get(receiver) ?? FRESH;
  // A time that lies ahead was noted before the clock was set back.
  const recent = ({ begun }: Pace, nowEpochMs: number) =>
    begun.filter((atEpochMs) => atEpochMs > nowEpochMs - SECOND_MS && atEpochMs <= nowEpochMs);

  return {
    freeAt(receiver, nowEpochMs) {
      const pace = of(receiver);
      const isPaused =
        pace.pausedUntilEpochMs > nowEpochMs && pace.pausedUntilEpochMs <= nowEpochMs + MAX_RECEIVER_PAUSE_MS;
      const [first, ...others] = recent(pace, nowEpochMs);
      const isFast = first !== undefined && others.length + 1 >= MAX_REQUESTS_PER_SECOND;
      return Math.max(isPaused ? pace.pausedUntilEpochMs : 0, isFast ? first + SECOND_MS : 0);
    },
    began(receiver, nowEpochMs) {
      const pace = of(receiver);
      paces.set(receiver, { ...pace, begun: [...recent(pace, nowEpochMs), nowEpochMs] });
    },
    failed(receiver, nowEpochMs, retryAfterMs) {
      const pace = of(receiver);
      const failures = pace.failures + 1;
      const pauseMs = RECEIVER_PAUSES_MS[failures - 1] ?? RECEIVER_PAUSES_MS.at(-1) ?? 0;
      const leastMs = Math.min(Math.max(pauseMs, retryAfterMs), MAX_RECEIVER_PAUSE_MS);
      paces.set(receiver, { ...pace, failures, pausedUntilEpochMs: nowEpochMs + leastMs });
    },
    worked: (receiver) => void paces.set(receiver, { ...of(receiver), failures: 0, pausedUntilEpochMs: 0 }),
    forget: () => paces.clear(),
  };
}
