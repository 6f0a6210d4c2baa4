import { assertNever } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { applyMessage } from "../messages/apply-message.ts";
import type { BesideTicket } from "../ticket-changes/beside-ticket.ts";
import { newTicketDraft } from "../ticket-changes/new-ticket.ts";
import { draftOf, type ChangeOrigin, type Made } from "../ticket-changes/ticket-draft.ts";
import { mergeTickets } from "./merge-tickets.ts";

type NewTicket = Extract<BesideTicket, { kind: "new-ticket" }>;

/** Does what a change of a ticket makes of other tickets, or in its own conversation. */
export async function carryOut(
  context: DeskContext,
  piece: PieceOfWork,
  ticketId: TicketId,
  { event, what }: Made,
): Promise<void> {
  const origin: ChangeOrigin = {
    atEpochMs: event.atEpochMs,
    cause: event.cause,
    depth: event.depth,
    ...(event.chainStartedAtEpochMs === undefined ? {} : { chainStartedAtEpochMs: event.chainStartedAtEpochMs }),
    derivedFrom: [event.id, what.kind],
    nextStamp: () => context.nextStamp(),
  };
  switch (what.kind) {
    case "mail":
      return applyMessage(context, piece, what.message, event.cause);
    case "new-ticket":
      return makeTicket(context, piece, ticketId, what, origin);
    case "link":
      return link(piece, what.ticketId, { ticketId, relation: what.relation }, origin);
    case "merge":
      return mergeTickets(context, piece, { fromTicketId: ticketId, intoTicketId: what.intoTicketId }, origin);
    case "note":
    case "inbox-item":
    case "webhook":
    case "turn":
      // In the piece of work already: nothing else follows from it.
      return undefined;
    default:
      return assertNever(what);
  }
}

async function makeTicket(
  context: DeskContext,
  piece: PieceOfWork,
  fromTicketId: TicketId,
  { kind: _kind, ticketId, pipelineId, linked, ...values }: NewTicket,
  origin: ChangeOrigin,
): Promise<void> {
  const draft = newTicketDraft(
    {
      ...values,
      id: ticketId,
      ...(await context.numbers.take(piece)),
      pipeline: context.setup.require("pipeline", pipelineId),
      source: "manual",
      originConversationId: null,
    },
    origin,
  );
  // Not as the one that follows it: answers to the first must not end up on this one (D10).
  if (linked) {
    draft.set({ links: [{ ticketId: fromTicketId, relation: "related" }] });
    draft.emit({ type: "ticket.linked", ticketId: fromTicketId, relation: "related" });
  }
  await piece.change(draft);
}

/** One half of a link, where it is not there yet. */
async function link(
  piece: PieceOfWork,
  ticketId: TicketId,
  half: { readonly ticketId: TicketId; readonly relation: "follows" | "followed-by" | "related" },
  origin: ChangeOrigin,
): Promise<void> {
  const ticket = await piece.tickets.get(ticketId);
  if (!ticket || ticket.links.some((one) => one.ticketId === half.ticketId)) return;
  const draft = draftOf(ticket, origin);
  draft.set({ links: [...ticket.links, half] });
  draft.emit({ type: "ticket.linked", ...half });
  await piece.change(draft);
}
