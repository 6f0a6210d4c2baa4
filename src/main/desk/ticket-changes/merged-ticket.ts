import type { TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";

/**
 * The ticket that stands for this one: itself, or where it was merged, the one at the end of that way. Two devices may have merged two tickets into
 * each other; of such a ring the ticket that was asked for stands for itself.
 */
export async function standingTicket(ticket: Ticket, get: (id: TicketId) => Promise<Ticket | null>): Promise<Ticket> {
  const seen = new Set([ticket.id]);
  let standing = ticket;
  while (standing.mergedIntoTicketId !== undefined) {
    if (seen.has(standing.mergedIntoTicketId)) return ticket;
    const next = await get(standing.mergedIntoTicketId);
    if (!next) return standing;
    seen.add(next.id);
    standing = next;
  }
  return standing;
}
