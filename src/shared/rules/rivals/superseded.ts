import { SUPERSEDED, TAKEN_BACK, type Run } from "../../model/run.ts";
import { areRivals } from "./base.ts";

export type Settled = {
  /** Runs that may act from now on. */
  readonly letAct: readonly Run[];
  /** Runs whose rival came first, with that one. */
  readonly superseded: readonly { readonly run: Run; readonly by: Run }[];
};

/**
 * What becomes of a ticket's runs whose events have rivals: of each workflow's the first to come to the host acts, the others are superseded. Those that the host let act before came first;
 * of those that come together the one that began first. Run of one event are one run, wherever they were made. Settling again changes nothing.
 * @rule H4
 */
export function settleRivals(runs: readonly Run[]): Settled {
  // What was taken back counts as if it had never been; what was superseded has its rival.
  const counting = runs.filter(
    ({ base, endReason }) => base !== undefined && endReason !== TAKEN_BACK && endReason !== SUPERSEDED,
  );
  const acting = counting.filter(({ isLetAct }) => isLetAct === true).toSorted(inOrder);
  const first: Run[] = [];
  const letAct: Run[] = [];
  const superseded: { run: Run; by: Run }[] = [];
  for (const run of [...acting, ...counting.filter(({ isLetAct }) => isLetAct !== true).toSorted(inOrder)]) {
    const by = first.find((other) => other.workflowId === run.workflowId && areRivals(other.base, run.base));
    if (by === undefined) {
      first.push(run);
      if (run.isLetAct !== true) letAct.push(run);
    } else if (run.status !== "unenrolled") superseded.push({ run, by });
  }
  return { letAct, superseded };
}

function inOrder(a: Run, b: Run): number {
  return a.startedAtEpochMs - b.startedAtEpochMs || (a.id < b.id ? -1 : 1);
}
