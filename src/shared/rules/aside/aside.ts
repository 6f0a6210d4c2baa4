import type { Ticket } from "../../model/ticket.ts";

/** Whether nobody works on the ticket itself any more: another one stands for it (H5), or it was thrown away, or is spam. No automation sees to it. */
export function isOutOfTheWay(ticket: Pick<Ticket, "mergedIntoTicketId" | "aside">): boolean {
  return ticket.mergedIntoTicketId !== undefined || ticket.aside !== undefined;
}
