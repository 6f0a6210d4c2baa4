import { createStepTree } from "#shared/automation/step-tree.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import type { SetupCache } from "../setup-cache.ts";

/** Names of the workflows, switched on or not, that have such a step. */
export function workflowsWith(setup: SetupCache, wanted: (step: Step) => boolean): string[] {
  return setup
    .all("workflow")
    .filter(({ definition }) => createStepTree(definition.steps).steps.some(wanted))
    .map(({ name }) => name);
}
