import { z } from "zod";
import { ChannelId, OutboxItemId, TicketId, UserId } from "./ids.ts";
import { Stamps } from "./stamps.ts";

/** What a notification is about; the interface has the words. */
export const NotificationTopic = z.enum([
  "mail-failed",
  "mail-held",
  "mail-unsure",
  "mail-returned",
  "mailbox-refused",
]);
export type NotificationTopic = z.infer<typeof NotificationTopic>;

/** What waits for one user. */
export const InboxItem = z.object({
  /** Derived from what it tells of, so that it is told once. */
  id: z.string(),
  kind: z.literal("notification"),
  userId: UserId,
  topic: NotificationTopic,
  ticketId: TicketId.nullable(),
  outboxItemId: OutboxItemId.nullable(),
  channelId: ChannelId.nullable(),
  /** A subject, an address, a server's words: what the topic's sentence names. */
  about: z.string(),
  detail: z.string(),
  read: z.boolean(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
});
export type InboxItem = z.infer<typeof InboxItem>;
