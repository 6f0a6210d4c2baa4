import type { PipelineId, StageId, TicketId } from "#shared/model/ids.ts";
import type { EditableTicketProperties, Ticket } from "#shared/model/ticket.ts";
import { requireAssignable, requireFollowers } from "../assignable.ts";
import type { Actor, DeskContext } from "../context.ts";
import type { OwnValuesPatch } from "#shared/model/setup/property.ts";
import { requireValues } from "../own-values.ts";
import { changeValues } from "../ticket-changes/change-values.ts";
import { changeProperties } from "../ticket-changes/change-properties.ts";
import { moveTicket as moveDraft, refusalOf, requireStage } from "../ticket-changes/move-ticket.ts";
import type { TicketDraft } from "../ticket-changes/ticket-draft.ts";
import { requireUnchanged } from "../require-unchanged.ts";
import { requireStayingPipeline } from "./pipeline-removal/remove-pipeline.ts";
import { changeTicket, moveActorOf } from "./command.ts";
import { requireEditable } from "./update-ticket.ts";

export type MoveTicketInput = {
  readonly id: TicketId;
  readonly stageId: StageId;
  readonly pipelineId?: PipelineId | undefined;
  /** G4: what the stage requires, set in the same write. */
  readonly properties?:
    | (Partial<EditableTicketProperties> & { readonly values?: OwnValuesPatch | undefined })
    | undefined;
  /** Where it must still be. */
  readonly onlyIf?: { readonly pipelineId: PipelineId; readonly stageId: StageId } | undefined;
};

/** @throws PD_RULE_REFUSED (section G; nothing is changed then), PD_DESK_NOT_FOUND, PD_DESK_CHANGED, PD_USER_NOT_ASSIGNABLE */
export function moveTicket(context: DeskContext, actor: Actor, input: MoveTicketInput): Promise<Ticket> {
  return changeTicket(context, actor, input.id, (draft) => moveInDraft(context, actor, draft, input));
}

/** The same as part of a change. @throws as `moveTicket` */
export function moveInDraft(
  context: DeskContext,
  actor: Actor,
  draft: TicketDraft,
  input: Omit<MoveTicketInput, "id">,
): void {
  requireUnchanged(draft.ticket, input.onlyIf);
  const from = context.setup.require("pipeline", draft.ticket.pipelineId);
  const isOther = input.pipelineId !== undefined && input.pipelineId !== from.id;
  const to = isOther ? requireStayingPipeline(context, input.pipelineId) : from;
  requireStage(to, input.stageId);
  // Before the move's own values are set: they must not make an editor of somebody who is none (G5).
  requireEditable(context, actor, draft);
  if (input.properties) {
    requireAssignable(context.setup, input.properties.ownerId, draft.ticket.ownerId);
    requireFollowers(context.setup, input.properties.followerIds ?? [], draft.ticket.followerIds);
    const { values, ...properties } = input.properties;
    const own = values && requireValues(context.setup, values, draft.ticket.values);
    if (own) changeValues(draft, own);
    changeProperties(draft, properties);
  }
  const verdict = moveDraft(draft, { from, to }, { pipelineId: to.id, stageId: input.stageId }, moveActorOf(actor));
  if (!verdict.allowed) throw refusalOf(verdict);
}
