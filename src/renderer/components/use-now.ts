import { useShellState } from "../state/desk-context.tsx";

/** The time for relative ages, epoch milliseconds: one clock for all, which ticks often enough that a shown minute is right. */
export function useNow(): number {
  return useShellState((state) => state.nowEpochMs);
}
