import { z } from "zod";
import { StepId, UserId, WorkflowId } from "../ids.ts";
import { Stamps } from "../stamps.ts";

/** E7: what somebody says of a step to the others. An answer names the comment that it answers. */
export const StepComment = z.object({
  id: z.string(),
  kind: z.literal("step-comment"),
  workflowId: WorkflowId,
  stepId: StepId,
  /** The comment that it answers; null: it begins a conversation. */
  answersId: z.string().nullable(),
  authorId: UserId,
  text: z.string().trim().min(1).max(5000),
  /** Only of one that begins a conversation. */
  resolved: z.boolean(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type StepComment = z.infer<typeof StepComment>;
