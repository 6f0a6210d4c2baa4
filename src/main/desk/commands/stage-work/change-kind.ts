import type { PipelineId, StageId } from "#shared/model/ids.ts";
import type { Pipeline, Stage } from "#shared/model/setup/pipeline.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { scanTickets } from "#main/store/scan.ts";
import { writeSetup } from "../change-setup.ts";
import type { DeskContext } from "../../context.ts";
import { createPieceOfWork } from "../../create-piece-of-work.ts";
import { followKindChange } from "../../ticket-changes/follow-kind-change.ts";
import { draftOf } from "../../ticket-changes/ticket-draft.ts";
import { STAGE_TICKETS_A_PIECE } from "./limits.ts";

/**
 * Sees to the tickets of a stage that became of another kind, in pieces between which others get their turn. What a crash cuts off is done again from the beginning: what was seen to stays as
 * it is. A ticket that is moved before its turn comes is seen to as it is moved.
 * @rule C4
 */
export function workOffKindChange(context: DeskContext, pipelineId: PipelineId, stageId: StageId): Promise<void> {
  const change = changingStage(context, pipelineId, stageId)?.kindChange;
  if (change === undefined) return Promise.resolve();
  const isUndo = change.undoneAtEpochMs !== undefined;
  // The one that is taken back ends by itself: its stage no longer says what it works at.
  const id = `${change.id}${isUndo ? " undo" : ""}`;
  return context.background.once(id, async () => {
    const total = context.counts.stages(pipelineId)[pipelineId]?.[stageId] ?? 0;
    const what = isUndo ? "stage-kind-undo" : "stage-kind";
    let done = 0;
    const tell = () =>
      context.background.tell({
        id,
        what,
        pipelineId,
        stageId,
        workflowId: null,
        done: Math.min(done, total),
        total,
      });
    tell();
    for (let afterRow: number | null = 0; afterRow !== null && context.background.isOpen;) {
      const from: number = afterRow;
      const piece = await context.queue.run(
        () => workPiece(context, { pipelineId, stageId, id, afterRow: from }),
        "bulk",
      );
      afterRow = piece.afterRow;
      done += piece.looked;
      tell();
    }
  });
}

type Place = {
  readonly pipelineId: PipelineId;
  readonly stageId: StageId;
  readonly id: string;
  readonly afterRow: number;
};

/** `afterRow` null: nothing is left to do. */
async function workPiece(
  context: DeskContext,
  { pipelineId, stageId, id, afterRow }: Place,
): Promise<{ readonly afterRow: number | null; readonly looked: number }> {
  const stage = changingStage(context, pipelineId, stageId);
  const change = stage?.kindChange;
  if (change === undefined || id !== `${change.id}${change.undoneAtEpochMs === undefined ? "" : " undo"}`)
    return { afterRow: null, looked: 0 };
  const rows = await scanTickets(context.store.sql, {
    afterRow,
    limit: STAGE_TICKETS_A_PIECE,
    numbers: [],
    stageIds: [stageId],
  });
  const last = rows.at(-1);
  if (last === undefined) {
    await endKindChange(context, pipelineId, stageId);
    return { afterRow: null, looked: 0 };
  }
  const pipeline = context.setup.require("pipeline", pipelineId);
  const piece = createPieceOfWork(context);
  await piece.tickets.load(rows.map((row) => row.id));
  for (const { id: ticketId } of rows) {
    const ticket = await piece.tickets.get(ticketId);
    if (ticket === null) continue;
    const draft = draftOf(ticket, {
      atEpochMs: context.clock.nowEpochMs(),
      cause: { kind: "user", userId: change.userId },
      depth: 0,
      derivedFrom: [id],
      derivedAtEpochMs: change.atEpochMs,
      // Fifty thousand tickets did not just have something happen to them: none comes to the top of its list.
      isNoActivity: true,
      nextStamp: () => context.nextStamp(),
    });
    if (followKindChange(draft, pipeline)) await piece.change(draft);
  }
  await piece.flush();
  return { afterRow: last.row, looked: rows.length };
}

/** Undefined unless its kind changed and its tickets are not all seen to. */
function changingStage({ setup }: DeskContext, pipelineId: PipelineId, stageId: StageId): Stage | undefined {
  const pipeline = setup.find("pipeline", pipelineId);
  const stage = pipeline && stageOf(pipeline, stageId);
  return stage?.kindChange && !stage.kindChange.isDone ? stage : undefined;
}

async function endKindChange(context: DeskContext, pipelineId: PipelineId, stageId: StageId): Promise<void> {
  const pipeline = context.setup.require("pipeline", pipelineId);
  const stages = pipeline.stages.map((stage): Stage => {
    if (stage.id !== stageId || stage.kindChange === undefined) return stage;
    const { kindChange, ...rest } = stage;
    // What is undone is as if it had not been.
    return kindChange.undoneAtEpochMs === undefined ? { ...rest, kindChange: { ...kindChange, isDone: true } } : rest;
  });
  await writeSetup<Pipeline>(context, pipeline, { stages });
}
