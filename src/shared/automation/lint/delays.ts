import type { WorkflowDefinition } from "../definition.ts";
import { mapDefinition } from "../map-definition.ts";
import { hoursAskedAt } from "../schedule/shift.ts";
import { isBranch, isWait, waitOf } from "../steps/step.ts";
import type { Warn } from "./warning.ts";

/** Waits that may never end: without a time, or for business hours that never come. */
export function lintDelays(definition: WorkflowDefinition, warn: Warn): void {
  const hasNoHours = definition.businessHours?.week.every((day) => day.length === 0) === true;
  mapDefinition(definition, {
    step(step, path) {
      const endless = isWait(step) ? waitOf(step).endlessField(step) : null;
      const at =
        endless === null ? (hasNoHours && !isBranch(step) ? hoursAskedAt(step, path) : null) : `${path}.${endless}`;
      if (at !== null) warn("delay-without-way-out", at, step.id);
      return step;
    },
  });
}
