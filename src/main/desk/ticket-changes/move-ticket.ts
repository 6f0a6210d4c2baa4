import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Cause } from "#shared/model/cause.ts";
import type { StagePlace } from "#shared/model/event.ts";
import type { Pipeline, Stage } from "#shared/model/setup/pipeline.ts";
import { closeDateAfter } from "#shared/rules/close-date/close-date.ts";
import { checkMove, type MoveActor, type MoveVerdict } from "#shared/rules/pipeline-rules/check-move.ts";
import { stageOf, stayingStageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { followKindChange } from "./follow-kind-change.ts";
import type { TicketDraft } from "./ticket-draft.ts";
import { wake } from "./wake.ts";

export type { MoveActor };

/**
 * Moves a ticket to a stage, with everything that belongs to the move in the same write: close date (C1, C2, C4, C5), time to close (C6),
 * the mark of D4 and the events. Moving to where the ticket is does nothing. A refusal (G) changes nothing.
 * @param pipelines `from`: the ticket's pipeline, `to`: the target's (the same object where the pipeline stays).
 * @param cause defaults to the draft's.
 * @rule C5, G6
 */
export function moveTicket(
  draft: TicketDraft,
  pipelines: { readonly from: Pipeline; readonly to: Pipeline },
  place: StagePlace,
  actor: MoveActor,
  cause?: Cause,
): MoveVerdict {
  const { origin } = draft;
  if (draft.ticket.pipelineId === place.pipelineId && draft.ticket.stageId === place.stageId) return { allowed: true };

  const verdict = checkMove({
    fromPipeline: pipelines.from,
    pipeline: pipelines.to,
    fromStageId: draft.ticket.stageId,
    toStageId: place.stageId,
    ticket: draft.ticket,
    actor,
  });
  if (!verdict.allowed) return verdict;

  // Its stage may be another kind since a moment ago, and its turn not have come: it leaves as what it is.
  followKindChange(draft, pipelines.from);
  const { ticket } = draft;
  const fromStage = stageOf(pipelines.from, ticket.stageId);
  const toStage = requireStage(pipelines.to, place.stageId);
  const closing = closeDateAfter({
    switches: pipelines.to.closeDate,
    fromKind: fromStage?.kind ?? "open",
    toKind: toStage.kind,
    closedAtEpochMs: ticket.closedAtEpochMs,
    createdAtEpochMs: ticket.createdAtEpochMs,
    nowEpochMs: origin.atEpochMs,
  });
  const closedBefore = ticket.closedAtEpochMs;
  const from: StagePlace = { pipelineId: ticket.pipelineId, stageId: ticket.stageId };
  draft.set({
    pipelineId: place.pipelineId,
    stageId: place.stageId,
    stageEnteredAtEpochMs: origin.atEpochMs,
    closedAtEpochMs: closing.closedAtEpochMs,
    timeToCloseMs: closing.timeToCloseMs,
    ...(ticket.stageKindChange === undefined ? {} : { stageKindChange: undefined }),
    ...(ticket.pipelineRemoval === undefined ? {} : { pipelineRemoval: undefined }),
    wasReopened: ticket.wasReopened || (fromStage?.kind === "closed" && toStage.kind === "open"),
  });
  draft.emit({ type: "ticket.stage-changed", from, to: place }, cause);
  if (closing.rule !== null && closing.closedAtEpochMs !== closedBefore) {
    draft.emit(
      { type: "ticket.property-changed", property: "closedAtEpochMs", from: closedBefore, to: closing.closedAtEpochMs },
      { kind: "rule", rule: closing.rule },
    );
  }
  // Who closes it has looked at it.
  if (toStage.kind === "closed") wake(draft);
  return { allowed: true };
}

/** G6: the refusal as an error that names the rule and what would satisfy it. */
export function refusalOf(verdict: { rule: string; reason: string; missing: readonly string[] }): PipedeskError {
  return new PipedeskError("PD_RULE_REFUSED", `Rule ${verdict.rule} of the pipeline refuses this: ${verdict.reason}.`, {
    details: { rule: verdict.rule, reason: verdict.reason, missing: verdict.missing },
  });
}

/** @throws PD_DESK_NOT_FOUND */
export function requireStage(pipeline: Pipeline, stageId: string): Stage {
  return stageOf(pipeline, stageId) ?? notThere(pipeline, stageId);
}

/** For what goes on naming the stage. @throws PD_DESK_NOT_FOUND also where it is being deleted */
export function requireStayingStage(pipeline: Pipeline, stageId: string): Stage {
  return stayingStageOf(pipeline, stageId) ?? notThere(pipeline, stageId);
}

function notThere(pipeline: Pipeline, stageId: string): never {
  throw new PipedeskError(
    "PD_DESK_NOT_FOUND",
    `The pipeline "${pipeline.name}" has no stage with the id "${stageId}".`,
    { details: { what: "stage", id: stageId } },
  );
}
