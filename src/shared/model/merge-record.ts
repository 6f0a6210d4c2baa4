import { z } from "zod";
import { ConversationId, PersonId, PipelineId, StageId, UserId } from "./ids.ts";

/** Where a ticket stood, and what goes with it (C1, C6, D4). */
const Standing = z.object({
  pipelineId: PipelineId,
  stageId: StageId,
  closedAtEpochMs: z.number().nullable(),
  timeToCloseMs: z.number().nullable(),
  wasReopened: z.boolean(),
  /** Absent: written down by a program that did not keep it. */
  stageEnteredAtEpochMs: z.number().optional(),
});
export type Standing = z.infer<typeof Standing>;

/** What merging changed, kept on the ticket that was merged so that it can be undone (H5). */
export const MergeRecord = z.object({
  atEpochMs: z.number(),
  /** Of the merged ticket, before it was closed. */
  own: z.object({ standing: Standing, unread: z.boolean(), isOpen: z.boolean(), linked: z.boolean() }),
  /** Of the ticket that took over; absent until it has. */
  target: z
    .object({
      standing: Standing,
      unread: z.boolean(),
      lastCustomerMessageAtEpochMs: z.number().nullable(),
      lastAgentMessageAtEpochMs: z.number().nullable(),
      /** The stage into which open wins moved it; null where it stayed where it was. */
      reopenedInto: StageId.nullable(),
      /** What it got from the merged ticket and did not have before. */
      took: z.object({
        contactIds: z.array(PersonId),
        primaryContactId: PersonId.nullable(),
        originConversationId: ConversationId.nullable(),
        tags: z.array(z.string()),
        followerIds: z.array(UserId),
        link: z.boolean(),
      }),
    })
    .optional(),
});
export type MergeRecord = z.infer<typeof MergeRecord>;
