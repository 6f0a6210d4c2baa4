import { TicketId, type PipelineId, type StageId, type UserId } from "#shared/model/ids.ts";
import type { Ticket, TicketPriority } from "#shared/model/ticket.ts";
import type { Pipeline, Stage } from "#shared/model/setup/pipeline.ts";
import { checkCreate } from "#shared/rules/pipeline-rules/check-create.ts";
import { startStage } from "#shared/rules/pipeline-rules/start-stage.ts";
import { requireAssignable } from "../assignable.ts";
import type { Actor, DeskContext } from "../context.ts";
import { ticketIdOfDraft, timedId } from "../derived-ids.ts";
import { draftSent } from "../outgoing/sent-draft.ts";
import { contactOf } from "../people.ts";
import { refusalOf, requireStayingStage } from "../ticket-changes/move-ticket.ts";
import { newTicketDraft } from "../ticket-changes/new-ticket.ts";
import { addNoteTo } from "./add-note.ts";
import { moveActorOf, originOf, ticketAfter } from "./command.ts";

export type CreateTicketInput = {
  readonly subject: string;
  readonly pipelineId: PipelineId;
  readonly stageId?: StageId | undefined;
  readonly priority: TicketPriority | null;
  readonly ownerId: UserId | null;
  readonly dueAtEpochMs?: number | null;
  readonly tags: readonly string[];
  readonly contactAddress?: string | undefined;
  readonly contactName: string;
  readonly note: string;
  /** What names the draft that this was: it becomes one ticket, however often it is handed in. */
  readonly draftId?: string | undefined;
};

/** @throws PD_RULE_REFUSED (G3, G4), PD_DESK_NOT_FOUND, PD_USER_NOT_ASSIGNABLE, PD_DRAFT_SENT where the draft became a ticket before, about something else */
export async function createTicket(context: DeskContext, actor: Actor, input: CreateTicketInput): Promise<Ticket> {
  const origin = originOf(context, actor);
  const id =
    input.draftId === undefined
      ? TicketId.parse(timedId("t", origin.atEpochMs, origin.nextStamp()))
      : ticketIdOfDraft(input.draftId, actor.user.id);
  return ticketAfter(context, id, async (piece) => {
    const before = input.draftId === undefined ? null : await piece.tickets.get(id);
    if (before && before.subject !== input.subject) throw draftSent(id);
    if (before) return;
    // Asked when its turn has come: while it waited, a status may have been deleted.
    const { pipeline, stage } = startOf(context, actor, input);
    const contact = input.contactAddress
      ? await contactOf(piece.people, { address: input.contactAddress, name: input.contactName }, origin)
      : null;
    const draft = newTicketDraft(
      {
        id,
        ...(await context.numbers.take(piece)),
        subject: input.subject,
        pipeline,
        stageId: stage.id,
        source: "manual",
        contactId: contact?.id ?? null,
        channelId: null,
        originConversationId: null,
        priority: input.priority,
        ownerId: input.ownerId,
        dueAtEpochMs: input.dueAtEpochMs ?? null,
        tags: input.tags,
      },
      origin,
    );
    if (input.note !== "") await addNoteTo({ context, actor, piece }, draft, input.note);
    await piece.change(draft);
  });
}

function startOf(
  context: DeskContext,
  actor: Actor,
  input: CreateTicketInput,
): { readonly pipeline: Pipeline; readonly stage: Stage } {
  const pipeline = context.setup.require("pipeline", input.pipelineId);
  const stage = input.stageId ? requireStayingStage(pipeline, input.stageId) : startStage(pipeline);
  requireAssignable(context.setup, input.ownerId);
  const verdict = checkCreate({
    pipeline,
    stageId: stage.id,
    ticket: {
      subject: input.subject,
      priority: input.priority,
      ownerId: input.ownerId,
      dueAtEpochMs: input.dueAtEpochMs ?? null,
      tags: [...input.tags],
    },
    actor: moveActorOf(actor),
  });
  if (!verdict.allowed) throw refusalOf(verdict);
  return { pipeline, stage };
}
