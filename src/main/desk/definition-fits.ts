import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { validateDefinition } from "#shared/automation/validate/validate.ts";
import { PipedeskError, type InputIssue } from "#shared/errors/pipedesk-error.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { definitionContext } from "./definition-context.ts";
import type { ReadContext } from "./read-context.ts";

/** E1: the stage whose card a workflow is. */
export function cardStageOf({ origin, definition }: Pick<Workflow, "origin" | "definition">): string | undefined {
  if (origin !== "stage") return undefined;
  const trigger = definition.triggers.find(({ type }) => type === "stage-reached");
  return trigger?.type === "stage-reached" ? trigger.stageId : "";
}

/** @throws PD_INPUT_INVALID with the paths of what does not fit */
export function requireFitting(
  context: Pick<ReadContext, "setup">,
  workflow: Workflow,
  definition: WorkflowDefinition,
): void {
  const { id, pipelineId } = workflow;
  const found = validateDefinition(
    definition,
    definitionContext(context, { id, pipelineId, cardOf: cardStageOf(workflow) }),
  );
  if (found.length === 0) return;
  const issues = found.map(({ path, key, about }) => ({ path: `definition.${path}`, message: `${key}: ${about}` }));
  throw invalid("The workflow does not fit the desk as it is.", issues);
}

export function invalid(message: string, issues: readonly InputIssue[]): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { details: { issues } });
}
