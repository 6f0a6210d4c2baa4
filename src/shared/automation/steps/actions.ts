/** Steps that change the ticket at once (F5). One schema each; the engine has one file for each of them. */
import { z } from "zod";
import { PipelineId, StageId, StepId, UserId } from "../../model/ids.ts";
import { EditableTicketProperties, TicketPriority } from "../../model/ticket.ts";
import { Duration, StepBase } from "./common.ts";

const tags = z.array(z.string().trim().min(1).max(60)).min(1).max(50);

export const SetOwnerStep = StepBase.extend({ type: z.literal("set-owner"), userId: UserId.nullable() });
export type SetOwnerStep = z.infer<typeof SetOwnerStep>;

export const AddTagsStep = StepBase.extend({ type: z.literal("add-tags"), tags });
export type AddTagsStep = z.infer<typeof AddTagsStep>;

export const RemoveTagsStep = StepBase.extend({ type: z.literal("remove-tags"), tags });
export type RemoveTagsStep = z.infer<typeof RemoveTagsStep>;

export const AddFollowersStep = StepBase.extend({
  type: z.literal("add-followers"),
  userIds: z.array(UserId).min(1).max(50),
});
export type AddFollowersStep = z.infer<typeof AddFollowersStep>;

export const SetPropertyStep = StepBase.extend({
  type: z.literal("set-property"),
  change: z.discriminatedUnion("property", [
    z.object({ property: z.literal("priority"), value: TicketPriority.nullable() }),
    z.object({ property: z.literal("dueAtEpochMs"), value: EditableTicketProperties.shape.dueAtEpochMs }),
  ]),
});
export type SetPropertyStep = z.infer<typeof SetPropertyStep>;

/** Due so long after now; counts business hours where it shall. */
export const SetDueStep = StepBase.extend({
  type: z.literal("set-due"),
  after: Duration,
  businessHours: z.boolean().default(false),
});
export type SetDueStep = z.infer<typeof SetDueStep>;

export const MoveStageStep = StepBase.extend({
  type: z.literal("move-stage"),
  stageId: StageId,
  /** Absent: a stage of the ticket's own pipeline. */
  pipelineId: PipelineId.optional(),
});
export type MoveStageStep = z.infer<typeof MoveStageStep>;

export const GoToStep = StepBase.extend({ type: z.literal("go-to"), stepId: StepId });
export const StopStep = StepBase.extend({ type: z.literal("stop") });

export const ClearPropertyStep = StepBase.extend({
  type: z.literal("clear-property"),
  property: z.enum(["priority", "ownerId", "dueAtEpochMs", "closedAtEpochMs", "tags"]),
});
export type ClearPropertyStep = z.infer<typeof ClearPropertyStep>;
