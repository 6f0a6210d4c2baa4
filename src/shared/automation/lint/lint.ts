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
import { lintNamed } from "./named.ts";
import { lintTriggers } from "./triggers.ts";
import type { LintDesk, LintedWorkflow, LintWarning, Warn } from "./warning.ts";

export type { LintDesk, LintedWorkflow, LintKey, LintWarning } from "./warning.ts";

const NO_DESK: LintDesk = { places: undefined, teamSize: () => null, workflow: () => "on" };

/**
 * @param others the desk's other workflows that are switched on
 * @param desk absent: of what the definition names nothing is asked
 * @rule F12b
 */
export function lintWorkflow(
  workflow: LintedWorkflow,
  others: readonly Pick<Workflow, "id" | "pipelineId" | "definition">[],
  desk: LintDesk = NO_DESK,
): LintWarning[] {
  const warnings: LintWarning[] = [];
  const warn: Warn = (key, path, about = "", workflowId) =>
    void warnings.push({ key, path, about, ...(workflowId === undefined ? {} : { workflowId }) });
  const { definition } = workflow;
  const tree = createStepTree(definition.steps);
  const rest = others.filter(({ id }) => id !== workflow.id);
  if (definition.steps.length === 0) warn("no-steps", "steps");
  lintFilters(definition, workflow.pipelineId, desk, warn);
  lintTriggers(definition, workflow.pipelineId, desk, warn);
  lintNamed(definition, desk, warn);
  lintReach(definition, tree, warn);
  lintDelays(definition, warn);
  lintMails(definition, warn);
  lintCircles(workflow, tree, rest, warn);
  lintConflicts(workflow, rest, warn);
  return warnings;
}
