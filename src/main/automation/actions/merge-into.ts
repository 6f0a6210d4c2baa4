import type { MergeIntoStep } from "#shared/automation/steps/other-ticket.ts";
import { mergeInto as mergeDraft } from "#main/desk/ticket-changes/merge-into.ts";
import type { Action } from "./action.ts";
import { otherTicket } from "./other-ticket.ts";

/** Merges the ticket into another one. The run ends with it: what would follow is the other ticket's matter now. */
export const mergeInto: Action<MergeIntoStep> = async (step, draft, context) => {
  const other = await otherTicket(draft.ticket, step.other, context);
  if (!other) return { kind: "skipped", reason: "no-other-ticket" };
  const refusal = mergeDraft(draft, other, context.setup.find("pipeline", draft.ticket.pipelineId));
  if (refusal !== null) return { kind: "skipped", reason: refusal };
  const details = { ticketId: other.id, number: other.number };
  return { kind: "ends", outcome: { kind: "done", changed: true, details } };
};
