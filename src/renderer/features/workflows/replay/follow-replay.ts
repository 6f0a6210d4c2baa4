/** A replay as it is told, one state after the other. Knows no React. */
import type { ReplayDifference, ReplayEntry, ReplayTotals } from "#shared/contract/explanations/replay.ts";

export type ReplayState = {
  readonly kind: "running" | "done" | "failed";
  /** Null until the desk has told how many tickets there are. */
  readonly totals: ReplayTotals | null;
  /** In the order in which they were found; the desk lists a thousand. */
  readonly differences: readonly ReplayDifference[];
  /** Tickets whose past could not be replayed. */
  readonly skipped: number;
  readonly error?: unknown;
};

export const BEGUN: ReplayState = { kind: "running", totals: null, differences: [], skipped: 0 };

/** Tells how far the replay is, until it is done or nobody looks any more. */
export async function followReplay(
  begin: () => Promise<AsyncIterable<ReplayEntry>>,
  signal: AbortSignal,
  tell: (state: ReplayState) => void,
): Promise<void> {
  let state = BEGUN;
  tell(state);
  const found: ReplayDifference[] = [];
  let skipped = 0;
  const told = (kind: ReplayState["kind"], totals: ReplayTotals | null, rest: { readonly error?: unknown } = {}) => {
    const differences = state.differences.length === found.length ? state.differences : [...found];
    state = { kind, totals, differences, skipped, ...rest };
    tell(state);
  };
  try {
    for await (const entry of await begin()) {
      if (signal.aborted) return;
      if (entry.type === "difference") found.push(entry.difference);
      if (entry.type === "skipped") skipped += 1;
      if (entry.type === "progress") told("running", entry.totals);
      if (entry.type === "done") told("done", entry.totals);
    }
  } catch (error) {
    if (!signal.aborted) told("failed", state.totals, { error });
  }
}
