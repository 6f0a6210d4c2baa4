import type { TicketEventBody } from "#shared/model/event.ts";
import type { EventId, TicketId } from "#shared/model/ids.ts";
import type { Run } from "#shared/model/run.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { notify } from "../notifications/notify.ts";

/** F9: a run that failed is told to who looks after the automations, once for each failure. */
export async function tellOfFailedRun(context: DeskContext, piece: PieceOfWork, run: Run): Promise<void> {
  await notify(context, piece.inboxItems, null, {
    topic: "workflow-failed",
    ticketId: run.ticketId,
    outboxItemId: null,
    channelId: null,
    about: nameOf(context, run.workflowId),
    detail: run.endReason,
    occasion: [run.id, String(run.sequence)],
  });
}

/** F11: a workflow that from now on leaves a ticket alone is told to who looks after the automations, once. `detail` is the number of changes. */
export async function tellOfPausedWorkflow(
  context: DeskContext,
  piece: PieceOfWork,
  ticketId: TicketId,
  eventId: EventId,
  { workflowId, changes }: Extract<TicketEventBody, { type: "workflow.paused" }>,
): Promise<void> {
  await notify(context, piece.inboxItems, null, {
    topic: "workflow-paused",
    ticketId,
    outboxItemId: null,
    channelId: null,
    about: nameOf(context, workflowId),
    detail: String(changes),
    occasion: [eventId],
  });
}

function nameOf({ setup }: DeskContext, workflowId: Run["workflowId"]): string {
  return setup.find("workflow", workflowId)?.name ?? workflowId;
}
