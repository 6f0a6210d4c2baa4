import { reduceRun } from "#shared/automation/reduce-run.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Actor, DeskContext } from "../context.ts";
import { workflowsNaming } from "../queries/workflows-naming.ts";
import { removeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";
import { GOING } from "./end-runs.ts";
import { eachRun } from "./each-run.ts";
import { invalid } from "./workflows.ts";
import { writeWorkflow } from "./write-workflow.ts";

/**
 * Deletes a workflow with its revisions, comments and drafts. It is switched off first, then the tickets that are in it leave it, with the reason; a crash in between
 * leaves a workflow that is off. The runs stay in their tickets' histories.
 * @returns how many tickets left, and the names of workflows that name it: what they do with it fails from now on
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_INPUT_INVALID for a template automation, which can only be switched off
 */
export function removeWorkflow(
  context: DeskContext,
  actor: Actor,
  id: WorkflowId,
): Promise<{ readonly unenrolled: number; readonly namedBy: readonly string[] }> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const { setup } = context;
    const workflow = setup.require("workflow", id);
    if (workflow.origin === "template")
      throw invalid("A template automation can be switched off, not deleted.", [{ path: "id", message: "template" }]);
    await writeWorkflow(context, actor, workflow, { enabled: false });
    let unenrolled = 0;
    const atEpochMs = context.clock.nowEpochMs();
    for await (const runs of eachRun(context, id, GOING)) {
      unenrolled += runs.length;
      const leave = (run: Run) => reduceRun(run, { type: "unenrolled", reason: "workflow-deleted", atEpochMs });
      await context.store.runs.write(runs.map((run) => ({ previous: run, next: leave(run) })));
    }
    await removeSetup(context, [
      ...setup.all("revision").filter(({ workflowId }) => workflowId === id),
      ...setup.all("step-comment").filter(({ workflowId }) => workflowId === id),
      ...setup.all("workflow-draft").filter(({ workflowId }) => workflowId === id),
      setup.require("workflow", id),
    ]);
    return { unenrolled, namedBy: await workflowsNaming(context, "workflow", id) };
  });
}
