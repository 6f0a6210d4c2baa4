import { z } from "zod";
import { AsideKind } from "./aside-kind.ts";
import { ConversationId, MessageId, PipelineId, StageId, TicketId, UserId } from "./ids.ts";
import { EditableTicketProperties, RequiredValues } from "./ticket.ts";

const Values = EditableTicketProperties.pick({
  subject: true,
  priority: true,
  ownerId: true,
  dueAtEpochMs: true,
  closedAtEpochMs: true,
  snoozedUntilEpochMs: true,
})
  .partial()
  .strict();

const Place = z.object({ pipelineId: PipelineId, stageId: StageId }).strict();

/** What goes with a place and is given back with it: a move of its own would work it out anew. */
const StoodSince = z
  .object({
    stageEnteredAtEpochMs: z.number().int(),
    closedAtEpochMs: z.number().int().nullable(),
    wasReopened: z.boolean(),
  })
  .strict();

const properties = z
  .object({
    kind: z.literal("properties"),
    values: Values,
    /** The values that are changed from: where one is another by now, nothing is changed. */
    onlyIf: Values.optional(),
    /** For a due date whose moments have passed; absent: workflows act on them. */
    pastDue: z.enum(["act", "leave"]).optional(),
  })
  .strict();

const { tags, followerIds } = EditableTicketProperties.shape;

/** The single changes that make sense for many tickets at once. */
export const BulkChange = z.discriminatedUnion("kind", [
  properties,
  z.object({ kind: z.literal("tags"), add: tags, remove: tags }).strict(),
  z.object({ kind: z.literal("followers"), add: followerIds, remove: z.array(UserId).max(200) }).strict(),
  z
    .object({
      kind: z.literal("move"),
      to: Place,
      /** G4: what the stage requires, set in the same write. */
      properties: RequiredValues.optional(),
      /** Where it is moved from: if it is elsewhere by now, nothing is changed. */
      onlyIf: Place.optional(),
      /** What it had there before. Absent: it has just come. */
      stood: StoodSince.optional(),
    })
    .strict(),
  z.object({ kind: z.literal("merge"), intoTicketId: TicketId }).strict(),
  z
    .object({
      kind: z.literal("set-aside"),
      as: AsideKind,
      /** Also whoever wrote to it is blocked. Absent: nobody is. */
      blocksWriters: z.boolean().optional(),
    })
    .strict(),
  /** Out of the trash, or no spam after all; who was blocked with it is let in again. */
  z.object({ kind: z.literal("bring-back") }).strict(),
]);
export type BulkChange = z.infer<typeof BulkChange>;

/** A change of a ticket as data: what takes it back is one of these too, or several. */
export const TicketChange = z.discriminatedUnion("kind", [
  ...BulkChange.options,
  /** H5 */
  z.object({ kind: z.literal("unmerge") }).strict(),
  z
    .object({
      kind: z.literal("link"),
      ticketId: TicketId,
      relation: z.enum(["follows", "followed-by", "related"]),
    })
    .strict(),
  z.object({ kind: z.literal("unlink"), ticketId: TicketId }).strict(),
  /** A message and what follows it in its thread become a ticket of their own. */
  z.object({ kind: z.literal("split"), messageId: MessageId }).strict(),
  /** A whole thread becomes a ticket of its own, or goes to the inbox without one. */
  z.object({ kind: z.literal("detach"), conversationId: ConversationId, to: z.enum(["ticket", "inbox"]) }).strict(),
  /** A thread that was split off or detached comes back to where it was taken from. */
  z.object({ kind: z.literal("take-in"), conversationId: ConversationId }).strict(),
]);
export type TicketChange = z.infer<typeof TicketChange>;
