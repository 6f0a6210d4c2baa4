import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { Actor, DeskContext } from "../context.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import { mergeInto, type MergeRefusal } from "../ticket-changes/merge-into.ts";
import { draftOf } from "../ticket-changes/ticket-draft.ts";
import { originOf, ticketAfter } from "./command.ts";
import { requireEditable } from "./update-ticket.ts";

const REFUSED: Readonly<Record<MergeRefusal, string>> = {
  "same-ticket": "A ticket cannot be merged into itself.",
  "merged-already": "This ticket was merged already.",
  "target-merged": "The other ticket was itself merged into another one.",
  "set-aside": "One of the two lies in the trash, or is spam: it has to come back first.",
};

/**
 * Merges a ticket into another one, which takes over its conversations, messages, contacts, tags and followers; the ticket itself is closed.
 * @returns the ticket that took over
 * @throws PD_DESK_NOT_FOUND, PD_RULE_REFUSED (G5, for either), PD_INPUT_INVALID with a `MergeRefusal` as reason
 */
export async function mergeTicket(
  context: DeskContext,
  actor: Actor,
  input: { readonly id: TicketId; readonly intoTicketId: TicketId },
): Promise<Ticket> {
  return ticketAfter(context, input.intoTicketId, (piece) => mergeInPiece(context, actor, piece, input));
}

/** The same as part of a piece of work. */
export async function mergeInPiece(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  input: { readonly id: TicketId; readonly intoTicketId: TicketId },
): Promise<void> {
  const ticket = await piece.tickets.get(input.id);
  if (!ticket) throw notFound("ticket", input.id);
  const target = await piece.tickets.get(input.intoTicketId);
  if (!target) throw notFound("ticket", input.intoTicketId);
  const origin = originOf(context, actor);
  const draft = draftOf(ticket, origin);
  requireEditable(context, actor, draft);
  requireEditable(context, actor, draftOf(target, origin));
  const refusal = mergeInto(draft, target, context.setup.find("pipeline", ticket.pipelineId));
  if (refusal !== null) {
    const id = (refusal === "merged-already" ? ticket : target).mergedIntoTicketId ?? target.id;
    throw new PipedeskError("PD_INPUT_INVALID", REFUSED[refusal], {
      details: { what: "ticket", id, reason: refusal },
    });
  }
  await piece.change(draft);
}
