/** What automations leave behind for a person, as a document tells. */
import { isOutOfTheWay } from "#shared/rules/aside/aside.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { Run } from "#shared/model/run.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { STUCK_STATES } from "#main/store/attention.ts";

/** F9 */
export function isFailedRun({ status }: Run): boolean {
  return status === "failed";
}

/** F11: a workflow leaves it alone. What was merged or thrown away is left alone by all of them. */
export function isPausedTicket(ticket: Ticket): boolean {
  return (ticket.pausedWorkflows ?? []).length > 0 && !isOutOfTheWay(ticket);
}

const STUCK: ReadonlySet<OutboxItem["state"]> = new Set(STUCK_STATES);

/** A mail that no person wrote, and that waits for one. */
export function isStuckMail({ automatic, state }: OutboxItem): boolean {
  return automatic && STUCK.has(state);
}
