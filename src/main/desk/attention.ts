/** What automations leave behind for a person, as a document tells. */
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { STUCK_STATES } from "#main/store/attention.ts";

/** F9 */
export function isFailedRun({ status }: Run): boolean {
  return status === "failed";
}

/** F11: a workflow leaves it alone. What was merged is left alone by all of them. */
export function isPausedTicket({ pausedWorkflows = [], mergedIntoTicketId }: Ticket): boolean {
  return pausedWorkflows.length > 0 && mergedIntoTicketId === undefined;
}

const STUCK: ReadonlySet<OutboxItem["state"]> = new Set(STUCK_STATES);

/** A mail that no person wrote, and that waits for one. */
export function isStuckMail({ automatic, state }: OutboxItem): boolean {
  return automatic && STUCK.has(state);
}
