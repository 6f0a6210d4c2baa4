/**
 * Warns of workflows that can be saved and will hardly do what was meant (F12b). Pure: mistakes that bar saving are the validator's. The interface has
 * the words (`describe/describe.ts`).
 */
import type { Workflow } from "../documents/workflow.ts";
import { createStepTree } from "../step-tree.ts";
import { lintCircles } from "./circles.ts";
import { lintConflicts } from "./conflicts.ts";
import { lintDelays } from "./delays.ts";
import { lintFilters } from "./filters.ts";
import { lintMails } from "./mails.ts";
import { lintReach } from "./reach.ts";
import type { LintedWorkflow, LintWarning, Warn } from "./warning.ts";

export type { LintedWorkflow, LintKey, LintWarning } from "./warning.ts";

/**
 * @param others the desk's other workflows that are switched on
 * @rule F12b
 */
export function lintWorkflow(
  workflow: LintedWorkflow,
  others: readonly Pick<Workflow, "id" | "pipelineId" | "definition">[],
): LintWarning[] {
  const warnings: LintWarning[] = [];
  const warn: Warn = (key, path, about = "", workflowId) =>
    void warnings.push({ key, path, about, ...(workflowId === undefined ? {} : { workflowId }) });
  const { definition } = workflow;
  const tree = createStepTree(definition.steps);
  const rest = others.filter(({ id }) => id !== workflow.id);
  if (definition.steps.length === 0) warn("no-steps", "steps");
  lintFilters(definition, warn);
  lintReach(definition, tree, warn);
  lintDelays(definition, warn);
  lintMails(definition, warn);
  lintCircles(workflow, tree, rest, warn);
  lintConflicts(workflow, rest, warn);
  return warnings;
}
