import { z } from "zod";
import { Cause } from "./cause.ts";
import { TicketEventBody } from "./event.ts";
import { EventId, TicketId } from "./ids.ts";

/** One line of a ticket's timeline and audit trail. Written once, never changed; its id is the event's. */
export const Activity = z.object({
  id: EventId,
  ticketId: TicketId,
  atEpochMs: z.number(),
  stamp: z.string(),
  cause: Cause,
  body: TicketEventBody,
});
export type Activity = z.infer<typeof Activity>;
