import { canonicalJson } from "../model/canonical-json.ts";
import type { PipelineId, StageId } from "../model/ids.ts";
import type { Pipeline } from "../model/setup/pipeline.ts";
import type { WorkflowDefinition } from "./definition.ts";
import type { Workflow } from "./documents/workflow.ts";
import { withStepsPointed } from "./present-stages.ts";
import { referencesOf } from "./references.ts";

/** What was generated with a pipeline and that nobody built anything into: its template automations, and cards without an action. They go when it is deleted, and come back with it. */
export function goesWithPipeline({ origin, definition }: Pick<Workflow, "origin" | "definition">): boolean {
  if (origin === "stage") return definition.steps.length === 0;
  return origin === "template" && definition.steps.every(({ type }) => type === "move-stage");
}

/** A pipeline that goes, and where. */
export type Leaving = {
  readonly pipeline: Pick<Pipeline, "id" | "stages">;
  readonly to: PipelineId;
  readonly stages: ReadonlyMap<StageId, StageId>;
};

/** What becomes of a workflow by it. */
export type WorkflowFate = {
  /** `own`: it belonged to the pipeline, and belongs to the other one now; `asks`: it asks for its statuses or for itself; `points`: its steps put tickets into it. */
  readonly kind: "own" | "asks" | "points";
  /** Its steps put tickets where the tickets go. The same object where none did. */
  readonly definition: WorkflowDefinition;
};

/**
 * Null where the workflow has nothing to do with the pipeline. A workflow of its own, and one that asks for what goes, can't be pointed elsewhere without doing to other tickets what was meant for those of
 * the pipeline: it is kept, and switched off.
 */
export function fateOf(workflow: Pick<Workflow, "pipelineId" | "definition">, leaving: Leaving): WorkflowFate | null {
  const { pipeline, to, stages } = leaving;
  const pointed = withStepsPointed(workflow.definition, {
    stage: (id) => stages.get(id) ?? id,
    pipeline: (id) => (id === pipeline.id ? to : id),
  });
  const isPointed = canonicalJson(pointed) !== canonicalJson(workflow.definition);
  const definition = isPointed ? pointed : workflow.definition;
  if (workflow.pipelineId === pipeline.id) return { kind: "own", definition };
  const going = new Set<string>([pipeline.id, ...pipeline.stages.map(({ id }) => id)]);
  if (referencesOf(definition).some(({ kind, id }) => (kind === "stage" || kind === "pipeline") && going.has(id)))
    return { kind: "asks", definition };
  return isPointed ? { kind: "points", definition } : null;
}
