import type { WorkflowId } from "#shared/model/ids.ts";
import type { Run, RunStatus } from "#shared/model/run.ts";
import type { Stored } from "#main/store/repository.ts";
import type { DeskContext } from "../context.ts";

/** Runs changed in one write: bounds the memory that fifty thousand of them take. */
const RUNS_AT_ONCE = 500;

/** A workflow's runs in these states, some at a time; each comes once, whatever is done with it. */
export async function* eachRun(
  { store }: DeskContext,
  workflowId: WorkflowId,
  statuses: readonly RunStatus[],
): AsyncGenerator<Stored<Run>[]> {
  for (const status of statuses) {
    let after = "";
    for (;;) {
      const runs = await store.runs.find({
        selector: { workflowId, status, id: { $gt: after } },
        sort: [{ id: "asc" }],
        limit: RUNS_AT_ONCE,
      });
      const last = runs.at(-1);
      if (!last) break;
      after = last.id;
      yield runs;
    }
  }
}
