import type { WorkflowDefinition } from "../definition.ts";
import { mapDefinition } from "../map-definition.ts";
import { kindOf } from "../steps/step.ts";
import type { LintDesk, Warn } from "./warning.ts";

/** What steps name and what nobody answers to: teams without members, workflows that were deleted or switched off. */
export function lintNamed(definition: WorkflowDefinition, desk: LintDesk, warn: Warn): void {
  mapDefinition(definition, {
    step(step, path) {
      kindOf(step).references(step, path, (kind, id, at) => {
        if (kind === "team" && desk.teamSize(id) === 0) warn("empty-team", at, id);
        if (kind === "workflow" && step.type === "enrol-in") {
          const callee = desk.workflow(id);
          if (callee !== "on") warn(`callee-${callee}`, at, id);
        }
        if (kind === "workflow" && step.type === "unenrol-from" && desk.workflow(id) === "gone")
          warn("callee-gone", at, id);
        return id;
      });
      return step;
    },
  });
}
