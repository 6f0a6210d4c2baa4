import type { Ticket } from "../../model/ticket.ts";
import { propertyOf } from "../../model/property-of.ts";
import { asksHours } from "../schedule/shift.ts";
import type { AnyTrigger, ExistingTicket, Moments, OfMoments } from "./kind.ts";

export function momentsOf(ticket: Ticket): Moments {
  return (property) => {
    const value = propertyOf(ticket, property);
    return typeof value === "number" ? value : null;
  };
}

/** F3: a moment that has passed is met by an open ticket. */
export function isPast<Of extends AnyTrigger>(
  kind: OfMoments<Of>,
  trigger: Of,
  { ticket, isOpen, nowEpochMs, hours }: ExistingTicket,
): boolean {
  const anchor = kind.anchor(trigger, momentsOf(ticket));
  const due = anchor === null ? null : kind.due(trigger, anchor, asksHours(trigger) ? hours : null);
  return isOpen && due !== null && due <= nowEpochMs;
}
