import { z } from "zod";
import { AsideKind } from "./aside-kind.ts";
import { ChannelId, ConversationId, PersonId, PipelineId, StageId, TicketId, UserId, WorkflowId } from "./ids.ts";
import { MergeRecord } from "./merge-record.ts";
import { OwnValues, OwnValuesPatch } from "./setup/property.ts";
import { TicketSla } from "./sla.ts";
import { Stamps } from "./stamps.ts";
import { TicketPriority } from "./ticket-priority.ts";

export { TicketPriority };

export const SourceKind = z.enum(["email", "form", "chat", "messenger", "manual"]);
export type SourceKind = z.infer<typeof SourceKind>;

export const TicketLink = z.object({ ticketId: TicketId, relation: z.enum(["follows", "followed-by", "related"]) });

export const MAX_TICKET_SUBJECT_CHARACTERS = 500;

/** More than a desk has agents for one ticket. */
export const MAX_FOLLOWERS = 200;

/** A moment that a calendar can show: JavaScript's dates reach 100 million days from 1970 to both sides. */
const epochMs = z.number().int().min(-8.64e15).max(8.64e15);

/** The end of the year 9999: a ticket snoozed until then wakes by an answer alone. No later, so that what counts on from it stays a date. */
export const UNTIL_ANSWERED_EPOCH_MS = 253_402_300_799_999;

/** What a person may edit in place; everything else changes by its own command. */
export const EditableTicketProperties = z.object({
  subject: z.string().trim().min(1).max(MAX_TICKET_SUBJECT_CHARACTERS),
  priority: TicketPriority.nullable(),
  ownerId: UserId.nullable(),
  dueAtEpochMs: epochMs.nullable(),
  /** C3: an agent can always set or clear the close date by hand. */
  closedAtEpochMs: epochMs.nullable(),
  tags: z.array(z.string().trim().min(1).max(60)).max(50),
  followerIds: z.array(UserId).max(MAX_FOLLOWERS),
  /** Nobody needs to look at it until then, or until the customer writes; `UNTIL_ANSWERED_EPOCH_MS`: until they write. Null or absent: it is worked on. */
  snoozedUntilEpochMs: epochMs.nullable().optional(),
});
export type EditableTicketProperties = z.infer<typeof EditableTicketProperties>;

/** G4: values for properties that a stage requires, given with the move into it. */
export const RequiredValues = EditableTicketProperties.pick({
  subject: true,
  priority: true,
  ownerId: true,
  dueAtEpochMs: true,
  tags: true,
})
  .extend({ /** Of the desk's own properties. */ values: OwnValuesPatch })
  .partial()
  .strict();

const Aside = z.object({
  as: AsideKind,
  atEpochMs: z.number().int(),
  byUserId: UserId,
  /** Who was blocked with it, and is let in again when it comes back. Absent: nobody was. */
  blockedIds: z.array(PersonId).optional(),
});

const StageKindMark = z.object({
  id: z.string(),
  before: z.object({ closedAtEpochMs: epochMs.nullable(), wasReopened: z.boolean() }),
  after: epochMs.nullable(),
});

export const Ticket = EditableTicketProperties.extend({
  id: TicketId,
  /** Never given twice (H2). Null: a device of a team made the ticket offline and had no number left; it gets one when it reaches the server. */
  number: z.number().int().nullable(),
  /** Stands in for the number until then, on every device: of the device that made it alone. Absent where there is a number. */
  provisionalNumber: z.number().int().optional(),
  pipelineId: PipelineId,
  stageId: StageId,
  contactIds: z.array(PersonId),
  /** The first of the contacts; kept apart because the store indexes it. */
  primaryContactId: PersonId.nullable(),
  source: SourceKind,
  channelId: ChannelId.nullable(),
  /** The thread in which the ticket was created (D2); null for a ticket made by hand. */
  originConversationId: ConversationId.nullable(),
  createdAtEpochMs: z.number().int(),
  /** C6: close date minus create date, milliseconds; null while there is no close date. */
  timeToCloseMs: z.number().int().nullable(),
  /** D4: true once the ticket has been closed and then opened again. */
  wasReopened: z.boolean(),
  stageEnteredAtEpochMs: z.number().int(),
  /** C4: what it was before its stage became of another kind, and which close date it got by that. Goes when the ticket moves on. */
  stageKindChange: StageKindMark.optional(),
  /** A2: what it was before its pipeline was deleted, and which close date it got by that. Goes when the ticket moves on. */
  pipelineRemoval: z
    .object({
      id: z.string(),
      before: z.object({
        stageId: StageId,
        stageEnteredAtEpochMs: z.number().int(),
        closedAtEpochMs: epochMs.nullable(),
        wasReopened: z.boolean(),
        stageKindChange: StageKindMark.optional(),
      }),
      after: epochMs.nullable(),
    })
    .optional(),
  lastActivityAtEpochMs: z.number().int(),
  lastCustomerMessageAtEpochMs: z.number().int().nullable(),
  lastAgentMessageAtEpochMs: z.number().int().nullable(),
  /** When somebody of the customer's side last wrote beside the ticket's threads, or anew elsewhere: that ends their silence, and asks for no answer here. Absent: nobody did. */
  customerHeardAtEpochMs: z.number().int().optional(),
  /** When the due date was set last: one that was past by then is news all the same (F2). Absent: it never was, or by an older program. */
  dueSetAtEpochMs: z.number().int().optional(),
  /** Whoever set the due date wants nothing to come of moments that were past by then. Absent: what was past fires at once. */
  dueQuietUntilEpochMs: z.number().int().optional(),
  /** Who snoozed it: told when it wakes, where it has no owner. Absent: it is not snoozed, or a workflow did it. */
  snoozedByUserId: UserId.optional(),
  /** D7: messages up to then came with an archive or a first fetch, and count in no silence. Absent: none did. */
  historyUntilEpochMs: z.number().int().optional(),
  messageCount: z.number().int(),
  /** The beginning of the newest message, for lists. */
  snippet: z.string(),
  /** True from an incoming message until somebody opens the ticket. */
  unread: z.boolean(),
  links: z.array(TicketLink),
  /** Of the desk's own properties; each merges by itself (H3). Absent: it has none. */
  values: OwnValues.optional(),
  /** What is promised of it, and how that stands. Absent or null: it falls under no policy. */
  sla: TicketSla.nullable().optional(),
  /** F11: workflows that leave this ticket alone since a chain of automatic changes was cut. Absent where there never was one. */
  pausedWorkflows: z
    .array(z.object({ workflowId: WorkflowId, atEpochMs: z.number(), changes: z.number().int() }))
    .optional(),
  /** The ticket that this one was merged into. */
  mergedIntoTicketId: TicketId.optional(),
  /** H5: what undoing the merge gives back. Absent where it is not merged, or was by a program that could not undo it. */
  merge: MergeRecord.optional(),
  /** Out of the way: thrown away or spam. It is on no board, counts nowhere, and no automation sees to it. Absent: it is worked on. */
  aside: Aside.optional(),
  stamps: Stamps,
});
export type Ticket = z.infer<typeof Ticket>;
