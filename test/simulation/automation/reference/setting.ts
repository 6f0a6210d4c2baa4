import { SUPPORT_PIPELINE_ID, newPipeline, templateWorkflows } from "#main/desk/defaults.ts";
import type { Scenario } from "../scenario.ts";
import type { RefWorkflow } from "./model.ts";
import type { Pipeline } from "./reference.ts";

const SUPPORT = newPipeline(SUPPORT_PIPELINE_ID, "Support", 0, 0);

export function pipelineOf({ preventBackward, ownerToClose }: Scenario): Pipeline {
  return { stages: SUPPORT.stages, preventBackward, ownerToClose };
}

/** The desk's own D1 and D2, then those of the scenario. */
export function workflowsOf({ workflows, startEpochMs }: Scenario): RefWorkflow[] {
  const templates = templateWorkflows(SUPPORT, 0);
  return [...templates, ...workflows].map(({ id, order, overridesRules, definition }) => ({
    id,
    isTemplate: templates.some((one) => one.id === id),
    order,
    overridesRules,
    definition,
    enabled: true,
    holds: false,
    since: new Map<string, number>(),
    enabledAt: startEpochMs,
  }));
}
