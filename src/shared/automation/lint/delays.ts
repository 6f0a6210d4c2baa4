import type { WorkflowDefinition } from "../definition.ts";
import { mapDefinition } from "../map-definition.ts";
import type { Warn } from "./warning.ts";

/** Waits that may never end: for something to happen, without a time, in a workflow that nothing takes the ticket out of. */
export function lintDelays(definition: WorkflowDefinition, warn: Warn): void {
  const hasNoHours = definition.businessHours?.week.every((day) => day.length === 0) === true;
  mapDefinition(definition, {
    step(step, path) {
      const isEndless = step.type === "wait-for-event" && step.timeout === null;
      const isClosed = hasNoHours && "businessHours" in step && step.businessHours;
      if (isEndless) warn("delay-without-way-out", `${path}.timeout`, step.id);
      else if (isClosed) warn("delay-without-way-out", `${path}.businessHours`, step.id);
      return step;
    },
  });
}
