import type { Pipeline, Stage } from "../../model/setup/pipeline.ts";
import { mayBeginIn } from "./check-create.ts";
import { firstOpenStage, stayingStageOf, stayingStages } from "./stages.ts";

type RuledPipeline = Pick<Pipeline, "name" | "stages" | "rules" | "removal">;

/** Where a new ticket goes that names no stage: the first open one that rule G3 allows; where it allows no open one, the first that it allows. */
export function startStage(pipeline: RuledPipeline): Stage {
  const allowed = stayingStages(pipeline).filter(({ id }) => mayBeginIn(pipeline, id));
  return allowed.find(({ kind }) => kind === "open") ?? allowed[0] ?? firstOpenStage(pipeline);
}

/**
 * Where a mail's new ticket goes: the stage that its channel aims at, unless that is gone or going, or rule G3 does not allow it. Mail is never turned away for it (B1).
 * @rule G5b
 */
export function targetStage(pipeline: RuledPipeline, stageId: string): Stage {
  const aimedAt = stayingStageOf(pipeline, stageId);
  return aimedAt && mayBeginIn(pipeline, stageId) ? aimedAt : startStage(pipeline);
}
