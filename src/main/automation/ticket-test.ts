import { askedOfFilter } from "#shared/automation/asked.ts";
import { compileFilter } from "#shared/automation/filters/evaluate.ts";
import type { Filter } from "#shared/automation/filters/filter.ts";
import type { BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { createOverlay } from "#main/desk/overlay.ts";
import type { ReadContext } from "#main/desk/read-context.ts";
import { createTicketEvents } from "#main/desk/ticket-events.ts";
import { readOnlyStore } from "./dry-run/sandbox.ts";
import { createLookout, factsOf } from "./facts.ts";

/** Whether its conditions ask for more than the ticket itself. */
export function hasSurroundings(filter: Filter): boolean {
  return Object.values(askedOfFilter(filter)).some(Boolean);
}

/** Whether a stored ticket, with what belongs to it, meets the filter now. */
export function ticketTest(
  desk: ReadContext,
  filter: Filter,
  hours: BusinessHours | null,
): (ticket: Ticket) => Promise<boolean> {
  const meets = compileFilter(filter, hours);
  const asked = askedOfFilter(filter);
  const store = readOnlyStore(desk.store);
  const nowEpochMs = desk.clock.nowEpochMs();
  const work = {
    people: createOverlay(store.people),
    conversations: createOverlay(store.conversations),
    messages: createOverlay(store.messages),
    events: createTicketEvents(),
  };
  return async (ticket) => {
    const surroundings = await createLookout({ store }, work, null).around(ticket, asked);
    return meets(factsOf(desk.setup, ticket, surroundings, nowEpochMs));
  };
}
