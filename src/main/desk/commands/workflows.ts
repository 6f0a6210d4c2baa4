import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Workflow } from "#shared/model/setup/workflow.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { Actor, DeskContext } from "../context.ts";
import { writeSetup } from "./change-setup.ts";
import { requireAutomationAccess } from "./command.ts";

export type UpdateWorkflowInput = {
  readonly id: WorkflowId;
  readonly enabled?: boolean | undefined;
  readonly name?: string | undefined;
  readonly definition?: WorkflowDefinition | undefined;
};

/** @throws PD_ACCESS_PERMISSION (A3), PD_INPUT_INVALID with the path of a stage that is not there */
export function updateWorkflow(context: DeskContext, actor: Actor, input: UpdateWorkflowInput): Promise<Workflow> {
  requireAutomationAccess(actor);
  return context.queue.run(async () => {
    const workflow = context.setup.require("workflow", input.id);
    if (input.definition) requireStagesThere(context, workflow, input.definition);
    await writeSetup<Workflow>(context, workflow, {
      ...(input.enabled === undefined ? {} : { enabled: input.enabled }),
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.definition === undefined ? {} : { definition: input.definition, revision: workflow.revision + 1 }),
    });
    return context.setup.require("workflow", input.id);
  });
}

function requireStagesThere(context: DeskContext, workflow: Workflow, definition: WorkflowDefinition): void {
  const isThere = (stageId: string, pipelineId: string | null | undefined) =>
    context.setup
      .pipelines()
      .some((pipeline) => (pipelineId ?? pipeline.id) === pipeline.id && stageOf(pipeline, stageId) !== undefined);
  const issues: { path: string; message: string }[] = [];
  definition.steps.forEach((step, position) => {
    if (step.type === "move-stage" && !isThere(step.stageId, step.pipelineId ?? workflow.pipelineId)) {
      issues.push({ path: `definition.steps.${position}.stageId`, message: "This status is not in the pipeline." });
    }
  });
  definition.triggers.forEach((trigger, position) => {
    if (trigger.type === "stage-reached" && !isThere(trigger.stageId, workflow.pipelineId)) {
      issues.push({ path: `definition.triggers.${position}.stageId`, message: "This status is not in the pipeline." });
    }
  });
  if (new Set(definition.steps.map(({ id }) => id)).size !== definition.steps.length) {
    issues.push({ path: "definition.steps", message: "Two steps have the same id." });
  }
  if (issues.length > 0)
    throw new PipedeskError("PD_INPUT_INVALID", "The workflow cannot be saved as it is.", { details: { issues } });
}
