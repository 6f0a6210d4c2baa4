import type { Run } from "#shared/model/run.ts";
import type { Batch } from "../batch.ts";
import type { DeskContext } from "../context.ts";
import { notify } from "../notifications/notify.ts";

/** F9: a run that failed is told to who looks after the automations, once for each failure. */
export async function tellOfFailedRun(context: DeskContext, batch: Batch, run: Run): Promise<void> {
  const workflow = context.setup.find("workflow", run.workflowId);
  await notify(context, batch.inboxItems, null, {
    topic: "workflow-failed",
    ticketId: run.ticketId,
    outboxItemId: null,
    channelId: null,
    about: workflow?.name ?? run.workflowId,
    detail: run.endReason,
    occasion: [run.id, String(run.sequence)],
  });
}
