import type { WorkProgress } from "#shared/contract/background.ts";
import type { PipelineId, StageId } from "#shared/model/ids.ts";
import type { Pipeline, PipelineRemoval } from "#shared/model/setup/pipeline.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { isGone } from "#shared/rules/pipeline-rules/removal.ts";
import { firstOpenStage } from "#shared/rules/pipeline-rules/stages.ts";
import { presentStageId, presentStageIdIn } from "#shared/rules/pipeline-rules/successor.ts";
import { scanTickets } from "#main/store/scan.ts";
import type { DeskContext } from "../../context.ts";
import { createPieceOfWork } from "../../create-piece-of-work.ts";
import { bringHome, leavePipeline } from "../../ticket-changes/leave-pipeline.ts";
import { draftOf, type TicketDraft } from "../../ticket-changes/ticket-draft.ts";
import { writeSetup } from "../change-setup.ts";
import { STAGE_TICKETS_A_PIECE } from "../stage-work/limits.ts";
import { workOffRemoval } from "../stage-work/remove-stage.ts";
import { giveBack, release } from "./surroundings.ts";

/**
 * Moves the tickets out of a pipeline that is being deleted, or home where that is taken back, in pieces between which others get their turn; the last piece ends it. Each ticket's move is one
 * commit with the mark that it was seen to: what a crash cuts off goes on at the next start, and none is moved twice.
 * @rule A2
 */
export function workOffPipelineRemoval(context: DeskContext, id: PipelineId): Promise<void> {
  const work = workOn(context, id);
  if (work === null) return Promise.resolve();
  return context.background.once(work.id, async () => {
    const { pipeline, removal, what } = work;
    const counted = context.counts.stages(what === "pipeline-removal" ? pipeline.id : present(context, removal.to).id);
    const total = Object.values(Object.values(counted)[0] ?? {}).reduce((sum, count) => sum + count, 0);
    let done = 0;
    const tell = () =>
      context.background.tell({
        id: work.id,
        what,
        pipelineId: id,
        stageId: null,
        workflowId: null,
        done,
        total: Math.max(done, total),
      });
    tell();
    for (let afterRow: number | null = 0; afterRow !== null && context.background.isOpen;) {
      const from: number = afterRow;
      const piece = await context.queue.run(async () => {
        const now = workOn(context, id);
        // Taken back meanwhile: the way home is work of its own.
        if (now?.id !== work.id) return NOTHING_LEFT;
        return now.what === "pipeline-removal" ? moveOut(context, now) : moveHome(context, now, from);
      }, "bulk");
      afterRow = piece.afterRow;
      done += piece.looked;
      tell();
    }
    if (what === "pipeline-removal-undo" && workOn(context, id) === null) await goOnInside(context, id);
  });
}

type Work = {
  readonly id: string;
  readonly what: Extract<WorkProgress["what"], "pipeline-removal" | "pipeline-removal-undo">;
  readonly pipeline: Parameters<typeof writeSetup<Pipeline>>[1];
  readonly removal: PipelineRemoval;
};

/** Null where nothing is to be done. */
function workOn({ setup }: DeskContext, id: PipelineId): Work | null {
  const pipeline = setup.pipelinesEver().find((one) => one.id === id);
  if (!pipeline?.removal || isGone(pipeline)) return null;
  const { removal } = pipeline;
  const isUndo = removal.undoneAtEpochMs !== undefined;
  return isUndo
    ? { id: `${removal.id} undo`, what: "pipeline-removal-undo", pipeline, removal }
    : { id: removal.id, what: "pipeline-removal", pipeline, removal };
}

/** `afterRow` null: nothing is left to do. */
type Piece = { readonly afterRow: number | null; readonly looked: number };
const NOTHING_LEFT: Piece = { afterRow: null, looked: 0 };

async function moveOut(context: DeskContext, { pipeline, removal }: Work): Promise<Piece> {
  const tickets = await context.store.tickets.find({
    selector: { pipelineId: pipeline.id },
    limit: STAGE_TICKETS_A_PIECE,
  });
  const to = present(context, removal.to);
  if (tickets.length === 0) {
    const stages = new Map(Object.entries(removal.stages) as [StageId, StageId][]);
    const actor = { user: context.setup.find("user", removal.userId) ?? context.setup.all("user")[0] };
    await context.store.transaction(async () => {
      // What came to name it while its tickets were on their way.
      const { channels, workflows } = actor.user
        ? await release(context, { user: actor.user }, pipeline, { to, stages, known: removal.kept })
        : { channels: [], workflows: [] };
      const kept = {
        channels: [...removal.kept.channels, ...channels],
        workflows: [...removal.kept.workflows, ...workflows],
      };
      await writeSetup<Pipeline>(context, pipeline, { removal: { ...removal, kept, isDone: true } });
    });
    return NOTHING_LEFT;
  }
  const piece = createPieceOfWork(context);
  await piece.tickets.load(tickets.map(({ id }) => id));
  for (const ticket of tickets) {
    const draft = draftFor(context, ticket, removal);
    // Where the one that was chosen is deleted by now, they must still go somewhere.
    const stageId = presentStageIdIn([to], removal.stages[ticket.stageId] ?? "") ?? firstOpenStage(to).id;
    leavePipeline(draft, { from: pipeline, to }, stageId, removal.id);
    await piece.change(draft);
  }
  await piece.flush();
  return { afterRow: 0, looked: tickets.length };
}

async function moveHome(context: DeskContext, { pipeline, removal }: Work, afterRow: number): Promise<Piece> {
  const rows = await scanTickets(context.store.sql, {
    afterRow,
    limit: STAGE_TICKETS_A_PIECE,
    numbers: [],
    stageIds: present(context, removal.to).stages.map((stage) => stage.id),
  });
  const last = rows.at(-1);
  if (last === undefined) {
    await context.store.transaction(async () => {
      const user = context.setup.find("user", removal.userId) ?? context.setup.all("user")[0];
      if (user) await giveBack(context, { user }, pipeline, removal);
      await writeSetup<Pipeline>(context, pipeline, { removal: null });
    });
    return NOTHING_LEFT;
  }
  const piece = createPieceOfWork(context);
  await piece.tickets.load(rows.map((row) => row.id));
  for (const { id: ticketId } of rows) {
    const ticket = await piece.tickets.get(ticketId);
    if (ticket?.pipelineRemoval?.id !== removal.id) continue;
    const { stageId } = ticket.pipelineRemoval.before;
    const draft = draftFor(context, ticket, removal);
    bringHome(draft, pipeline, presentStageId({ ...pipeline, removal: null }, stageId) ?? firstOpenStage(pipeline).id);
    await piece.change(draft);
  }
  await piece.flush();
  return { afterRow: last.row, looked: rows.length };
}

/** Where it was deleted as well, its own tickets are not there any more, and none is left to find. */
function present({ setup }: DeskContext, id: PipelineId): Pipeline {
  const to = setup.find("pipeline", id) ?? setup.pipelines()[0];
  if (!to) throw new TypeError("A desk has at least one pipeline.");
  return to;
}

function draftFor(context: DeskContext, ticket: Ticket, { userId }: PipelineRemoval): TicketDraft {
  return draftOf(ticket, {
    atEpochMs: context.clock.nowEpochMs(),
    cause: { kind: "user", userId },
    depth: 0,
    // Thousands of tickets did not just have something happen to them: none comes to the top of its list.
    isNoActivity: true,
    nextStamp: () => context.nextStamp(),
  });
}

/** Deletions of its own stages that the deletion of all of it cut short. */
async function goOnInside(context: DeskContext, id: PipelineId): Promise<void> {
  const { stages } = context.setup.require("pipeline", id);
  for (const stage of stages) if (stage.leaving !== undefined) await workOffRemoval(context, id, stage.id);
}
