import type { PipelineView } from "#shared/contract/pipelines.ts";
import type { DeskState } from "./desk-store.ts";
import { shownCount } from "./moves.ts";

/** Tickets in the open stages of a pipeline, as shown. */
export function openTicketCount(state: DeskState, pipeline: PipelineView): number {
  return sumOf(
    state,
    pipeline,
    pipeline.stages.filter((stage) => stage.kind === "open"),
  );
}

/** All tickets of a pipeline, as shown. */
export function ticketCount(state: DeskState, pipeline: PipelineView): number {
  return sumOf(state, pipeline, pipeline.stages);
}

function sumOf(state: DeskState, pipeline: PipelineView, stages: PipelineView["stages"]): number {
  return stages.reduce((sum, stage) => sum + shownCount(state.stageCounts, state.moves, pipeline.id, stage.id), 0);
}
