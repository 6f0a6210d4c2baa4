import type { StageId } from "#shared/model/ids.ts";
import type { Pipeline } from "#shared/model/setup/pipeline.ts";
import { timeToClose } from "#shared/rules/close-date/close-date.ts";
import { moveTicket } from "./move-ticket.ts";
import type { TicketDraft } from "./ticket-draft.ts";

/** Moves the ticket out of a pipeline that is being deleted, and keeps with it what it was. The rules of section G do not stand in the way of an admin's clean-up. */
export function leavePipeline(
  draft: TicketDraft,
  pipelines: { readonly from: Pipeline; readonly to: Pipeline },
  stageId: StageId,
  removalId: string,
): void {
  const { stageId: from, stageEnteredAtEpochMs, closedAtEpochMs, wasReopened, stageKindChange } = draft.ticket;
  const place = { pipelineId: pipelines.to.id, stageId };
  moveTicket(draft, pipelines, place, { kind: "automation", overridesRules: true });
  const before = {
    stageId: from,
    stageEnteredAtEpochMs,
    closedAtEpochMs,
    wasReopened,
    ...(stageKindChange === undefined ? {} : { stageKindChange }),
  };
  draft.set({ pipelineRemoval: { id: removalId, before, after: draft.ticket.closedAtEpochMs } });
}

/** Brings a ticket home that left its pipeline so: it is what it was. A close date that somebody set by hand since stays. */
export function bringHome(draft: TicketDraft, home: Pipeline, stageId: StageId): void {
  const { ticket } = draft;
  const { pipelineRemoval: mark } = ticket;
  if (mark === undefined) return;
  const from = { pipelineId: ticket.pipelineId, stageId: ticket.stageId };
  const closedAtEpochMs = ticket.closedAtEpochMs === mark.after ? mark.before.closedAtEpochMs : ticket.closedAtEpochMs;
  const { stageId: _was, ...before } = mark.before;
  draft.set({
    ...before,
    pipelineId: home.id,
    stageId,
    closedAtEpochMs,
    timeToCloseMs: timeToClose(ticket.createdAtEpochMs, closedAtEpochMs),
    stageKindChange: mark.before.stageKindChange,
    pipelineRemoval: undefined,
  });
  draft.emit({ type: "ticket.stage-changed", from, to: { pipelineId: home.id, stageId } });
  if (closedAtEpochMs !== ticket.closedAtEpochMs)
    draft.emit({
      type: "ticket.property-changed",
      property: "closedAtEpochMs",
      from: ticket.closedAtEpochMs,
      to: closedAtEpochMs,
    });
}
