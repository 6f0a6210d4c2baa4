import { isPropertyId } from "./setup/property.ts";
import type { Ticket } from "./ticket.ts";

/** The value of a ticket's property, whether every desk has it or this one made it. Undefined: the ticket has none. */
export function propertyOf(ticket: Ticket, property: string): unknown {
  if (isPropertyId(property)) return ticket.values?.[property];
  return Object.hasOwn(ticket, property) ? (ticket as Readonly<Record<string, unknown>>)[property] : undefined;
}
