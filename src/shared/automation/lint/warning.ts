import type { WorkflowId } from "../../model/ids.ts";
import type { Place } from "../filters/certain.ts";
import type { Workflow } from "../documents/workflow.ts";

export type LintKey =
  /** An `any` group in which one part or another always holds. */
  | "matches-everything"
  | "matches-nearly-everything"
  /** An `any` group without parts. */
  | "matches-nothing"
  /** Conditions of an `all` group that contradict each other. `about`: the property. */
  | "contradiction"
  /** Nothing ever fires the trigger. */
  | "trigger-never-fires"
  /** Replies to closed tickets reopen them first (D6), so the condition on a closed status never holds. */
  | "reopened-before"
  /** `about`: a team without members. */
  | "empty-team"
  /** `about`: a workflow that is deleted. */
  | "callee-gone"
  /** `about`: a workflow that is switched off. */
  | "callee-off"
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

/** What the linter asks of the desk. */
export type LintDesk = {
  /** Every status in which a ticket can be; undefined: nobody knows. */
  readonly places: readonly Place[] | undefined;
  /** Null: there is no such team. */
  teamSize(teamId: string): number | null;
  workflow(id: string): "on" | "off" | "gone";
};
