/** The two template automations of section D, read and changed as workflows. Pure. */
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { PipelineId, StageId } from "#shared/model/ids.ts";

export type EmailTemplate = "D1" | "D2";

export function templateOf(
  workflows: readonly WorkflowView[],
  pipelineId: PipelineId,
  template: EmailTemplate,
): WorkflowView | undefined {
  return workflows.find((workflow) => workflow.pipelineId === pipelineId && workflow.template === template);
}

/** The status that the workflow sets; null where somebody took that step out. */
export function statusSetBy({ steps }: WorkflowDefinition): StageId | null {
  return steps.find((step) => step.type === "move-stage")?.stageId ?? null;
}

/** The definition with another status; everything else that was added to it stays. */
export function withStatus(definition: WorkflowDefinition, stageId: StageId): WorkflowDefinition {
  const index = definition.steps.findIndex((step) => step.type === "move-stage");
  const step = definition.steps[index];
  if (step?.type !== "move-stage") return definition;
  return { ...definition, steps: definition.steps.with(index, { ...step, stageId }) };
}
