import type { Message } from "#shared/model/message.ts";
import { checkEdit } from "#shared/rules/pipeline-rules/check-edit.ts";
import type { MoveActor } from "#shared/rules/pipeline-rules/verdict.ts";
import type { DeskContext } from "../context.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { standingTicket } from "../ticket-changes/merged-ticket.ts";
import { moveTicket, refusalOf, requireStage } from "../ticket-changes/move-ticket.ts";
import { draftOf } from "../ticket-changes/ticket-draft.ts";

/**
 * Moves the ticket to the status that the writer chose with an answer, after what the answer itself set off (D1), in the same piece of work.
 * @param refused `refuse`: whoever writes gets the refusal, and nothing is sent; `tell`: the answer was put off and counts now, and the refusal is told in the timeline
 * @throws PD_RULE_REFUSED (section G), PD_DESK_NOT_FOUND for a stage that is not of the ticket's pipeline
 * @rule D8c
 */
export async function moveWithAnswer(
  context: DeskContext,
  piece: PieceOfWork,
  message: Message,
  atEpochMs: number,
  refused: "refuse" | "tell",
): Promise<void> {
  const stageId = message.outgoing?.thenStageId;
  const own = message.ticketId === null ? null : await piece.tickets.get(message.ticketId);
  const ticket = own && (await standingTicket(own, (id) => piece.tickets.get(id)));
  const writer = message.authorId === null ? null : context.setup.find("user", message.authorId);
  if (stageId === undefined || !ticket || !writer) return;
  const pipeline = context.setup.require("pipeline", ticket.pipelineId);
  if (refused === "refuse") requireStage(pipeline, stageId);
  // It may have been moved to another pipeline, or the stage deleted, while the answer waited.
  else if (!pipeline.stages.some(({ id }) => id === stageId)) return;
  const draft = draftOf(ticket, {
    atEpochMs,
    cause: { kind: "user", userId: writer.id, withAnswer: message.id },
    depth: 0,
    nextStamp: () => context.nextStamp(),
  });
  const actor: MoveActor = { kind: "user", userId: writer.id, permissions: writer.permissions };
  const place = { pipelineId: pipeline.id, stageId };
  const editable = checkEdit({ pipeline, stageId: ticket.stageId, ownerId: ticket.ownerId, actor });
  const verdict = editable.allowed ? moveTicket(draft, { from: pipeline, to: pipeline }, place, actor) : editable;
  if (!verdict.allowed) {
    if (refused === "refuse") throw refusalOf(verdict);
    draft.emit({ type: "ticket.move-refused", to: place, rule: verdict.rule, reason: verdict.reason });
  }
  if (draft.events.length > 0) await piece.change(draft);
}
