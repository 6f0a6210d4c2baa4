import type { Figures, WorkflowFigures } from "#shared/contract/explanations/run-history.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { RunStatus } from "#shared/model/run.ts";
import { runFigures } from "#main/store/run-figures.ts";
import type { ReadContext } from "../read-context.ts";

const RECENT_MS = 30 * 86_400_000;

/** F9: how many tickets went through a workflow and how long it took, lately and ever. @throws PD_DESK_NOT_FOUND */
export async function workflowFigures({ store, setup, clock }: ReadContext, id: WorkflowId): Promise<WorkflowFigures> {
  setup.require("workflow", id);
  const since = async (epochMs: number): Promise<Figures> => {
    const { byStatus, medianMs, p95Ms } = await runFigures(store.sql, id, epochMs);
    const count = (...statuses: RunStatus[]) => statuses.reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
    return {
      enrolled: Object.values(byStatus).reduce((sum, runs) => sum + runs, 0),
      active: count("active", "waiting", "retrying"),
      done: count("done"),
      failed: count("failed"),
      unenrolled: count("unenrolled"),
      medianMs,
      p95Ms,
    };
  };
  return { last30Days: await since(clock.nowEpochMs() - RECENT_MS), ever: await since(Number.MIN_SAFE_INTEGER) };
}
