import type { TicketEvent } from "#shared/model/event.ts";
import type { TicketId } from "#shared/model/ids.ts";

/** What happens to tickets in one piece of work. The automations see to each event once, one ticket's strictly in their order (F13). */
export type TicketEvents = {
  /** All of the ticket's, those that were seen to among them; grows with the work. */
  of(ticketId: TicketId): readonly TicketEvent[];
  add(ticketId: TicketId, events: readonly TicketEvent[]): void;
  /** The ticket's first event that nobody has seen to; from now on it counts as seen to. */
  next(ticketId: TicketId): TicketEvent | null;
};

/** @param onAdd called with what takes an addition back */
export function createTicketEvents(onAdd: (undo: () => void) => void = () => undefined): TicketEvents {
  const byTicket = new Map<TicketId, { readonly events: TicketEvent[]; seen: number }>();

  function entryOf(ticketId: TicketId) {
    const known = byTicket.get(ticketId);
    if (known) return known;
    const made = { events: [], seen: 0 };
    byTicket.set(ticketId, made);
    return made;
  }

  return {
    of: (ticketId) => entryOf(ticketId).events,
    add(ticketId, events) {
      const entry = entryOf(ticketId);
      const [count, seen] = [entry.events.length, entry.seen];
      onAdd(() => {
        entry.events.length = count;
        entry.seen = Math.min(entry.seen, seen);
      });
      entry.events.push(...events);
    },
    next(ticketId) {
      const entry = entryOf(ticketId);
      const event = entry.events[entry.seen];
      if (event) entry.seen += 1;
      return event ?? null;
    },
  };
}
