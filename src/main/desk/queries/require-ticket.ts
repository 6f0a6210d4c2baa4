import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { ReadContext } from "../read-context.ts";

/** @throws PD_DESK_NOT_FOUND */
export async function requireTicket({ store }: Pick<ReadContext, "store">, id: TicketId): Promise<Ticket> {
  const ticket = await store.tickets.get(id);
  if (!ticket) throw notFound("ticket", id);
  return ticket;
}
