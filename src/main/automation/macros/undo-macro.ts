import type { MacroResult } from "#shared/contract/macros.ts";
import { errorCodeOf, notFound } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { EditableTicketProperties } from "#shared/model/ticket.ts";
import { takeBackMacro } from "#shared/rules/macros/take-back.ts";
import { presentStageId } from "#shared/rules/pipeline-rules/successor.ts";
import { inOnePiece, originOf } from "#main/desk/commands/command.ts";
import { requireEditable } from "#main/desk/commands/update-ticket.ts";
import type { Actor, DeskContext } from "#main/desk/context.ts";
import type { StagePlace } from "#shared/model/event.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import { changeProperties } from "#main/desk/ticket-changes/change-properties.ts";
import { moveTicket } from "#main/desk/ticket-changes/move-ticket.ts";
import { draftOf, type TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";
import { isStoreError } from "#main/store/errors.ts";

type TakenBack = { readonly changed: boolean; readonly notes: number; readonly changedSince: number };

/**
 * Takes back what a use of a macro changed, ticket by ticket. What somebody changed since stays, and so do notes; the rules of section G have no say in it, as the ticket goes back to
 * where it rightly was.
 */
export async function undoMacro(
  context: DeskContext,
  actor: Actor,
  { useId, ticketIds }: { readonly useId: string; readonly ticketIds: readonly TicketId[] },
): Promise<{ results: MacroResult[]; notes: number; changedSince: number }> {
  const results: MacroResult[] = [];
  let [notes, changedSince] = [0, 0];
  for (const ticketId of new Set(ticketIds)) {
    try {
      const taken = await inOnePiece(
        context,
        (piece) => takeBack(context, actor, piece, ticketId, useId),
        ticketIds.length > 1 ? "bulk" : undefined,
      );
      results.push({ kind: "done", ticketId, changed: taken.changed });
      notes += taken.notes;
      changedSince += taken.changedSince;
    } catch (error) {
      if (isStoreError(error)) throw error;
      const message = error instanceof Error ? error.message : String(error);
      results.push({ kind: "refused", ticketId, code: errorCodeOf(error) ?? "PD_INTERNAL", message });
    }
  }
  return { results, notes, changedSince };
}

async function takeBack(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  ticketId: TicketId,
  useId: string,
): Promise<TakenBack> {
  const ticket = await piece.tickets.get(ticketId);
  if (!ticket) throw notFound("ticket", ticketId);
  const activities = await context.store.activities.find({
    selector: { ticketId },
    sort: [{ stamp: "asc" }, { id: "asc" }],
  });
  const own = activities.filter(({ cause }) => cause.kind === "user" && cause.userId === actor.user.id);
  const taken = takeBackMacro(own, useId, ticket);
  const draft = draftOf(ticket, originOf(context, actor));
  requireEditable(context, actor, draft);
  if (taken.place !== null) moveBack(context, draft, taken.place);
  const { success, data } = EditableTicketProperties.partial().safeParse(taken.properties);
  if (success) changeProperties(draft, data as Partial<EditableTicketProperties>);
  for (const workflowId of taken.workflowIds) {
    const runs = await context.store.runs.find({ selector: { ticketId, workflowId } });
    if (runs.some(({ status }) => status === "waiting" || status === "retrying"))
      draft.emit({ type: "workflow.left", workflowId });
  }
  const changed = draft.events.length > 0;
  if (changed) await piece.change(draft);
  return { changed, notes: taken.notes, changedSince: taken.changedSince };
}

function moveBack({ setup }: DeskContext, draft: TicketDraft, place: StagePlace): void {
  const from = setup.find("pipeline", draft.ticket.pipelineId);
  const to = setup.find("pipeline", place.pipelineId);
  // The stage may have been deleted since: then to where its tickets went.
  const stageId = to && presentStageId(to, place.stageId);
  if (from && to && stageId !== null)
    moveTicket(draft, { from, to }, { pipelineId: to.id, stageId }, { kind: "automation", overridesRules: true });
}
