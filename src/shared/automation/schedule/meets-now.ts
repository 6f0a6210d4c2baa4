import type { Ticket } from "../../model/ticket.ts";
import type { Trigger } from "../definition.ts";
import type { BusinessCalendar } from "./business-time.ts";
import { anchorOf, dueAt, momentsOf } from "./due-moment.ts";

/** What is known of a ticket that was there before its workflow was switched on. */
export type ExistingTicket = {
  readonly ticket: Ticket;
  readonly isOpen: boolean;
  readonly nowEpochMs: number;
  /** Of the workflow; null where it has none. */
  readonly hours: BusinessCalendar | null;
};

/**
 * F3: whether a ticket meets the trigger as it is now, when its workflow is switched on. What happens once is taken for what it leaves behind: a stage
 * reached is the stage that the ticket is in, a property changed to a value is that value, a moment is one that has passed. Where nothing is left behind,
 * every open ticket does.
 */
export function meetsNow(trigger: Trigger, { ticket, isOpen, nowEpochMs, hours }: ExistingTicket): boolean {
  switch (trigger.type) {
    case "stage-reached":
      return ticket.stageId === trigger.stageId;
    case "property-changed":
      return isOpen && (trigger.to === undefined || hasValue(ticket, trigger.property, trigger.to));
    case "form-submitted":
      return isOpen && ticket.source === "form";
    case "chat-message":
      return isOpen && (ticket.source === "chat" || ticket.source === "messenger");
    case "date-reached":
    case "silence": {
      const anchor = anchorOf(trigger, momentsOf(ticket));
      const due = anchor === null ? null : dueAt(trigger, anchor, hours);
      return isOpen && due !== null && due <= nowEpochMs;
    }
    default:
      return isOpen;
  }
}

/** Of a change of any property: any ticket that is open. */
function hasValue(ticket: Ticket, property: string | null, value: unknown): boolean {
  if (property === null) return true;
  const values: Readonly<Record<string, unknown>> = ticket;
  return Object.hasOwn(values, property) && values[property] === value;
}
