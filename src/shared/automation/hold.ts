/** When runs are held: they wait as they stand, and nothing of them is lost (F11b). */
import type { Settings } from "../model/setup/settings.ts";
import type { Workflow } from "./documents/workflow.ts";

/**
 * Whether the workflow's runs make no step now: all of the desk's automations are paused, or it was switched off and they were not let finish. What ends them ends them all the same.
 * @rule F11b
 */
export function holdsRuns(
  workflow: Pick<Workflow, "enabled" | "whenOff">,
  settings: Pick<Settings, "automationsPaused"> | null,
): boolean {
  return isPaused(settings) || (!workflow.enabled && workflow.whenOff !== undefined);
}

export function isPaused(settings: Pick<Settings, "automationsPaused"> | null): boolean {
  return settings?.automationsPaused !== undefined;
}
