import { RunCourses } from "#shared/contract/explanations/run-history.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { MAX_COUNTED_RUNS, runCourses } from "#main/store/run-courses.ts";
import type { ReadContext } from "../read-context.ts";

const DAY_MS = 86_400_000;

/**
 * F9: which ways a workflow's runs went that began within the last days. A step that is tried again is no way. @throws PD_DESK_NOT_FOUND
 * @rule F9
 */
export function workflowCourses(
  { store, setup, clock }: ReadContext,
  { id, days }: { readonly id: WorkflowId; readonly days: number },
): RunCourses {
  setup.require("workflow", id);
  const fromEpochMs = clock.nowEpochMs() - days * DAY_MS;
  const { revisions, standing, taken, first } = runCourses(store.sql, id, fromEpochMs);
  const runs = revisions.reduce((sum, one) => sum + one.runs, 0);
  const moves = taken.filter(({ leads, next, stepId }) => leads && next !== stepId);
  return RunCourses.parse({
    fromEpochMs,
    revisions,
    isComplete: runs < MAX_COUNTED_RUNS,
    steps: summed(taken, ({ stepId, outcome }) => ({ stepId, outcome })),
    standing,
    moves: [
      ...first.map(({ stepId, times }) => ({ from: null, armId: null, to: stepId, times })),
      ...summed(moves, ({ stepId, armId, next }) => ({ from: stepId, armId, to: next })),
    ],
  });
}

/** Rows of one key as one, with the times of all. */
function summed<Row extends { readonly times: number }, Key extends object>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
): (Key & { readonly times: number })[] {
  const byKey = new Map<string, Key & { times: number }>();
  for (const row of rows) {
    const key = keyOf(row);
    const name = JSON.stringify(key);
    const known = byKey.get(name);
    if (known) known.times += row.times;
    else byKey.set(name, { ...key, times: row.times });
  }
  return Array.from(byKey.values());
}
