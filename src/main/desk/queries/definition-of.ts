import type { Trigger } from "#shared/automation/triggers/trigger.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { createStepTree } from "#shared/automation/step-tree.ts";
import type { Step } from "#shared/automation/steps/step.ts";
import type { WorkflowRef } from "#shared/contract/explanations/why.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { SetupReads } from "../setup-cache.ts";

/** The definition that a workflow had as of a revision; null where it is no longer kept. */
export function definitionOf(setup: SetupReads, id: WorkflowId, revision: number): WorkflowDefinition | null {
  const workflow = setup.find("workflow", id);
  if (workflow?.revision === revision) return workflow.definition;
  const kept = setup.all("revision").find((one) => one.workflowId === id && one.revision === revision);
  return kept?.definition ?? null;
}

/** A run's definition as explanations use it. */
export type RunDefinition = {
  readonly workflow: WorkflowRef;
  readonly step: (id: string) => Step | null;
  /** Null for a run that no trigger began, and where its revision is no longer kept. */
  readonly trigger: Trigger | null;
  /** What else of the same save or message would have begun it (F4). */
  readonly alsoTriggers: Trigger[];
};

export function definitionOfRun(setup: SetupReads, run: Run): RunDefinition {
  const definition = definitionOf(setup, run.workflowId, run.workflowRevision);
  const tree = definition && createStepTree(definition.steps);
  const also = new Set((run.alsoTriggers ?? []).map(({ triggerId }) => triggerId));
  return {
    workflow: workflowRefOf(setup, run.workflowId, run.workflowRevision),
    step: (id) => tree?.find(id) ?? null,
    trigger: definition?.triggers.find(({ id }) => id === run.triggerId) ?? null,
    alsoTriggers: (definition?.triggers ?? []).filter(({ id }) => id !== run.triggerId && also.has(id)),
  };
}

export function workflowRefOf(setup: SetupReads, id: WorkflowId, revision: number | null): WorkflowRef {
  const workflow = setup.find("workflow", id);
  return {
    id,
    name: workflow?.name ?? null,
    template: workflow?.template ?? null,
    revision,
    isOutdated: revision !== null && workflow?.revision !== revision,
  };
}
