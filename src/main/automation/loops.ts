/** F11: chains of automatic changes that would not end. */
import { MAX_CHAIN_DEPTH, MAX_CHANGES_AT_ONCE } from "#shared/automation/limits.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { draftOf, type TicketDraft } from "#main/desk/ticket-changes/ticket-draft.ts";

/**
 * Too many automatic changes one after the other, or one beside the other.
 * @param events what has happened to the ticket in this piece of work
 * @rule F11
 */
export function isLoop(events: readonly TicketEvent[], event: TicketEvent): boolean {
  return event.depth >= MAX_CHAIN_DEPTH || changesAtOnce(events, event) >= MAX_CHANGES_AT_ONCE;
}

/** The chain ends here, and the workflow leaves the ticket alone until somebody lets it act again. Null where it does already. */
export function paused(
  ticket: Ticket,
  { event, events }: { readonly event: TicketEvent; readonly events: readonly TicketEvent[] },
  workflowId: WorkflowId,
  nextStamp: () => string,
): TicketDraft | null {
  const before = ticket.pausedWorkflows ?? [];
  if (before.some((one) => one.workflowId === workflowId)) return null;
  const { atEpochMs, depth } = event;
  const atOnce = changesAtOnce(events, event);
  const changes = atOnce >= MAX_CHANGES_AT_ONCE ? atOnce : depth;
  const draft = draftOf(ticket, {
    atEpochMs,
    cause: { kind: "rule", rule: "F11" },
    depth,
    derivedFrom: [event.id, workflowId],
    nextStamp,
  });
  draft.set({ pausedWorkflows: [...before, { workflowId, atEpochMs, changes }] });
  draft.emit({ type: "workflow.paused", workflowId, changes });
  return draft;
}

/** Automatic changes of the event's chain in this go. */
function changesAtOnce(events: readonly TicketEvent[], event: TicketEvent): number {
  if (events.length < MAX_CHANGES_AT_ONCE) return 0;
  const since = event.chainStartedAtEpochMs ?? event.atEpochMs;
  return events.filter(({ depth, chainStartedAtEpochMs }) => depth > 0 && chainStartedAtEpochMs === since).length;
}
