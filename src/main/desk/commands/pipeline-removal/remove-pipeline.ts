import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { PipelineId, StageId } from "#shared/model/ids.ts";
import type { Pipeline, PipelineRemoval } from "#shared/model/setup/pipeline.ts";
import { isGone, isLeaving, stagesInto } from "#shared/rules/pipeline-rules/removal.ts";
import type { Actor, DeskContext } from "../../context.ts";
import { derivedId } from "../../derived-ids.ts";
import { requireStayingStage } from "../../ticket-changes/move-ticket.ts";
import { writeSetup } from "../change-setup.ts";
import { requireAutomationAccess } from "../command.ts";
import { release } from "./surroundings.ts";
import { workOffPipelineRemoval } from "./work-off.ts";

export type RemovePipelineInput = {
  readonly id: PipelineId;
  readonly moveTicketsTo: PipelineId;
  /** Which stage there takes the place of which; what is not named goes where `stagesInto` says. */
  readonly stages?: Readonly<Record<string, StageId>> | undefined;
};

/**
 * Deletes a pipeline: channels and workflows that put tickets into it are pointed to where its tickets go (`release`), then the tickets move as they do where a stage is deleted, then the pipeline goes. Answers when all of it is done; goes on
 * where the caller does not wait for it, and over a crash.
 * @returns false where it was taken back meanwhile, or the program ends
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND also for a stage that is not there, PD_PIPELINE_LAST where no other one stays
 * @rule A2
 */
export async function removePipeline(context: DeskContext, actor: Actor, input: RemovePipelineInput): Promise<boolean> {
  requireAutomationAccess(actor);
  const { id } = input;
  // A deletion that is being taken back comes home first: each ticket goes through both.
  await workOffPipelineRemoval(context, id);
  await context.queue.run(async () => {
    const pipeline = requireStayingPipeline(context, id);
    const to = requireStayingPipeline(context, input.moveTicketsTo);
    if (to.id === id)
      throw new PipedeskError("PD_PIPELINE_LAST", "Choose another pipeline for the tickets of the one that goes.");
    const stages = new Map<StageId, StageId>();
    for (const [stageId, stage] of stagesInto(pipeline, to)) {
      const chosen = input.stages?.[stageId];
      stages.set(stageId, chosen === undefined ? stage.id : requireStayingStage(to, chosen).id);
    }
    await context.store.transaction(async () => {
      const kept = await release(context, actor, pipeline, { to, stages });
      const removal: PipelineRemoval = {
        id: derivedId("pr", id, context.nextStamp()),
        to: to.id,
        stages: Object.fromEntries(stages),
        userId: actor.user.id,
        atEpochMs: context.clock.nowEpochMs(),
        isDone: false,
        kept,
      };
      await writeSetup<Pipeline>(context, pipeline, { removal });
    });
  });
  await workOffPipelineRemoval(context, id);
  return context.setup.find("pipeline", id) === null;
}

/**
 * Takes the deletion of a pipeline back, also while it is under way: tickets that did not move since are where and what they were, channels and workflows that nobody changed since are as they were. Runs that ended
 * because their tickets moved stay ended. Where there is nothing to take back nothing is done.
 * @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND
 * @rule A2
 */
export async function undoRemovePipeline(context: DeskContext, actor: Actor, id: PipelineId): Promise<Pipeline> {
  requireAutomationAccess(actor);
  await context.queue.run(async () => {
    const pipeline = everyPipeline(context, id);
    const { removal } = pipeline;
    if (!removal || !isLeaving(pipeline)) return;
    await writeSetup<Pipeline>(context, pipeline, {
      removal: { ...removal, undoneAtEpochMs: context.clock.nowEpochMs() },
    });
  });
  await workOffPipelineRemoval(context, id);
  return context.setup.require("pipeline", id);
}

/** A pipeline that was deleted, for as long as that can be taken back. */
export type RemovedPipeline = {
  readonly id: PipelineId;
  readonly name: string;
  readonly to: PipelineId;
  readonly removedAtEpochMs: number;
};

/** Those that were deleted, the last one first. */
export function removedPipelines({ setup }: Pick<DeskContext, "setup">): RemovedPipeline[] {
  return setup
    .pipelinesEver()
    .flatMap(({ removal, ...pipeline }) =>
      removal && isGone({ removal })
        ? [{ id: pipeline.id, name: pipeline.name, to: removal.to, removedAtEpochMs: removal.atEpochMs }]
        : [],
    )
    .toSorted((a, b) => b.removedAtEpochMs - a.removedAtEpochMs);
}

/** For what goes on naming the pipeline. @throws PD_DESK_NOT_FOUND also where it is being deleted */
export function requireStayingPipeline({ setup }: Pick<DeskContext, "setup">, id: PipelineId) {
  const pipeline = setup.require("pipeline", id);
  if (isLeaving(pipeline)) throw notFound("pipeline", id);
  return pipeline;
}

function everyPipeline({ setup }: DeskContext, id: PipelineId) {
  const pipeline = setup.pipelinesEver().find((one) => one.id === id);
  if (pipeline === undefined) throw notFound("pipeline", id);
  return pipeline;
}
