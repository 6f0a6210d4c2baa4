import type { WorkflowDefinition } from "../definition.ts";
import { mapDefinition } from "../map-definition.ts";
import { isWait, waitOf } from "../steps/step.ts";
import type { Warn } from "./warning.ts";

/** Waits that may never end: without a time, or for business hours that never come. */
export function lintDelays(definition: WorkflowDefinition, warn: Warn): void {
  const hasNoHours = definition.businessHours?.week.every((day) => day.length === 0) === true;
  mapDefinition(definition, {
    step(step, path) {
      const endless = isWait(step) ? waitOf(step).endlessField(step) : null;
      const isClosed = hasNoHours && "businessHours" in step && step.businessHours;
      const field = endless ?? (isClosed ? "businessHours" : null);
      if (field !== null) warn("delay-without-way-out", `${path}.${field}`, step.id);
      return step;
    },
  });
}
