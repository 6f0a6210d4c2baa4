import { z } from "zod";
import { ERASED } from "./erased.ts";
import { Cause } from "./cause.ts";
import { Base, TicketEventBody } from "./event.ts";
import { EventId, TicketId } from "./ids.ts";

/** One line of a ticket's timeline and audit trail. Written once, never changed; its id is the event's. */
export const Activity = z.object({
  ...ERASED,
  id: EventId,
  ticketId: TicketId,
  atEpochMs: z.number(),
  stamp: z.string(),
  cause: Cause,
  body: TicketEventBody,
  /** In a team: the stamps of what it changed from. Absent on a solo desk, and where it changed no property. */
  base: Base.optional(),
  /** D7, of what a device of a team took in beside the host, which learns by this to set nothing off. Absent: it may. */
  isHistory: z.literal(true).optional(),
});
export type Activity = z.infer<typeof Activity>;
