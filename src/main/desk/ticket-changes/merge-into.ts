import type { Pipeline } from "#shared/model/setup/pipeline.ts";
import type { Standing } from "#shared/model/merge-record.ts";
import type { Ticket } from "#shared/model/ticket.ts";
import { stageOf } from "#shared/rules/pipeline-rules/stages.ts";
import { moveTicket } from "./move-ticket.ts";
import type { TicketDraft } from "./ticket-draft.ts";

/** Why a ticket is not merged: a stable key. */
export type MergeRefusal = "same-ticket" | "merged-already" | "target-merged" | "set-aside";

/**
 * The ticket's own half of a merge: it bears the other's id and is closed. What happens to the other one, and to the conversations, is made beside it
 * by `ticket.merged`; that comes before the move, so that whatever waits on the ticket leaves because of the merge and not of the closing.
 * @param pipeline the ticket's own; null where it is gone, and the ticket then stays in its stage.
 * @returns null where it is merged
 */
export function mergeInto(draft: TicketDraft, target: Ticket, pipeline: Pipeline | null): MergeRefusal | null {
  const { ticket } = draft;
  if (ticket.id === target.id) return "same-ticket";
  if (ticket.mergedIntoTicketId !== undefined) return "merged-already";
  if (target.mergedIntoTicketId !== undefined) return "target-merged";
  if (ticket.aside !== undefined || target.aside !== undefined) return "set-aside";
  const isLinked = ticket.links.some(({ ticketId }) => ticketId === target.id);
  draft.set({
    mergedIntoTicketId: target.id,
    merge: {
      atEpochMs: draft.origin.atEpochMs,
      own: {
        standing: standingOf(ticket),
        unread: ticket.unread,
        isOpen: pipeline === null || stageOf(pipeline, ticket.stageId)?.kind !== "closed",
        linked: !isLinked,
      },
    },
    ...(isLinked ? {} : { links: [...ticket.links, { ticketId: target.id, relation: "related" as const }] }),
  });
  draft.emit({ type: "ticket.merged", ticketId: target.id, role: "into" }, undefined, [
    { kind: "merge", intoTicketId: target.id },
  ]);
  close(draft, pipeline);
  return null;
}

export function standingOf(ticket: Ticket): Standing {
  const { pipelineId, stageId, closedAtEpochMs, timeToCloseMs, wasReopened, stageEnteredAtEpochMs } = ticket;
  return { pipelineId, stageId, closedAtEpochMs, timeToCloseMs, wasReopened, stageEnteredAtEpochMs };
}

/** Into the first closed stage, whatever the rules of section G say: nobody is going to work on it. */
function close(draft: TicketDraft, pipeline: Pipeline | null): void {
  const closed = pipeline?.stages.find(({ kind }) => kind === "closed");
  if (!pipeline || !closed || stageOf(pipeline, draft.ticket.stageId)?.kind === "closed") return;
  const place = { pipelineId: pipeline.id, stageId: closed.id };
  moveTicket(draft, { from: pipeline, to: pipeline }, place, { kind: "automation", overridesRules: true });
}
