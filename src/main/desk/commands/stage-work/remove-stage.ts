import type { PipelineId, StageId, TicketId } from "#shared/model/ids.ts";
import type { Pipeline, Stage } from "#shared/model/setup/pipeline.ts";
import { presentStageId } from "#shared/rules/pipeline-rules/successor.ts";
import { isLeaving } from "#shared/rules/pipeline-rules/removal.ts";
import { firstOpenStage, stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { writeSetup } from "../change-setup.ts";
import type { DeskContext } from "../../context.ts";
import { createPieceOfWork } from "../../create-piece-of-work.ts";
import { moveTicket } from "../../ticket-changes/move-ticket.ts";
import { draftOf } from "../../ticket-changes/ticket-draft.ts";
import { STAGE_TICKETS_A_PIECE } from "./limits.ts";

/**
 * Moves the tickets out of a stage that is being deleted, in pieces between which others get their turn, and takes it away when none is left in it: both in one commit, so that no ticket
 * is ever in a stage that there is not. What a crash cuts off goes on at the next start.
 * @rule A2
 */
export function workOffRemoval(context: DeskContext, pipelineId: PipelineId, stageId: StageId): Promise<void> {
  const id = `remove ${stageId}`;
  return context.background.once(id, async () => {
    const total = context.counts.stages(pipelineId)[pipelineId]?.[stageId] ?? 0;
    let done = 0;
    const tell = () =>
      context.background.tell({
        id,
        what: "stage-removal",
        pipelineId,
        stageId,
        workflowId: null,
        done,
        total: Math.max(done, total),
      });
    tell();
    for (let moved: number | null = 0; moved !== null && context.background.isOpen;) {
      moved = await context.queue.run(() => movePiece(context, pipelineId, stageId), "bulk");
      done += moved ?? 0;
      tell();
    }
  });
}

/** How many tickets it moved; null: the stage is gone. */
async function movePiece(context: DeskContext, pipelineId: PipelineId, stageId: StageId): Promise<number | null> {
  const pipeline = context.setup.find("pipeline", pipelineId);
  const stage = pipeline && stageOf(pipeline, stageId);
  // Where all of the pipeline goes, its tickets go with it, each once.
  if (!pipeline || stage?.leaving === undefined || isLeaving(pipeline)) return null;
  const { userId } = stage.leaving;
  const tickets = await context.store.tickets.find({
    selector: { pipelineId, stageId },
    limit: STAGE_TICKETS_A_PIECE,
  });
  if (tickets.length === 0) {
    await takeAway(context, pipeline, stage);
    return null;
  }
  // Where another device deleted the one that they were to go to, they must still go somewhere.
  const target = presentStageId(pipeline, stageId) ?? firstOpenStage(pipeline).id;
  const piece = createPieceOfWork(context);
  await piece.tickets.load(tickets.map(({ id }: { id: TicketId }) => id));
  for (const ticket of tickets) {
    const draft = draftOf(ticket, {
      atEpochMs: context.clock.nowEpochMs(),
      cause: { kind: "user", userId },
      depth: 0,
      nextStamp: () => context.nextStamp(),
    });
    // The rules of section G do not stand in the way of an admin's clean-up.
    moveTicket(
      draft,
      { from: pipeline, to: pipeline },
      { pipelineId, stageId: target },
      { kind: "automation", overridesRules: true },
    );
    await piece.change(draft);
  }
  await piece.flush();
  return tickets.length;
}

async function takeAway(
  context: DeskContext,
  pipeline: Parameters<typeof writeSetup<Pipeline>>[1],
  stage: Stage,
): Promise<void> {
  const stages = pipeline.stages.filter(({ id }) => id !== stage.id);
  const successors = {
    ...pipeline.successors,
    ...(stage.leaving === undefined ? {} : { [stage.id]: stage.leaving.to }),
  };
  await writeSetup<Pipeline>(context, pipeline, { stages, successors });
}
