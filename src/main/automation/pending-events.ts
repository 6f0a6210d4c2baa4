/** A ticket's events on their way through the dispatcher. */
import type { Activity } from "#shared/model/activity.ts";
import type { Evaluation } from "#shared/model/evaluation.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { EventId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";

/** Keeps in the event what came of it: a repetition after a crash finds it there, and decides nothing anew. */
export function withOutcome(
  ticket: Ticket,
  id: EventId,
  { runs, evaluation }: { readonly runs: readonly Run[]; readonly evaluation: Evaluation | null },
): Ticket {
  const outcome = { runs: [...runs], ...(evaluation ? { evaluation } : {}) };
  return { ...ticket, pending: ticket.pending.map((event) => (event.id === id ? { ...event, outcome } : event)) };
}

/** Puts a run into an event that has not been seen to yet. */
export function carrying(ticket: Ticket, id: EventId, run: Run): Ticket {
  return { ...ticket, pending: ticket.pending.map((event) => (event.id === id ? { ...event, carries: run } : event)) };
}

export function nextOf(ticket: Ticket, processed: ReadonlySet<EventId>): TicketEvent | undefined {
  return ticket.pending.find((event) => !processed.has(event.id));
}

export function activityOf(ticket: Ticket, event: TicketEvent): Activity {
  const { id, atEpochMs, stamp, cause, body } = event;
  return { id, ticketId: ticket.id, atEpochMs, stamp, cause, body };
}
