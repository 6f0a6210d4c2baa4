import type { PipelineId, StageId } from "../../model/ids.ts";
import type { Pipeline, Stage } from "../../model/setup/pipeline.ts";
import { nameKey } from "./stage-name.ts";

/** It is being deleted, or was: nothing may come to name it any more. */
export function isLeaving({ removal }: Pick<Pipeline, "removal">): boolean {
  return !!removal && removal.undoneAtEpochMs === undefined;
}

/** It is deleted, and no ticket is left in it. */
export function isGone(pipeline: Pick<Pipeline, "removal">): boolean {
  return isLeaving(pipeline) && pipeline.removal?.isDone === true;
}

/** Those that can be chosen for something. */
export function stayingPipelines<One extends Pick<Pipeline, "removal">>(pipelines: readonly One[]): One[] {
  return pipelines.filter((pipeline) => !isLeaving(pipeline));
}

/** The pipeline that stands for this one now: itself, or where its tickets went when it was deleted. Null where there never was one. */
export function presentPipelineIdIn(
  pipelines: readonly Pick<Pipeline, "id" | "removal">[],
  pipelineId: string,
): PipelineId | null {
  const seen = new Set<string>();
  for (let id = pipelineId; !seen.has(id);) {
    seen.add(id);
    const pipeline = pipelines.find((one) => one.id === id);
    if (pipeline === undefined) return null;
    if (!isLeaving(pipeline) || !pipeline.removal) return pipeline.id;
    id = pipeline.removal.to;
  }
  return null;
}

/**
 * Which stage of another pipeline takes the place of each stage of this one: of its kind, by its name, or else as far on the way as it is. Where the other pipeline has none of the kind, its last one.
 * Only stages that stay are chosen.
 */
export function stagesInto(from: Pick<Pipeline, "stages">, to: Pick<Pipeline, "stages">): ReadonlyMap<StageId, Stage> {
  const staying = to.stages.filter(({ leaving }) => leaving === undefined);
  const placed = new Map<StageId, Stage>();
  for (const stage of from.stages) {
    const ofKind = staying.filter(({ kind }) => kind === stage.kind);
    const sisters = from.stages.filter(({ kind }) => kind === stage.kind);
    const way = sisters.length === 1 ? 0 : sisters.indexOf(stage) / (sisters.length - 1);
    const named = ofKind.find(({ name }) => nameKey(name) === nameKey(stage.name));
    const chosen = named ?? ofKind[Math.round(way * (ofKind.length - 1))] ?? staying.at(-1);
    if (chosen !== undefined) placed.set(stage.id, chosen);
  }
  return placed;
}
