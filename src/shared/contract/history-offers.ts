import { z } from "zod";
import { NotEnrolled } from "../model/evaluation.ts";
import { ChannelId, WorkflowId } from "../model/ids.ts";
import { procedure } from "./base.ts";

/** What is offered of one workflow: tickets that it would have taken, had they not come in as history. */
export const OfferedWorkflow = z.object({
  workflowId: WorkflowId,
  name: z.string(),
  /** Only one that is switched on takes tickets. */
  enabled: z.boolean(),
  /** It, or one that it puts tickets into, writes to customers. */
  mailsCustomers: z.boolean(),
  /** Tickets that it would have taken. */
  tickets: z.number().int(),
  /** Of these, how many were put into it since, and how many did not go in, by why. */
  enrolled: z.number().int(),
  notEnrolled: z.array(z.object({ why: NotEnrolled, tickets: z.number().int() })),
  /** Of those that were put in, how many were taken out again. */
  takenOut: z.number().int(),
  /** What goes on with it now. */
  doing: z.enum(["enrol", "unenrol"]).nullable(),
});
export type OfferedWorkflow = z.infer<typeof OfferedWorkflow>;

/** D7: what came into a channel as history (an archive, the first fetch of a mailbox), as far as workflows would have run for it. */
export const HistoryOffer = z.object({
  channelId: ChannelId,
  channelName: z.string(),
  /** When the first of it came in, and the latest. */
  beganAtEpochMs: z.number().int(),
  latestAtEpochMs: z.number().int(),
  /** Tickets that at least one workflow would have taken. */
  tickets: z.number().int(),
  workflows: z.array(OfferedWorkflow),
});
export type HistoryOffer = z.infer<typeof HistoryOffer>;

/** The `id` of the progress of what goes on with a channel's history. */
export function historyWorkId(channelId: ChannelId): string {
  return `history ${channelId}`;
}

const byChannel = z.object({ id: ChannelId });
const someWorkflows = byChannel.extend({ workflowIds: z.array(WorkflowId).min(1).max(200) }).strict();

export const historyOffers = {
  list: procedure
    .route({
      method: "GET",
      path: "/history-offers",
      tags: ["Workflows"],
      summary: "Which workflows would have run for mail that came in as history",
    })
    .output(z.object({ items: z.array(HistoryOffer) })),
  /** Answers when all are enrolled; goes on where the caller does not wait for it, and after a restart. A ticket is put into a workflow once, however often it is asked for. */
  enrol: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/history-offers/{id}/enrol",
      tags: ["Workflows"],
      summary: "Put the tickets of a channel's history into chosen workflows",
    })
    .input(someWorkflows)
    .output(HistoryOffer),
  /** Takes out again what is still in the workflows. What they have done stays done. */
  unenrol: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/history-offers/{id}/unenrol",
      tags: ["Workflows"],
      summary: "Take the tickets of a channel's history out of chosen workflows again",
    })
    .input(someWorkflows)
    .output(HistoryOffer),
  dismiss: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/history-offers/{id}/dismiss",
      tags: ["Workflows"],
      summary: "Leave a channel's history as it is",
    })
    .input(byChannel.strict())
    .output(z.object({ items: z.array(HistoryOffer) })),
};
