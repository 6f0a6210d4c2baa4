import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { unmergeTickets } from "../beside/unmerge-tickets.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { Actor, DeskContext } from "../context.ts";
import { draftOf } from "../ticket-changes/ticket-draft.ts";
import { originOf, ticketAfter } from "./command.ts";
import { requireEditable } from "./update-ticket.ts";

/** Why a merge is not undone: a stable key. `target-merged`: that merge has to be undone first. */
export type UnmergeRefusal = "not-merged" | "target-merged" | "set-aside";

const REFUSED: Readonly<Record<UnmergeRefusal, string>> = {
  "not-merged": "This ticket is not merged into another one.",
  "target-merged": "The ticket that took over was itself merged into another one: undo that first.",
  "set-aside": "The ticket that took over lies in the trash, or is spam: it has to come back first.",
};

/**
 * Undoes a merge: the ticket gets back what it brought, and what came into its threads since; both stand where they stood.
 * @returns the ticket that is one of its own again
 * @throws PD_DESK_NOT_FOUND, PD_RULE_REFUSED (G5, for the one that had taken over), PD_INPUT_INVALID with an `UnmergeRefusal` as reason
 * @rule H5
 */
export async function unmergeTicket(
  context: DeskContext,
  actor: Actor,
  { id }: { readonly id: TicketId },
): Promise<Ticket> {
  return ticketAfter(context, id, (piece) => unmergeInPiece(context, actor, piece, id));
}

/** The same as part of a piece of work. */
export async function unmergeInPiece(
  context: DeskContext,
  actor: Actor,
  piece: PieceOfWork,
  id: TicketId,
): Promise<void> {
  const from = await piece.tickets.get(id);
  if (!from) throw notFound("ticket", id);
  if (from.mergedIntoTicketId === undefined) throw refused("not-merged", id);
  const into = await piece.tickets.get(from.mergedIntoTicketId);
  if (!into) throw notFound("ticket", from.mergedIntoTicketId);
  if (into.mergedIntoTicketId !== undefined) throw refused("target-merged", into.mergedIntoTicketId);
  if (into.aside !== undefined) throw refused("set-aside", into.id);
  const origin = originOf(context, actor);
  requireEditable(context, actor, draftOf(into, origin));
  await unmergeTickets(context, piece, { from, into }, origin);
}

function refused(reason: UnmergeRefusal, id: TicketId): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", REFUSED[reason], { details: { what: "ticket", id, reason } });
}
