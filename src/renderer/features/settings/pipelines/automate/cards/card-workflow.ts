/** Which workflow is behind the card of a status, and what else begins there. Pure. */
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { PipelineId, StageId } from "#shared/model/ids.ts";

/** What a ticket's reaching the status sets off. */
const beginsAt = ({ definition }: WorkflowView, stageId: StageId): boolean =>
  definition.triggers.some((trigger) => trigger.type === "stage-reached" && trigger.stageId === stageId);

/** Undefined: nobody has put anything on it yet. */
export function workflowOfCard(workflows: readonly WorkflowView[], stageId: StageId): WorkflowView | undefined {
  return workflows.find((workflow) => workflow.origin === "stage" && beginsAt(workflow, stageId));
}

/** Other workflows that are on and begin where a ticket reaches the status. */
export function othersAt(
  workflows: readonly WorkflowView[],
  pipelineId: PipelineId,
  stageId: StageId,
): readonly WorkflowView[] {
  return workflows.filter(
    (workflow) =>
      workflow.origin !== "stage" &&
      workflow.enabled &&
      (workflow.pipelineId === null || workflow.pipelineId === pipelineId) &&
      beginsAt(workflow, stageId),
  );
}
