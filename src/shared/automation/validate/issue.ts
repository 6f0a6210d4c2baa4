import type { ReferenceKind } from "../filters/properties.ts";

/** `key` is stable: the interface has the words. */
export type DefinitionIssue = {
  readonly path: string;
  readonly key:
    | "duplicate-step-id"
    | "duplicate-arm-id"
    | "duplicate-trigger-id"
    | "unknown-trigger"
    | "unknown-property"
    | "operator-does-not-fit"
    | "unknown-value"
    | "unknown-step"
    | "unknown-stage"
    | "unknown-user"
    | "endless-loop"
    | "no-business-hours"
    | "unknown-team"
    | "unknown-template"
    | "unknown-workflow"
    | "unknown-pipeline"
    | "nobody-named"
    | "bad-placeholder"
    | "bad-cron"
    | "bad-time-zone"
    | "bad-header"
    | "does-not-fit"
    | "too-many-steps"
    | "not-a-status-card"
    | "token-in-use";
  /** What is meant: an id, a name, a parser's words. */
  readonly about: string;
};

/** What the desk has. */
export type DefinitionContext = {
  has(kind: ReferenceKind, id: string): boolean;
  /** Whether a stage is one of the pipeline, or of any where it is null. */
  hasStage(stageId: string, pipelineId: string | null): boolean;
  /** The workflow's own pipeline; null: all. */
  readonly pipelineId: string | null;
  /** E1: the stage whose card the workflow is; absent: it is none. */
  readonly cardOf?: string | undefined;
  /** Whether the workflow has such a step. Absent: nobody knows. */
  readonly hasStep?: ((stepId: string) => boolean) | undefined;
  /** Whether the desk has a property of its own with this key. Absent: nobody knows. */
  readonly hasPropertyKey?: ((key: string) => boolean) | undefined;
  /** Whether another workflow answers to this token. Absent: nobody knows. */
  readonly isTokenInUse?: ((token: string) => boolean) | undefined;
};

export type Report = (path: string, key: DefinitionIssue["key"], about?: string) => void;
