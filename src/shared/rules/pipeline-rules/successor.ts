import type { StageId } from "../../model/ids.ts";
import type { Pipeline } from "../../model/setup/pipeline.ts";
import { isLeaving } from "./removal.ts";
import { stageOf } from "./stages.ts";

type HasSuccessors = Pick<Pipeline, "stages" | "successors" | "removal">;

/**
 * The stage that stands for this one now: itself, or where its tickets went when it was deleted, over as many deletions as there were. Null where the pipeline
 * never had it, or nothing of the chain is left in it.
 */
export function presentStageId(pipeline: HasSuccessors, stageId: string): StageId | null {
  return presentStageIdIn([pipeline], stageId);
}

/** The same, whichever of the pipelines it was of, those that were deleted among them. */
export function presentStageIdIn(pipelines: readonly HasSuccessors[], stageId: string): StageId | null {
  const seen = new Set<string>();
  for (let id: string | undefined = stageId; id !== undefined && !seen.has(id);) {
    seen.add(id);
    const named: string = id;
    const own = pipelines.find((pipeline) => stageOf(pipeline, named) !== undefined);
    const stage = own && stageOf(own, named);
    if (own && stage && stage.leaving === undefined && !isLeaving(own)) return stage.id;
    id = (own && isLeaving(own) ? own.removal?.stages[named] : stage?.leaving?.to) ?? successorIn(pipelines, named);
  }
  return null;
}

function successorIn(pipelines: readonly HasSuccessors[], stageId: string): StageId | undefined {
  for (const { successors = {} } of pipelines) if (Object.hasOwn(successors, stageId)) return successors[stageId];
  return undefined;
}
