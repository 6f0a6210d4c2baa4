import type { Facts } from "#shared/automation/filters/evaluate.ts";
import { conditionsOf, explainFilter } from "#shared/automation/filters/explain.ts";
import type { Evaluation, NotEnrolled } from "#shared/model/evaluation.ts";
import type { TicketEvent } from "#shared/model/event.ts";
import type { TicketId } from "#shared/model/ids.ts";
import type { Workflow } from "#shared/automation/documents/workflow.ts";

export type EvaluationInProgress = {
  /** `facts`: what the filter saw, where it was asked. */
  add(workflow: Workflow, triggerId: string, why: NotEnrolled, facts: Facts | null): void;
  /** Null where every workflow that the event set off took the ticket, or it set off none. */
  result(): Evaluation | null;
};

/**
 * Gathers what workflows make of one event (F9b). What a filter saw is kept once, however many filters look at it.
 * @rule F9b
 */
export function createEvaluation(event: TicketEvent, ticketId: TicketId): EvaluationInProgress {
  const saw: Evaluation["saw"] = {};
  const verdicts: Evaluation["verdicts"] = [];
  return {
    add(workflow, triggerId, why, facts) {
      const reports = facts
        ? conditionsOf(explainFilter(workflow.definition.filter, facts, workflow.definition.businessHours))
        : [];
      for (const { condition, saw: value } of reports)
        saw[`${condition.object}.${condition.property}`] = Array.isArray(value) ? [...value] : (value as string | null);
      const held = reports.map(({ holds }) => (holds ? "1" : "0")).join("");
      verdicts.push({ workflowId: workflow.id, revision: workflow.revision, triggerId, why, held });
    },
    result: () =>
      verdicts.length === 0 ? null : { id: event.id, ticketId, atEpochMs: event.atEpochMs, saw, verdicts },
  };
}
