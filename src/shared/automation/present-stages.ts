import type { PipelineId, StageId } from "../model/ids.ts";
import type { WorkflowDefinition } from "./definition.ts";
import { mapDefinition } from "./map-definition.ts";
import { mapReferences, referencesOf } from "./references.ts";

/** What stands now for a stage or a pipeline that may have been deleted. */
export type Present = {
  readonly stage: (stageId: StageId) => StageId;
  readonly pipeline: (pipelineId: PipelineId) => PipelineId;
};

/**
 * The definition with each stage and pipeline that was deleted replaced by the one to which its tickets went, in steps and in conditions: for runs that began when it was there (F8). The same definition
 * where nothing is to be replaced.
 */
export function withPresentStages(definition: WorkflowDefinition, present: Present): WorkflowDefinition {
  const presentId = ({ kind, id }: { readonly kind: string; readonly id: string }): string => {
    if (kind === "stage") return present.stage(id as StageId);
    return kind === "pipeline" ? present.pipeline(id as PipelineId) : id;
  };
  const isGone = referencesOf(definition).some((reference) => presentId(reference) !== reference.id);
  return isGone ? mapReferences(definition, presentId) : definition;
}

/**
 * The definition with only its steps pointed to where the tickets went: what it waits for and asks about can't be pointed elsewhere without doing to other tickets what was meant for those
 * of the stage.
 */
export function withStepsPointed(definition: WorkflowDefinition, present: Present): WorkflowDefinition {
  return mapDefinition(definition, {
    step: (step) => {
      if (step.type !== "move-stage" && step.type !== "create-ticket") return step;
      const stageId = present.stage(step.stageId);
      if (step.type === "create-ticket") return { ...step, stageId, pipelineId: present.pipeline(step.pipelineId) };
      return {
        ...step,
        stageId,
        ...(step.pipelineId === undefined ? {} : { pipelineId: present.pipeline(step.pipelineId) }),
      };
    },
  });
}
