import type { Cause } from "#shared/model/cause.ts";
import type { Pipeline } from "#shared/model/setup/pipeline.ts";
import { treatedByKindChange } from "#shared/rules/close-date/kind-change.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import type { TicketDraft } from "./ticket-draft.ts";

/**
 * Treats the ticket as the change of its stage's kind wants it (C4), with close date, time to close and the mark of D4 in one write. Returns whether there was something to do.
 * @param pipeline the ticket's, as it is now
 * @rule C4, C5
 */
export function followKindChange(draft: TicketDraft, pipeline: Pipeline): boolean {
  const stage = stageOf(pipeline, draft.ticket.stageId);
  if (stage?.kindChange === undefined || stage.kindChange.isDone) return false;
  const treatment = treatedByKindChange(draft.ticket, stage, pipeline.closeDate);
  if (treatment === null) return false;
  const { closedAtEpochMs: before } = draft.ticket;
  const cause: Cause = { kind: "user", userId: stage.kindChange.userId };
  draft.set(treatment.changes);
  draft.emit({ type: "ticket.stage-kind-changed", stageId: stage.id, to: stage.kind }, cause);
  const { closedAtEpochMs: after } = draft.ticket;
  if (after !== before)
    draft.emit(
      { type: "ticket.property-changed", property: "closedAtEpochMs", from: before, to: after },
      treatment.rule === null ? cause : { kind: "rule", rule: treatment.rule },
    );
  return true;
}
