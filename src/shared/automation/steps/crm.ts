/** Steps that make and join documents (F5). */
import { z } from "zod";
import { PipelineId, StageId, UserId, WorkflowId } from "../../model/ids.ts";
import { TicketPriority } from "../../model/ticket-priority.ts";
import { MAX_TEMPLATE_CHARACTERS, MAX_TITLE_CHARACTERS } from "../limits.ts";
import { Duration, StepBase } from "./common.ts";

const title = z.string().trim().min(1).max(MAX_TITLE_CHARACTERS);

export const CreateTaskStep = StepBase.extend({
  type: z.literal("create-task"),
  title,
  detail: z.string().max(MAX_TEMPLATE_CHARACTERS).default(""),
  /** Null: the ticket's owner, else who looks after the automations. */
  userId: UserId.nullable().default(null),
  dueAfter: Duration.nullable().default(null),
  businessHours: z.boolean().default(false),
});
export type CreateTaskStep = z.infer<typeof CreateTaskStep>;

export const CreateTicketStep = StepBase.extend({
  type: z.literal("create-ticket"),
  subject: title,
  pipelineId: PipelineId,
  stageId: StageId,
  priority: TicketPriority.nullable().default(null),
  tags: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
  /** `same`: the ticket's own. */
  owner: z.union([z.literal("same"), z.literal("nobody"), UserId]).default("nobody"),
  /** The ticket's contact is its too. */
  sameContact: z.boolean().default(true),
  /** The two are linked. */
  linked: z.boolean().default(true),
});
export type CreateTicketStep = z.infer<typeof CreateTicketStep>;

/** Which other ticket: of the same contact and open; none: the step is skipped. */
const OtherTicket = z.enum(["oldest-open-of-contact", "newest-open-of-contact"]);

export const LinkTicketStep = StepBase.extend({ type: z.literal("link-ticket"), other: OtherTicket });
export type LinkTicketStep = z.infer<typeof LinkTicketStep>;

/** The ticket's conversations go to the other one, and the ticket is closed. */
export const MergeIntoStep = StepBase.extend({ type: z.literal("merge-into"), other: OtherTicket });
export type MergeIntoStep = z.infer<typeof MergeIntoStep>;

/** Round robin: the one who has had no turn for longest; by load: the one with the fewest open tickets (then round robin). */
export const RotateOwnerStep = StepBase.extend({
  type: z.literal("rotate-owner"),
  userIds: z.array(UserId).max(100).default([]),
  teamIds: z.array(z.string().max(128)).max(50).default([]),
  by: z.enum(["turn", "load"]).default("turn"),
  /** Leaves out who is marked as away. */
  onlyAvailable: z.boolean().default(true),
  /** A ticket that has an owner keeps them. */
  onlyUnowned: z.boolean().default(true),
});
export type RotateOwnerStep = z.infer<typeof RotateOwnerStep>;

export const EnrolStep = StepBase.extend({ type: z.literal("enrol-in"), workflowId: WorkflowId });
export type EnrolStep = z.infer<typeof EnrolStep>;

export const UnenrolStep = StepBase.extend({ type: z.literal("unenrol-from"), workflowId: WorkflowId });
export type UnenrolStep = z.infer<typeof UnenrolStep>;
