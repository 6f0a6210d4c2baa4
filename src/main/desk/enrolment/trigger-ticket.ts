import type { Chain } from "#shared/automation/chain.ts";
import type { Cause } from "#shared/model/cause.ts";
import type { TriggeredBy } from "#shared/model/event.ts";
import type { EventId, TicketId, WorkflowId } from "#shared/model/ids.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { derivedEventId, draftOf } from "../ticket-changes/ticket-draft.ts";

/** What tells one firing of a trigger from the others, and the moment that it is of. */
export type Derivation = { readonly derivedFrom: readonly string[]; readonly atEpochMs: number };

export type Triggering = {
  readonly workflowId: WorkflowId;
  /** Of the workflow's triggers; '' where none of them fired. */
  readonly triggerId: string;
  readonly by: TriggeredBy;
  readonly cause: Cause;
  /** What the event's id follows from, with the moment that goes with it; absent for what a person does. */
  readonly derivation?: Derivation;
} & Partial<Chain>;

/** Of a trigger of a date or of silence: it fires once for each moment that it counts from. */
export function momentDerivation(
  workflowId: string,
  triggerId: string,
  ticketId: string,
  anchorEpochMs: number,
): Derivation {
  return { derivedFrom: [workflowId, triggerId, ticketId, String(anchorEpochMs)], atEpochMs: anchorEpochMs };
}

/** The id of the event that `triggerTicket` makes with this derivation. */
export function triggeredEventId(derivation: Derivation, ticketId: TicketId): EventId {
  return derivedEventId(derivation, ticketId, "workflow.triggered", 0);
}

/**
 * Sets a workflow off for a ticket and lets the automations follow, in the piece of work. That is no activity on the ticket: what the workflow does is; so "three days after the
 * last activity" does not move by firing, and a schedule does not bring every ticket to the top of its list.
 * @returns the id of the event
 */
export async function triggerTicket(
  context: DeskContext,
  piece: PieceOfWork,
  ticket: Ticket,
  { workflowId, triggerId, by, cause, derivation, depth = 0, ...chain }: Triggering,
): Promise<EventId> {
  const draft = draftOf(ticket, {
    ...chain,
    ...(derivation ? { derivedFrom: derivation.derivedFrom, derivedAtEpochMs: derivation.atEpochMs } : {}),
    atEpochMs: context.clock.nowEpochMs(),
    cause,
    depth,
    isNoActivity: true,
    nextStamp: () => context.nextStamp(),
  });
  const event = draft.emit({ type: "workflow.triggered", workflowId, triggerId, by });
  await piece.change(draft);
  return event.id;
}
