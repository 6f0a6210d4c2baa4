import type { EnrolStep } from "#shared/automation/steps/enrolment.ts";
import { isActiveIn } from "#shared/automation/triggers/firing.ts";
import type { Action } from "./action.ts";

/** Puts the ticket into another workflow, which looks at it as at every other: filter, re-enrolment and pauses hold (F4, F11). */
export const enrolIn: Action<EnrolStep> = ({ workflowId }, draft, { setup }) => {
  const workflow = setup.find("workflow", workflowId);
  if (!workflow)
    return { kind: "failed", code: "PD_DESK_NOT_FOUND", message: `The workflow ${workflowId} is no longer there.` };
  if (!workflow.enabled) return { kind: "skipped", reason: "switched-off" };
  if (!isActiveIn(workflow, draft.ticket.pipelineId)) return { kind: "skipped", reason: "other-pipeline" };
  draft.emit({ type: "workflow.triggered", workflowId, triggerId: "", by: "workflow" });
  return { kind: "done", changed: true };
};
