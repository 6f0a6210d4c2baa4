import { z } from "zod";
import { TicketId, UserId } from "./ids.ts";
import { Stamps } from "./stamps.ts";

/** What waits for one user: a task or a notification. */
export const InboxItem = z.object({
  id: z.string(),
  kind: z.enum(["task", "notification"]),
  userId: UserId,
  ticketId: TicketId.nullable(),
  title: z.string(),
  done: z.boolean(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type InboxItem = z.infer<typeof InboxItem>;
