import type { WorkflowId } from "../../model/ids.ts";
import type { Workflow } from "../documents/workflow.ts";

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
