import type { WhenOff } from "#shared/contract/workflows.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { DeskContext } from "../context.ts";
import { endRuns, GOING } from "./end-runs.ts";
import { writeWorkflow } from "./write-workflow.ts";

/** How many tickets are in the workflow now. */
export async function runsIn({ store }: DeskContext, workflowId: WorkflowId): Promise<number> {
  let count = 0;
  for (const status of GOING) count += await store.runs.count({ workflowId, status });
  return count;
}

/**
 * What becomes of runs in a workflow that is off. Where nobody says so they are held: whoever switches it off wants nothing more of it to go out, and what is held can still be let go on or be ended.
 * @rule F11b
 */
export async function whenOffAfter(
  context: DeskContext,
  { id, enabled, whenOff }: Pick<Workflow, "id" | "enabled" | "whenOff">,
  wanted: WhenOff | undefined,
): Promise<Workflow["whenOff"]> {
  if (wanted === undefined) return enabled && (await runsIn(context, id)) > 0 ? "hold" : whenOff;
  return wanted === "finish" ? undefined : wanted;
}

/** Ends the runs of a workflow that was switched off with that choice. They are held until their turn comes; what a crash cuts off goes on at the next start. */
export async function endHeldRuns(context: DeskContext, id: WorkflowId): Promise<void> {
  await endRuns(context, { id, workflowId: id, reason: "switched-off" });
  await context.queue.run(async () => {
    const workflow = context.setup.find("workflow", id);
    // Switched on meanwhile, or the program ends: then it is not through.
    if (workflow?.whenOff !== "end" || (await runsIn(context, id)) > 0) return;
    await writeWorkflow(context, null, workflow, { whenOff: undefined });
  });
}
