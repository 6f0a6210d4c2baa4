/** A mail template as it would be for a ticket now: the same code writes the mail that a workflow sends (E3, F10). */
import { ASKS_ALL } from "#shared/automation/asked.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Person } from "#shared/model/person.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { personById } from "#main/desk/people.ts";
import type { PieceOfWork } from "#main/desk/piece-of-work.ts";
import { type Template, type TemplateWords, wordsFor } from "../actions/template-words.ts";
import { createLookout } from "../facts.ts";

export type WrittenForTicket = {
  readonly ticket: Ticket;
  /** Null where the ticket has none. */
  readonly contact: Person | null;
  readonly words: TemplateWords;
};

/** @throws PD_DESK_NOT_FOUND for the ticket, PD_TEMPLATE_FAILED */
export async function writtenForTicket(
  context: DeskContext,
  piece: PieceOfWork,
  template: Template,
  ticketId: TicketId,
): Promise<WrittenForTicket> {
  const ticket = await piece.tickets.get(ticketId);
  if (!ticket) throw notFound("ticket", ticketId);
  const contact = await personById(piece.people, ticket.primaryContactId);
  const words = await wordsFor(contact, template, ticket, {
    surroundings: await createLookout(context, piece, null).around(ticket, ASKS_ALL),
    setup: context.setup,
    documents: piece,
    nowEpochMs: context.clock.nowEpochMs(),
    businessHours: null,
    // No workflow sends it.
    workflow: { name: "" },
    run: {},
  });
  return { ticket, contact, words };
}
