import { z } from "zod";
import { NotEnrolled } from "../model/evaluation.ts";
import { RunId, TicketId, WorkflowId } from "../model/ids.ts";
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
