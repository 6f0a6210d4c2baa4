import { isDeepStrictEqual } from "node:util";
import { asksHours } from "#shared/automation/schedule/shift.ts";
import type { Trigger } from "#shared/automation/triggers/trigger.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import { SETTINGS_ID } from "#shared/model/setup/settings.ts";
import type { SetupCache } from "#main/desk/setup-cache.ts";

/**
 * From when on a trigger of time sees to what comes due, epoch milliseconds: since its workflow was switched on, or since the trigger is what it is, or since a pause whose backlog was left out
 * (F11b), whichever is latest.
 * A trigger that is added to a workflow, or comes to mean another time, must not act on all the years before.
 */
export function triggerSince(setup: SetupCache, workflow: Workflow, trigger: Trigger): number {
  const enabledAtEpochMs = workflow.enabledAtEpochMs ?? workflow.createdAtEpochMs;
  const before = setup
    .all("revision")
    .filter(({ workflowId, revision }) => workflowId === workflow.id && revision < workflow.revision)
    .toSorted((a, b) => b.revision - a.revision);
  const other = before.find(({ definition }) => !hasTrigger(definition, trigger, workflow.definition));
  const leftUntilEpochMs = setup.find("settings", SETTINGS_ID)?.automationsLeftUntilEpochMs ?? 0;
  return Math.max(enabledAtEpochMs, other?.createdAtEpochMs ?? 0, leftUntilEpochMs);
}

/** Whether a definition has the same trigger, in the same business hours where it keeps to them. */
function hasTrigger(definition: WorkflowDefinition, trigger: Trigger, now: WorkflowDefinition): boolean {
  return (
    definition.triggers.some((one) => isDeepStrictEqual(one, trigger)) &&
    (!asksHours(trigger) || isDeepStrictEqual(definition.businessHours, now.businessHours))
  );
}
