import { anchorOf, dueAt } from "#shared/automation/schedule/due-moment.ts";
import { hoursOf } from "#shared/automation/schedule/shift.ts";
import { momentsOf } from "#shared/automation/triggers/moments.ts";
import { isMomentTrigger } from "#shared/automation/triggers/trigger.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";
import type { Explanation } from "#shared/contract/workflows.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import type { ReadContext } from "../read-context.ts";
import { momentDerivation, triggeredEventId } from "../enrolment/trigger-ticket.ts";

type Moment = Explanation["moments"][number];

/**
 * F9b: when the workflow's triggers of dates and of silence fire for the ticket, or did. Where a moment has passed and it did not fire, it was past before the workflow was switched on, or whoever set the date wanted nothing
 * to come of it.
 */
export async function explainMoments(
  { store, clock }: Pick<ReadContext, "store" | "clock">,
  workflow: Workflow,
  ticket: Ticket,
): Promise<Moment[]> {
  const { businessHours, triggers } = workflow.definition;
  const found: Moment[] = [];
  for (const trigger of triggers.filter(isMomentTrigger)) {
    const { id: triggerId } = trigger;
    const anchorEpochMs = anchorOf(trigger, momentsOf(ticket));
    const hours = hoursOf(trigger, businessHours);
    const atEpochMs = anchorEpochMs === null ? null : dueAt(trigger, anchorEpochMs, hours);
    if (anchorEpochMs === null || atEpochMs === null) {
      found.push({ triggerId, atEpochMs: null, state: "none" });
      continue;
    }
    const eventId = triggeredEventId(momentDerivation(workflow.id, triggerId, ticket.id, anchorEpochMs), ticket.id);
    const hasFired = (await store.activities.get(eventId)) !== null;
    const state = hasFired ? "fired" : atEpochMs > clock.nowEpochMs() ? "ahead" : "past";
    found.push({ triggerId, atEpochMs, state });
  }
  return found;
}
