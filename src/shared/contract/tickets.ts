import { z } from "zod";
import { MessageId, PersonId, PipelineId, StageId, TicketId } from "../model/ids.ts";
import { EditableTicketProperties, RequiredValues } from "../model/ticket.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { DraftId, OutgoingContent } from "./outgoing.ts";
import { SimilarSolved } from "./similar.ts";
import { ActivityView, ContactView, ConversationView, MessageView, TicketCard, TicketView } from "./views.ts";

const byId = z.object({ id: TicketId });

/** The status of the ticket from when the answer counts as sent, of its pipeline; in the same write, and over what automations set (D1). Absent: what follows from the answer. */
const thenStageId = StageId.optional();

/** What workflows that look at due dates do where their moment is past already as the date is set: act at once (default), or leave it. */
export const PastDue = z.enum(["act", "leave"]);
export type PastDue = z.infer<typeof PastDue>;

/** The ticket that is to be merged, and those that it could be one with, the likeliest first. */
export const MergeTargets = z.object({
  ticket: TicketCard,
  items: z.array(TicketCard.extend({ /** Of the contact that the ticket is with. */ isSameContact: z.boolean() })),
});
export type MergeTargets = z.infer<typeof MergeTargets>;

export const tickets = {
  /** Newest activity first. */
  list: procedure
    .route({ method: "GET", path: "/tickets", tags: ["Tickets"], summary: "List tickets, newest activity first" })
    .input(
      PageInput.extend({
        pipelineId: PipelineId.optional(),
        stageId: StageId.optional(),
        contactId: PersonId.optional(),
        /** Instead of a cursor: the tickets behind this place of the list, for whoever has let go of what came there. */
        after: z.object({ atEpochMs: z.coerce.number(), id: TicketId }).optional(),
      }),
    )
    .output(pageOf(TicketCard)),
  get: procedure
    .route({ method: "GET", path: "/tickets/{id}", tags: ["Tickets"], summary: "Get a ticket" })
    .input(byId)
    .output(TicketView),
  /** Everything the ticket view shows at once. */
  open: procedure
    .route({
      method: "GET",
      path: "/tickets/{id}/record",
      tags: ["Tickets"],
      summary: "Get a ticket with its contacts, conversations, messages and activities",
    })
    .input(byId)
    .output(
      z.object({
        ticket: TicketView,
        contacts: z.array(ContactView),
        conversations: z.array(ConversationView),
        messages: z.array(MessageView),
        activities: z.array(ActivityView),
      }),
    ),
  create: procedure
    .route({
      method: "POST",
      path: "/tickets",
      successStatus: 201,
      tags: ["Tickets"],
      summary: "Create a ticket by hand",
    })
    .input(
      EditableTicketProperties.pick({ subject: true })
        .extend({
          pipelineId: PipelineId,
          /** Absent: the first open stage. */
          stageId: StageId.optional(),
          priority: EditableTicketProperties.shape.priority.default(null),
          ownerId: EditableTicketProperties.shape.ownerId.default(null),
          dueAtEpochMs: EditableTicketProperties.shape.dueAtEpochMs.default(null),
          tags: EditableTicketProperties.shape.tags.default([]),
          /** An existing contact's address, or a new one's. */
          contactAddress: z.email().max(320).optional(),
          contactName: z.string().max(200).default(""),
          note: z.string().max(100_000).default(""),
          draftId: DraftId.optional(),
        })
        .strict(),
    )
    .output(TicketView),
  update: procedure
    .route({ method: "PATCH", path: "/tickets/{id}", tags: ["Tickets"], summary: "Change properties of a ticket" })
    .input(
      byId
        .extend(EditableTicketProperties.partial().shape)
        .extend({
          /** For a due date whose moments have passed. */
          pastDue: PastDue.optional(),
          /** The values that are changed from: where one is another by now, nothing is changed (409). Undo asks so. */
          onlyIf: EditableTicketProperties.partial().strict().optional(),
        })
        .strict(),
    )
    .output(TicketView),
  move: procedure
    .route({ method: "POST", path: "/tickets/{id}/move", tags: ["Tickets"], summary: "Move a ticket to a stage" })
    .input(
      byId
        .extend({
          stageId: StageId,
          /** Absent: the ticket's own pipeline. */
          pipelineId: PipelineId.optional(),
          /** G4: values for properties that the stage requires, set in the same write. */
          properties: RequiredValues.optional(),
          /** Where it is moved from: if it is elsewhere by now, nothing is changed (409). */
          onlyIf: z.object({ pipelineId: PipelineId, stageId: StageId }).strict().optional(),
        })
        .strict(),
    )
    .output(TicketView),
  /** Without words: the same contact's tickets, then those of the newest activity. */
  mergeTargets: procedure
    .route({
      method: "GET",
      path: "/tickets/{id}/merge-targets",
      tags: ["Tickets"],
      summary: "Find tickets that a ticket can be merged into: by number, subject or person",
    })
    .input(
      byId.extend({
        q: z.string().max(200).default(""),
        limit: z.coerce.number().int().min(1).max(50).default(8),
      }),
    )
    .output(MergeTargets),
  similar: procedure
    .route({
      method: "GET",
      path: "/tickets/{id}/similar",
      tags: ["Tickets"],
      summary: "Find closed tickets like a ticket, with the answers that were given",
    })
    .input(byId)
    .output(z.object({ items: z.array(SimilarSolved) })),
  /** H5: the other ticket takes over the conversations, messages, contacts, tags and followers; it comes back. */
  merge: procedure
    .route({ method: "POST", path: "/tickets/{id}/merge", tags: ["Tickets"], summary: "Merge a ticket into another" })
    .input(byId.extend({ intoTicketId: TicketId }).strict())
    .output(TicketView),
  /** H5: the ticket gets back what it brought and what came into its threads since; it comes back itself. */
  unmerge: procedure
    .route({ method: "POST", path: "/tickets/{id}/unmerge", tags: ["Tickets"], summary: "Undo the merge of a ticket" })
    .input(byId.strict())
    .output(TicketView),
  /** Marks the ticket read. */
  markRead: procedure
    .route({ method: "POST", path: "/tickets/{id}/read", tags: ["Tickets"], summary: "Mark a ticket as read" })
    .input(byId)
    .output(TicketView),
  reply: procedure
    .route({
      method: "POST",
      path: "/tickets/{id}/replies",
      successStatus: 201,
      tags: ["Tickets"],
      summary: "Answer the contact by e-mail from the ticket record; waits in the outbox",
    })
    .input(
      byId
        .extend(OutgoingContent.shape)
        .extend({
          /** The mail that is answered; absent: the last one a contact wrote. */
          messageId: MessageId.optional(),
          thenStageId,
        })
        .strict(),
    )
    .output(MessageView),
  /** A new mail, in a thread of its own, from the ticket record (D1). */
  compose: procedure
    .route({
      method: "POST",
      path: "/tickets/{id}/mails",
      successStatus: 201,
      tags: ["Tickets"],
      summary: "Write a new e-mail from the ticket record; waits in the outbox",
    })
    .input(byId.extend(OutgoingContent.shape).extend({ thenStageId }).strict())
    .output(MessageView),
  addNote: procedure
    .route({
      method: "POST",
      path: "/tickets/{id}/notes",
      successStatus: 201,
      tags: ["Tickets"],
      summary: "Add an internal note",
    })
    .input(byId.extend({ text: z.string().trim().min(1).max(500_000), draftId: DraftId.optional() }))
    .output(MessageView),
  activities: procedure
    .route({
      method: "GET",
      path: "/tickets/{id}/activities",
      tags: ["Tickets"],
      summary: "List what happened to a ticket, oldest first",
    })
    .input(PageInput.extend(byId.shape))
    .output(pageOf(ActivityView)),
};
