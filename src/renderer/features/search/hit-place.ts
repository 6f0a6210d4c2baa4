import type { Route } from "#renderer/state/routes.ts";
import type { SearchHit } from "#shared/contract/search.ts";
import { TicketId } from "#shared/model/ids.ts";

/** Where a hit leads: into its ticket at its message, to the contact, or to the conversation that has no ticket. */
export function hitPlace(hit: SearchHit): Route {
  switch (hit.kind) {
    case "ticket":
      return { page: "ticket", ticketId: hit.ticketId ?? TicketId.parse(hit.id) };
    case "message":
      if (hit.ticketId === null) return { page: "inbox", conversationId: hit.conversationId };
      return {
        page: "ticket",
        ticketId: hit.ticketId,
        ...(hit.messageId === null ? {} : { messageId: hit.messageId }),
      };
    case "contact":
      return { page: "contacts", contactId: hit.contactId };
  }
}
