import { z } from "zod";
import { NotEnrolled } from "../model/evaluation.ts";
import { PipelineId, RunId, TicketId, WorkflowId } from "../model/ids.ts";
import { Filter } from "../automation/filters/filter.ts";
import { MAX_TRIGGERS } from "../automation/limits.ts";
import { BusinessHours } from "../automation/schedule/business-hours.ts";
import { Trigger } from "../automation/triggers/trigger.ts";
import { SourceKind } from "../model/ticket.ts";
import { procedure } from "./base.ts";
import { TicketView } from "./views.ts";

/** Tickets of one request: a page of a list. */
const MAX_TICKETS_AT_ONCE = 200;

const byId = z.object({ id: WorkflowId });
const someTickets = byId.extend({ ticketIds: z.array(TicketId).min(1).max(MAX_TICKETS_AT_ONCE) }).strict();

/** What became of a ticket that a person put into a workflow. `why` as in "why not?", or that there is no such ticket, or none of the workflow's pipeline. */
export const EnrolmentResult = z.discriminatedUnion("enrolled", [
  z.object({ ticketId: TicketId, enrolled: z.literal(true), runId: RunId }),
  z.object({
    ticketId: TicketId,
    enrolled: z.literal(false),
    why: z.enum([...NotEnrolled.options, "not-found", "pipeline", "switched-off"]),
  }),
]);
export type EnrolmentResult = z.infer<typeof EnrolmentResult>;

export const UnenrolmentResult = z.discriminatedUnion("left", [
  z.object({ ticketId: TicketId, left: z.literal(true) }),
  z.object({ ticketId: TicketId, left: z.literal(false), why: z.enum(["not-found", "not-in-it"]) }),
]);
export type UnenrolmentResult = z.infer<typeof UnenrolmentResult>;

/** F3: tickets that meet the triggers and the filter now. */
export const Matching = z.object({
  matching: z.number().int(),
  /** False: there are so many tickets that only a part was looked at; it is at least that many. */
  isExact: z.boolean(),
});
export type Matching = z.infer<typeof Matching>;

/** Tickets that are listed beside their number. */
export const MAX_MATCHING_LISTED = 50;

/** What is asked of tickets while it is put together: it need not be saved. */
export const MatchingQuestion = z
  .object({
    /** null: every pipeline. */
    pipelineId: PipelineId.nullable().default(null),
    /** Only tickets that meet one of these now; absent: whichever. */
    triggers: z.array(Trigger).min(1).max(MAX_TRIGGERS).optional(),
    filter: Filter,
    /** Only tickets of these; absent: of all. */
    sources: z.array(SourceKind).max(10).optional(),
    /** Of the workflow: conditions may count in them. */
    businessHours: BusinessHours.nullable().default(null),
  })
  .strict();
export type MatchingQuestion = z.infer<typeof MatchingQuestion>;

export const MatchingTickets = Matching.extend({
  /** The newest first, some of them. */
  items: z.array(z.object({ id: TicketId, number: z.number().int().nullable(), subject: z.string() })),
});
export type MatchingTickets = z.infer<typeof MatchingTickets>;

/** Putting tickets into workflows and taking them out by hand, and letting them act again (F2, F3, F11). */
export const enrolment = {
  enrol: procedure
    .route({
      method: "POST",
      path: "/workflows/{id}/enrol",
      tags: ["Workflows"],
      summary: "Put tickets into a workflow",
    })
    .input(someTickets)
    .output(z.object({ items: z.array(EnrolmentResult) })),
  unenrol: procedure
    .route({
      method: "POST",
      path: "/workflows/{id}/unenrol",
      tags: ["Workflows"],
      summary: "Take tickets out of a workflow",
    })
    .input(someTickets)
    .output(z.object({ items: z.array(UnenrolmentResult) })),
  /** Answers when all are enrolled; goes on where the caller does not wait for it. */
  enrolExisting: procedure
    .meta({ access: "settings" })
    .route({
      method: "POST",
      path: "/workflows/{id}/enrol-existing",
      tags: ["Workflows"],
      summary: "Enrol the tickets that meet a workflow's triggers and filter now",
    })
    .input(byId.strict())
    .output(z.object({ enrolled: z.number().int() })),
  matching: procedure
    .route({
      method: "GET",
      path: "/workflows/{id}/matching",
      tags: ["Workflows"],
      summary: "Count the tickets that meet a workflow's triggers and filter now",
    })
    .input(byId)
    .output(Matching),
  /** Changes nothing. Looks at the newest tickets first, and for a second or two. */
  matchingTickets: procedure
    .meta({ access: "everyone", viewers: "reads" })
    .route({
      method: "POST",
      path: "/workflows/matching",
      tags: ["Workflows"],
      summary: "Count and list the tickets that meet triggers and conditions now, saved or not",
    })
    .input(MatchingQuestion)
    .output(MatchingTickets),
  /** F11 */
  resume: procedure
    .route({
      method: "POST",
      path: "/tickets/{id}/workflows/{workflowId}/resume",
      tags: ["Workflows"],
      summary: "Let a workflow act on a ticket again",
    })
    .input(z.object({ id: TicketId, workflowId: WorkflowId }).strict())
    .output(TicketView),
};
