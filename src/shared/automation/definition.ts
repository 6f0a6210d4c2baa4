import { z } from "zod";
import { PipelineId, StageId, StepId } from "../model/ids.ts";
import { EditableTicketProperties, TicketPriority } from "../model/ticket.ts";

/** Version of the definition format below; a definition says which one it was written in. */
export const DEFINITION_VERSION = 1;

export const Trigger = z.discriminatedUnion("type", [
  /** D1: a user sends an e-mail to the contact from the ticket record. */
  z.object({ type: z.literal("email-sent-to-customer") }),
  /** D2: a contact replies in the thread in which the ticket was created (D4: or in any thread once it was reopened). */
  z.object({ type: z.literal("customer-replied") }),
  z.object({ type: z.literal("ticket-created") }),
  z.object({ type: z.literal("stage-reached"), stageId: StageId }),
]);
export type Trigger = z.infer<typeof Trigger>;

export const SetPropertyStep = z.object({
  id: StepId,
  type: z.literal("set-property"),
  change: z.discriminatedUnion("property", [
    z.object({ property: z.literal("priority"), value: TicketPriority.nullable() }),
    z.object({ property: z.literal("dueAtEpochMs"), value: EditableTicketProperties.shape.dueAtEpochMs }),
  ]),
});
export type SetPropertyStep = z.infer<typeof SetPropertyStep>;

export const MoveStageStep = z.object({
  id: StepId,
  type: z.literal("move-stage"),
  stageId: StageId,
  /** Absent: a stage of the ticket's own pipeline. */
  pipelineId: PipelineId.optional(),
});
export type MoveStageStep = z.infer<typeof MoveStageStep>;

export const Step = z.discriminatedUnion("type", [SetPropertyStep, MoveStageStep]);
export type Step = z.infer<typeof Step>;

/** What a workflow does, as plain versioned JSON: the same for templates, status cards and workflows made by hand. */
export const WorkflowDefinition = z.object({
  version: z.literal(DEFINITION_VERSION),
  triggers: z.array(Trigger).min(1).max(50),
  /** F4: `never`: a ticket goes through once; `every-time`: each time a trigger fires. */
  reenrolment: z.enum(["never", "every-time"]),
  /** Executed in this order. */
  steps: z.array(Step).max(200),
});
export type WorkflowDefinition = z.infer<typeof WorkflowDefinition>;
