import { z } from "zod";
import { ChannelId, PipelineId, StageId, UserId, WorkflowId } from "../ids.ts";
import { Stamps } from "../stamps.ts";
import { PropertyId } from "./property.ts";

export const StageKind = z.enum(["open", "closed"]);
export type StageKind = z.infer<typeof StageKind>;

/** Names of the fixed, accessible palette; the renderer holds the colours for light and dark. */
export const StageColour = z.enum([
  "slate",
  "blue",
  "teal",
  "green",
  "lime",
  "amber",
  "orange",
  "red",
  "pink",
  "violet",
]);
export type StageColour = z.infer<typeof StageColour>;

/** C4: the last time that a stage became of another kind. Its tickets are seen to one after the other; what they were is kept with them. */
export const StageKindChange = z.object({
  id: z.string(),
  from: StageKind,
  atEpochMs: z.number().int(),
  userId: UserId,
  /** Every ticket that was in the stage is seen to. */
  isDone: z.boolean(),
  /** It is taken back; absent: it stands. */
  undoneAtEpochMs: z.number().int().optional(),
});
export type StageKindChange = z.infer<typeof StageKindChange>;

export const Stage = z.object({
  id: StageId,
  name: z.string().trim().min(1).max(80),
  kind: StageKind,
  colour: StageColour,
  /** Absent: it is of the kind that it was made with, or the change was undone. */
  kindChange: StageKindChange.optional(),
  /** It is being deleted: its tickets are on their way there, on behalf of that user. */
  leaving: z.object({ to: StageId, userId: UserId }).optional(),
});
export type Stage = z.infer<typeof Stage>;

/** C3: the two switches of the close date. */
export const CloseDateSwitches = z.object({ setOnClose: z.boolean(), clearOnReopen: z.boolean() });
export type CloseDateSwitches = z.infer<typeof CloseDateSwitches>;

/** D10: what a reply to a closed ticket does. */
export const ReopenPolicy = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("first-open-stage") }),
  z.object({ kind: z.literal("within-days"), days: z.number().int().min(1).max(3650) }),
]);
export type ReopenPolicy = z.infer<typeof ReopenPolicy>;

/** Properties that a stage may require (G4). */
export const RequirableProperty = z.enum(["subject", "priority", "ownerId", "dueAtEpochMs", "tags"]);
export type RequirableProperty = z.infer<typeof RequirableProperty>;

/** Section G. */
export const PipelineRules = z.object({
  /** G1 */
  preventBackward: z.boolean(),
  /** G2 */
  preventSkipping: z.boolean(),
  /** G3: null allows every stage. */
  newTicketStageIds: z.array(StageId).min(1).nullable(),
  /** G4: stage → properties that must be known to enter it. */
  requiredProperties: z.record(z.string(), z.array(RequirableProperty)),
  /** G4: stage → properties of the desk's own that must have a value. Absent: no stage asks for any. */
  requiredValues: z.record(z.string(), z.array(PropertyId)).optional(),
  /** G5: who may edit a ticket in a closed stage. */
  closedEditors: z.enum(["everyone", "owner", "admins"]),
});
export type PipelineRules = z.infer<typeof PipelineRules>;

/** A pipeline that is deleted. Its document stays, so that it can be taken back, and so that runs that began before find where its tickets went. */
export const PipelineRemoval = z.object({
  id: z.string(),
  /** Where its tickets go. */
  to: PipelineId,
  /** Each of its statuses, with the one there that takes its place. */
  stages: z.record(z.string(), StageId),
  userId: UserId,
  atEpochMs: z.number().int(),
  /** No ticket is left in it: from then on there is no such pipeline. */
  isDone: z.boolean(),
  /** It is taken back: its tickets are on their way home. */
  undoneAtEpochMs: z.number().int().optional(),
  /** What of its surroundings was changed, as it was before and as it was left: what is other by now stays as it is when the deletion is taken back. */
  kept: z.object({
    channels: z.array(z.object({ id: ChannelId, stageId: StageId, leftStageId: StageId })),
    workflows: z.array(
      z.object({
        id: WorkflowId,
        before: z.object({
          enabled: z.boolean(),
          origin: z.enum(["template", "stage", "user"]),
          template: z.enum(["D1", "D2"]).nullable(),
          pipelineId: PipelineId.nullable(),
          revision: z.number().int(),
        }),
        leftRevision: z.number().int(),
      }),
    ),
  }),
});
export type PipelineRemoval = z.infer<typeof PipelineRemoval>;

/** More columns than a board can be read with. */
export const MAX_STAGES = 50;

export const MAX_PIPELINE_NAME_CHARACTERS = 80;

export const Pipeline = z.object({
  id: PipelineId,
  kind: z.literal("pipeline"),
  name: z.string().trim().min(1).max(MAX_PIPELINE_NAME_CHARACTERS),
  order: z.number(),
  /** In their order on the board; at least one is open. */
  stages: z.array(Stage).min(1).max(MAX_STAGES),
  /** Stages that were deleted, each with the one to which its tickets went: for runs that began before. Absent: none was. */
  successors: z.record(z.string(), StageId).optional(),
  /** It is being deleted, or was. Absent or null: it stays. */
  removal: PipelineRemoval.nullable().optional(),
  closeDate: CloseDateSwitches,
  reopen: ReopenPolicy,
  rules: PipelineRules,
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type Pipeline = z.infer<typeof Pipeline>;
