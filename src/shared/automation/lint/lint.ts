/**
 * Warns of workflows that can be saved and will hardly do what was meant (F12b). Pure: mistakes that bar saving are the validator's. The interface has
 * the words (`describe/problems.ts`).
 */
import type { WorkflowId } from "../../model/ids.ts";
import type { Workflow } from "../../model/setup/workflow.ts";
import { createStepTree } from "../step-tree.ts";
import { lintCircles } from "./circles.ts";
import { lintConflicts } from "./conflicts.ts";
import { lintDelays } from "./delays.ts";
import { lintFilters } from "./filters.ts";
import { lintMails } from "./mails.ts";
import { lintReach } from "./reach.ts";

export type LintKey =
  /** An `any` group in which one part or another always holds. */
  | "matches-everything"
  /** An `any` group without parts. */
  | "matches-nothing"
  /** Nothing leads to the step: what is before it stops or goes elsewhere. */
  | "unreachable-step"
  /** An arm before it takes everything that could. */
  | "arm-never-taken"
  /** It may wait for ever. */
  | "delay-without-way-out"
  /** `about`: the property; `workflowId`: who else sets it on this trigger. */
  | "same-property"
  /** It sends customers a mail whenever one of them writes, whoever or whatever wrote. */
  | "mail-without-guard"
  /** It sets itself off again at once, maybe by way of others (`workflowId`). */
  | "circle"
  | "no-steps";

export type LintWarning = {
  readonly key: LintKey;
  /** As the validator tells paths. */
  readonly path: string;
  readonly about: string;
  readonly workflowId?: WorkflowId;
};

/** What the linter looks at of a workflow. */
export type LintedWorkflow = Pick<Workflow, "pipelineId" | "definition"> & {
  /** Null: it is not saved yet. */
  readonly id: WorkflowId | null;
};

export type Warn = (key: LintKey, path: string, about?: string, workflowId?: WorkflowId) => void;

/** @param others the desk's other workflows that are switched on */
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
