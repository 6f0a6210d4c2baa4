import { PipedeskError } from "../../errors/pipedesk-error.ts";
import type { Pipeline, Stage } from "../../model/setup/pipeline.ts";
import { isLeaving } from "./removal.ts";

type HasStages = Pick<Pipeline, "name" | "stages" | "removal">;

/** Undefined where the pipeline has no such stage, as after somebody deleted it. */
export function stageOf(pipeline: Pick<Pipeline, "stages">, stageId: string): Stage | undefined {
  return pipeline.stages.find((stage) => stage.id === stageId);
}

/**
 * Undefined as well where the stage is being deleted, or all of its pipeline: what names a stage from now on, as a workflow, a channel or a rule that is saved, would be left with one that is not there.
 */
export function stayingStageOf(pipeline: Pick<Pipeline, "stages" | "removal">, stageId: string): Stage | undefined {
  const stage = stageOf(pipeline, stageId);
  return stage?.leaving === undefined && !isLeaving(pipeline) ? stage : undefined;
}

/** The stages of the pipeline but those that are being deleted. */
export function stayingStages(pipeline: Pick<Pipeline, "stages" | "removal">): Stage[] {
  return isLeaving(pipeline) ? [] : pipeline.stages.filter(({ leaving }) => leaving === undefined);
}

/** D6: where a reopened ticket goes, and a new one unless told otherwise. Throws PD_PIPELINE_LAST_STAGE where no stage is open. */
export function firstOpenStage(pipeline: HasStages): Stage {
  // Two devices that each deleted another one may have left none that stays.
  const first = stayingStages(pipeline).find(({ kind }) => kind === "open") ?? openStages(pipeline)[0];
  if (first === undefined)
    throw new PipedeskError("PD_PIPELINE_LAST_STAGE", `The pipeline "${pipeline.name}" has no open stage.`);
  return first;
}

/** The open stages in their order: the way that a ticket goes. */
export function openStages(pipeline: Pick<Pipeline, "stages">): Stage[] {
  return pipeline.stages.filter((stage) => stage.kind === "open");
}
