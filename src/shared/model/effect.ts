import { z } from "zod";
import { InboxItem } from "./inbox-item.ts";
import { ChannelId, PersonId, PipelineId, StageId, StepId, TicketId, UserId, WorkflowId } from "./ids.ts";
import { Message } from "./message.ts";
import { TicketPriority } from "./ticket-priority.ts";
import { WebhookRequest } from "./webhook-request.ts";

/**
 * What a workflow's step makes beside its ticket. It travels in the ticket's event, so that it is decided in one write with the ticket and the run;
 * every id in it follows from run and step, so that carrying it out again makes nothing twice (decision 0009).
 */
export const Effect = z.discriminatedUnion("kind", [
  /** A note (settled), or a mail (unsettled: its place in the conversation and the outbox follows from it). */
  z.object({ kind: z.literal("message"), message: Message }),
  /** A notification or a task. */
  z.object({ kind: z.literal("inbox-item"), item: InboxItem }),
  z.object({ kind: z.literal("webhook"), request: WebhookRequest }),
  /** A ticket that a step creates; its number is taken when it is made. */
  z.object({
    kind: z.literal("new-ticket"),
    ticketId: TicketId,
    subject: z.string(),
    pipelineId: PipelineId,
    stageId: StageId,
    priority: TicketPriority.nullable(),
    ownerId: UserId.nullable(),
    dueAtEpochMs: z.number().nullable(),
    tags: z.array(z.string()),
    contactId: PersonId.nullable(),
    channelId: ChannelId.nullable(),
    /** Linked with the ticket that made it. */
    linked: z.boolean(),
  }),
  /** The other half of a link. */
  z.object({ kind: z.literal("link"), ticketId: TicketId, relation: z.enum(["follows", "followed-by", "related"]) }),
  /** Somebody had their turn: the step that shares tickets out begins with the next one (decision 0010). */
  z.object({ kind: z.literal("turn"), workflowId: WorkflowId, stepId: StepId, userId: UserId }),
  /** The ticket's conversations and messages go to another, which takes over its contacts, tags and followers. */
  z.object({ kind: z.literal("merge"), intoTicketId: TicketId }),
]);
export type Effect = z.infer<typeof Effect>;
