import type { Workflow } from "../documents/workflow.ts";
import { createStepTree } from "../step-tree.ts";
import type { Setting } from "../steps/changes.ts";
import { settingsOf, stepsAtOnce } from "./at-once.ts";
import { canFireTogether, canMeetBoth } from "./overlap.ts";
import type { LintedWorkflow, Warn } from "./warning.ts";

/** Two workflows that set one property at once on one trigger, each to something else: the one that comes later in the list wins (F13). */
export function lintConflicts(
  workflow: LintedWorkflow,
  others: readonly Pick<Workflow, "id" | "pipelineId" | "definition">[],
  warn: Warn,
): void {
  const own = settingsAtOnce(workflow);
  if (own.length === 0) return;
  for (const other of others) {
    const position = workflow.definition.triggers.findIndex((trigger) =>
      other.definition.triggers.some((one) => canFireTogether(trigger, one)),
    );
    if (position === -1 || !canMeetBoth(workflow, other)) continue;
    const theirs = settingsAtOnce(other);
    const clashing = own.filter(({ property, value }) =>
      theirs.some((one) => one.property === property && (value === null || one.value === null || one.value !== value)),
    );
    for (const property of new Set(clashing.map((one) => one.property)))
      warn("same-property", `triggers.${position}`, property, other.id);
  }
}

function settingsAtOnce({ definition }: Pick<Workflow, "definition">): Setting[] {
  return stepsAtOnce(createStepTree(definition.steps)).flatMap(settingsOf);
}
