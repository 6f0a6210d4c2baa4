import type { RunCourses } from "#shared/contract/explanations/run-history.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { newestRuns, type CountedRun } from "#main/store/newest-runs.ts";
import { MAX_COUNTED_RUNS } from "../limits.ts";
import type { ReadContext } from "../read-context.ts";

const DAY_MS = 86_400_000;

/**
 * F9: which ways a workflow's runs went that began within the last days. A step that is tried again is no way. @throws PD_DESK_NOT_FOUND
 * @rule F9
 */
export async function workflowCourses(
  { store, setup, clock }: ReadContext,
  { id, days }: { readonly id: WorkflowId; readonly days: number },
): Promise<RunCourses> {
  setup.require("workflow", id);
  const fromEpochMs = clock.nowEpochMs() - days * DAY_MS;
  return { fromEpochMs, ...(await countCourses(newestRuns(store.sql, id, fromEpochMs))) };
}

type Counted = Omit<RunCourses, "fromEpochMs">;

/** @param runs newest first; no more of them are counted than `atMost` */
export async function countCourses(
  runs: Iterable<CountedRun> | AsyncIterable<CountedRun>,
  atMost = MAX_COUNTED_RUNS,
): Promise<Counted> {
  const revisions = createTally<Omit<Counted["revisions"][number], "runs">>();
  const steps = createTally<Omit<Counted["steps"][number], "times">>();
  const standing = createTally<Omit<Counted["standing"][number], "runs">>();
  const moves = createTally<Omit<Counted["moves"][number], "times">>();
  let count = 0;
  for await (const { workflowRevision, status, cursor, journal } of runs) {
    count += 1;
    if (count > atMost) break;
    revisions.add({ revision: workflowRevision });
    if (cursor !== null) standing.add({ stepId: cursor, status });
    moves.add({ from: null, armId: null, to: journal[0]?.stepId ?? cursor });
    for (const [place, { stepId, outcome, sequence }] of journal.entries()) {
      steps.add({ stepId, outcome: outcome.kind });
      const next = journal[place + 1];
      // What a long journal left out is no way; nor is where a run was taken out.
      if (next === undefined ? cursor === null && status !== "done" : isGap(sequence, next.sequence)) continue;
      const to = next?.stepId ?? cursor;
      if (to !== stepId) moves.add({ from: stepId, armId: outcome.kind === "took" ? outcome.armId : null, to });
    }
  }
  return {
    isComplete: count <= atMost,
    revisions: revisions.told().map(({ key, times }) => ({ ...key, runs: times })),
    steps: steps.told().map(({ key, times }) => ({ ...key, times })),
    standing: standing.told().map(({ key, times }) => ({ ...key, runs: times })),
    moves: moves.told().map(({ key, times }) => ({ ...key, times })),
  };
}

function isGap(sequence: number | undefined, next: number | undefined): boolean {
  return sequence !== undefined && next !== undefined && next !== sequence + 1;
}

/** How often each key came. Keys are told apart by their values, in the order in which they are written. */
function createTally<Key extends object>() {
  const counts = new Map<string, { readonly key: Key; times: number }>();
  return {
    add(key: Key): void {
      const name = Object.values(key).join(" ");
      const known = counts.get(name);
      if (known) known.times += 1;
      else counts.set(name, { key, times: 1 });
    },
    told: () => Array.from(counts.values()),
  };
}
