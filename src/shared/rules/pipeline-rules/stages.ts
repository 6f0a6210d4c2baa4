import { PipedeskError } from "../../errors/pipedesk-error.ts";
import type { Pipeline, Stage } from "../../model/setup/pipeline.ts";

type HasStages = Pick<Pipeline, "name" | "stages">;

/** Undefined where the pipeline has no such stage, as after somebody deleted it. */
export function stageOf(pipeline: Pick<Pipeline, "stages">, stageId: string): Stage | undefined {
  return pipeline.stages.find((stage) => stage.id === stageId);
}

/** D6: where a reopened ticket goes, and a new one unless told otherwise. Throws PD_PIPELINE_LAST_STAGE where no stage is open. */
export function firstOpenStage(pipeline: HasStages): Stage {
  const first = openStages(pipeline)[0];
  if (first === undefined)
    throw new PipedeskError("PD_PIPELINE_LAST_STAGE", `The pipeline "${pipeline.name}" has no open stage.`);
  return first;
}

/** The open stages in their order: the way that a ticket goes. */
export function openStages(pipeline: Pick<Pipeline, "stages">): Stage[] {
  return pipeline.stages.filter((stage) => stage.kind === "open");
}
