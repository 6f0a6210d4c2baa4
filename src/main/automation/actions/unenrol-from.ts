import type { UnenrolStep } from "#shared/automation/steps/enrolment.ts";
import type { Run } from "#shared/model/run.ts";
import type { TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { Action, ActionContext } from "./action.ts";

/** Takes the ticket out of a workflow; out of its own, the run ends here. */
export const unenrolFrom: Action<UnenrolStep> = async ({ workflowId }, draft, context) => {
  const isOwn = workflowId === context.workflow.id;
  if (!isOwn && !(await isIn(workflowId, draft.ticket.id, context))) return { kind: "skipped", reason: "not-in-it" };
  draft.emit({ type: "workflow.left", workflowId });
  const outcome = { kind: "done", changed: true } as const;
  return isOwn ? { kind: "ends", outcome } : outcome;
};

async function isIn(workflowId: WorkflowId, ticketId: TicketId, { store, documents }: ActionContext): Promise<boolean> {
  const runs = new Map<string, Run>();
  for (const run of await store.runs.find({ selector: { ticketId, workflowId } })) runs.set(run.id, run);
  for (const run of documents.runs.changedOf(ticketId)) runs.set(run.id, run);
  return Array.from(runs.values()).some(
    (run) =>
      run.ticketId === ticketId &&
      run.workflowId === workflowId &&
      (run.status === "waiting" || run.status === "retrying"),
  );
}
