import type { StageId } from "../model/ids.ts";
import type { WorkflowDefinition } from "./definition.ts";
import { mapDefinition } from "./map-definition.ts";
import { mapReferences, referencesOf } from "./references.ts";

/**
 * The definition with each stage that was deleted replaced by the one to which its tickets went, in steps and in conditions: for runs that began when it was there (F8). The same definition where nothing
 * is to be replaced.
 * @param presentIdOf the stage that stands for this one now
 */
export function withPresentStages(
  definition: WorkflowDefinition,
  presentIdOf: (stageId: string) => string,
): WorkflowDefinition {
  const isGone = referencesOf(definition).some(({ kind, id }) => kind === "stage" && presentIdOf(id) !== id);
  if (!isGone) return definition;
  return mapReferences(definition, ({ kind, id }) => (kind === "stage" ? presentIdOf(id) : id));
}

/**
 * The definition with only its steps pointed to where the tickets went: what it waits for and asks about can't be pointed elsewhere without doing to other tickets what was meant for those
 * of the stage.
 */
export function withStepsPointed(
  definition: WorkflowDefinition,
  presentIdOf: (stageId: StageId) => StageId,
): WorkflowDefinition {
  return mapDefinition(definition, {
    step: (step) => {
      if (step.type !== "move-stage" && step.type !== "create-ticket") return step;
      const stageId = presentIdOf(step.stageId);
      return stageId === step.stageId ? step : { ...step, stageId };
    },
  });
}
