/** What the editor changes: a workflow without what only the desk decides (its switch, its order, its revision). */
import type { WorkflowDefinition } from "../definition.ts";
import type { Workflow } from "../documents/workflow.ts";

export type Draft = Readonly<Pick<Workflow, "name" | "description" | "pipelineId" | "overridesRules" | "definition">>;

/** The parts that are replaced as a whole; steps are changed one by one. */
export type Settings = Pick<Draft, "name" | "description" | "pipelineId" | "overridesRules"> &
  Pick<WorkflowDefinition, "triggers" | "filter" | "reenrolment" | "unenrolment" | "sources" | "businessHours">;

/** The parts of a draft beside its definition. */
export const OUTSIDE_DEFINITION = [
  "name",
  "description",
  "pipelineId",
  "overridesRules",
] as const satisfies readonly (keyof Draft)[];

export function draftOf({ name, description, pipelineId, overridesRules, definition }: Draft): Draft {
  return { name, description, pipelineId, overridesRules, definition };
}
