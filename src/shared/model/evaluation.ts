import { z } from "zod";
import { EventId, TicketId, WorkflowId } from "./ids.ts";

/** Why an event that set off a workflow's trigger did not enrol the ticket; `fault`: the workflow could not be looked at, which the log tells more of. */
export const NotEnrolled = z.enum(["source", "in-it", "been-through", "filter", "paused", "fault", "history"]);
export type NotEnrolled = z.infer<typeof NotEnrolled>;

/** F9b: what the workflows made of one event of a ticket, as far as they did not enrol it. Kept 90 days. */
export const Evaluation = z.object({
  /** That of the event. */
  id: EventId,
  ticketId: TicketId,
  atEpochMs: z.number(),
  /** What the filters saw, by `object.property`; long texts are cut. */
  saw: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])),
  verdicts: z.array(
    z.object({
      workflowId: WorkflowId,
      revision: z.number().int(),
      triggerId: z.string(),
      why: NotEnrolled,
      /** Of the filter's conditions, in their order, `1` where it held and `0` where not; '' where the filter was not asked. */
      held: z.string(),
    }),
  ),
});
export type Evaluation = z.infer<typeof Evaluation>;
