import { causeOf } from "#shared/automation/failure-cause.ts";
import {
  failedReasons,
  failedRunsAt,
  type FailedAfter,
  type FailedAt,
  type FailedReason,
  type FailedRun,
} from "#main/store/attention.ts";
import { derivedId } from "../../derived-ids.ts";
import { FAILED_RUNS_A_READ } from "../../limits.ts";
import type { ReadContext } from "../../read-context.ts";

/** Runs that failed for one cause. */
export type FailedGroup = FailedReason & { readonly id: string; readonly cause: string };

type Reads = Pick<ReadContext, "store">;

/**
 * The failed runs of the desk by cause: workflow, step, code and words, but for what is of one ticket alone. `reason` and `lastAtEpochMs` are those of the newest.
 * @rule F9
 */
export async function failedGroups({ store }: Reads): Promise<FailedGroup[]> {
  const groups = new Map<string, FailedGroup>();
  for await (const row of failedReasons(store.sql)) {
    const cause = causeOf(row.reason);
    const id = derivedId("failed", row.workflowId, row.stepId ?? "", row.code, cause);
    const known = groups.get(id);
    groups.set(id, known ? together(known, row) : { ...row, id, cause });
  }
  return Array.from(groups.values());
}

function together(known: FailedGroup, row: FailedReason): FailedGroup {
  const isNewer = row.lastAtEpochMs > known.lastAtEpochMs;
  return {
    ...known,
    count: known.count + row.count,
    firstAtEpochMs: Math.min(known.firstAtEpochMs, row.firstAtEpochMs),
    ...(isNewer ? { lastAtEpochMs: row.lastAtEpochMs, reason: row.reason } : {}),
  };
}

/** The runs of one cause, read some at a time, behind `from`. */
export async function* failedRunsOf(
  { store }: Reads,
  group: FailedAt & Pick<FailedGroup, "cause">,
  from: FailedAfter | null = null,
): AsyncGenerator<FailedRun> {
  for (let after = from; ;) {
    const runs = await failedRunsAt(store.sql, group, after, FAILED_RUNS_A_READ);
    for (const run of runs) if (causeOf(run.reason) === group.cause) yield run;
    const last = runs.at(-1);
    if (last === undefined || runs.length < FAILED_RUNS_A_READ) return;
    after = last;
  }
}
