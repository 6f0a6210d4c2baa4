import type { StageId } from "../../model/ids.ts";
import type { Pipeline } from "../../model/setup/pipeline.ts";
import { stageOf } from "./stages.ts";

type HasSuccessors = Pick<Pipeline, "stages" | "successors">;

/**
 * The stage that stands for this one now: itself, or where its tickets went when it was deleted, over as many deletions as there were. Null where the pipeline
 * never had it, or nothing of the chain is left.
 */
export function presentStageId(pipeline: HasSuccessors, stageId: string): StageId | null {
  const seen = new Set<string>();
  for (let id: string | undefined = stageId; id !== undefined && !seen.has(id);) {
    seen.add(id);
    const stage = stageOf(pipeline, id);
    if (stage && stage.leaving === undefined) return stage.id;
    id = stage?.leaving?.to ?? successorOf(pipeline, id);
  }
  return null;
}

/** The same, whichever of the pipelines it was of. */
export function presentStageIdIn(pipelines: Iterable<HasSuccessors>, stageId: string): StageId | null {
  for (const pipeline of pipelines) {
    const found = presentStageId(pipeline, stageId);
    if (found !== null) return found;
  }
  return null;
}

function successorOf({ successors = {} }: HasSuccessors, stageId: string): StageId | undefined {
  return Object.hasOwn(successors, stageId) ? successors[stageId] : undefined;
}
