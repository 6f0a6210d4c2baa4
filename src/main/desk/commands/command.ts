import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { mayChangeAutomation } from "#shared/rules/access/permissions.ts";
import type { MoveActor } from "#shared/rules/pipeline-rules/verdict.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { Actor, DeskContext } from "../context.ts";
import { ticketAfter } from "../in-one-piece.ts";
import { draftOf, type ChangeOrigin, type TicketDraft } from "../ticket-changes/ticket-draft.ts";

export { inOnePiece, ticketAfter } from "../in-one-piece.ts";
export { requireTicket } from "../queries/require-ticket.ts";

/** The origin of what a person does now. */
export function originOf(context: DeskContext, actor: Actor): ChangeOrigin {
  return {
    atEpochMs: context.clock.nowEpochMs(),
    cause: { kind: "user", userId: actor.user.id },
    depth: 0,
    nextStamp: () => context.nextStamp(),
  };
}

export function moveActorOf(actor: Actor): MoveActor {
  return { kind: "user", userId: actor.user.id, permissions: actor.user.permissions };
}

/**
 * Changes one ticket on behalf of a person and lets the automations follow.
 * @returns the ticket after all of it
 * @throws PD_DESK_NOT_FOUND, and whatever `change` throws: then nothing is written.
 */
export async function changeTicket(
  context: DeskContext,
  actor: Actor,
  id: TicketId,
  change: (draft: TicketDraft, piece: PieceOfWork) => void | Promise<void>,
): Promise<Ticket> {
  return ticketAfter(context, id, async (piece) => {
    const ticket = await piece.tickets.get(id);
    if (!ticket) throw notFound("ticket", id);
    const draft = draftOf(ticket, originOf(context, actor));
    await change(draft, piece);
    if (draft.ticket !== ticket || draft.events.length > 0) await piece.change(draft);
  });
}

/**
 * A3: the core refuses whatever the screen shows.
 * @rule A3
 */
export function requireAutomationAccess(actor: Actor): void {
  if (mayChangeAutomation(actor.user.permissions)) return;
  throw new PipedeskError(
    "PD_ACCESS_PERMISSION",
    "Only a super admin or a user with account access may change pipelines and automations.",
    {
      details: { missing: ["super-admin", "account-access"] },
    },
  );
}
