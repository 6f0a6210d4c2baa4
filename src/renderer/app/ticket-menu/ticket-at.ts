import { TicketId } from "#shared/model/ids.ts";
import { parseRoute } from "../../state/routes.ts";

/** A ticket that a list names, and what takes the focus there. */
export type TicketPlace = { readonly ticketId: TicketId; readonly element: HTMLElement };

/** The ticket that a link, or a row of a table, or what lies in one, stands for; null where it stands for something else. */
export function ticketAt(target: EventTarget | null): TicketPlace | null {
  if (!(target instanceof Element)) return null;
  const link = target.closest<HTMLElement>("a");
  const href = link?.getAttribute("href");
  if (link && href?.startsWith("#/ticket/")) {
    const route = parseRoute(href);
    return route.page === "ticket" ? { ticketId: route.ticketId, element: rowOf(link) ?? link } : null;
  }
  const row = link ? null : rowOf(target);
  return row === null ? null : { ticketId: TicketId.parse(row.dataset["ticketRow"]), element: row };
}

function rowOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>("[data-ticket-row]");
}
