import { chainAfter, type Chain } from "#shared/automation/chain.ts";
import { CHAIN_WINDOW_MS } from "#shared/automation/limits.ts";

/**
 * F11: how often one trigger of time fired for one ticket within the window. A workflow that moves the very date that its trigger counts from would go round for ever,
 * each time anew; so each firing counts as a change behind the last.
 */
export type FiringChains = {
  /** Counts a firing; nothing where it is the first of its window. Where the piece of work around it is rolled back, it was none. */
  next(key: string, nowEpochMs: number): Partial<Chain>;
};

/** Beyond this many what is over is forgotten. */
const MANY = 10_000;

/** @param afterRollback does this where the caller's transaction is rolled back */
export function createFiringChains(afterRollback: (undo: () => void) => void): FiringChains {
  const chains = new Map<string, Chain>();

  function forget(nowEpochMs: number): void {
    for (const [key, { chainStartedAtEpochMs }] of chains)
      if (nowEpochMs - chainStartedAtEpochMs > CHAIN_WINDOW_MS) chains.delete(key);
  }

  return {
    next(key, nowEpochMs) {
      const before = chains.get(key);
      // Decided again it would count twice, and a trigger that is right would be taken for one that goes round.
      afterRollback(() => {
        if (before) chains.set(key, before);
        else chains.delete(key);
      });
      if (chains.size > MANY) forget(nowEpochMs);
      if (!before || nowEpochMs - before.chainStartedAtEpochMs > CHAIN_WINDOW_MS) {
        chains.set(key, { depth: 0, chainStartedAtEpochMs: nowEpochMs });
        return {};
      }
      const chain = chainAfter(before, before.chainStartedAtEpochMs, nowEpochMs);
      chains.set(key, chain);
      return chain;
    },
  };
}
