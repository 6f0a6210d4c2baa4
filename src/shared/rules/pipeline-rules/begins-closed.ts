import type { Pipeline, StageKind } from "../../model/setup/pipeline.ts";
import { startStage } from "./start-stage.ts";

type RuledPipeline = Pick<Pipeline, "name" | "stages" | "rules">;

/** Whether new tickets that nobody puts elsewhere begin closed: G3 allows no open stage. Nobody works at those, unless they are told. */
export function beginsClosed(pipeline: RuledPipeline): boolean {
  return pipeline.stages.some(({ kind }) => kind === "open") && startStage(pipeline).kind === "closed";
}

/** The same once the stage is of that kind. */
export function wouldBeginClosed(pipeline: RuledPipeline, stageId: string, kind: StageKind): boolean {
  const stages = pipeline.stages.map((stage) => (stage.id === stageId ? { ...stage, kind } : stage));
  return beginsClosed({ ...pipeline, stages });
}
