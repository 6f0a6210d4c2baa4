import { z } from "zod";
import { ERASED } from "./erased.ts";
import { ChannelId, OutboxItemId, TicketId, UserId } from "./ids.ts";
import { Stamps } from "./stamps.ts";

/** What a notification is about; the interface has the words. */
export const NotificationTopic = z.enum([
  "mail-failed",
  "mail-held",
  "mail-unsure",
  "mail-returned",
  "mailbox-refused",
  /** Somebody wrote on a closed ticket and that did not reopen it: `about` is who, `detail` the subject. */
  "mail-on-closed",
  /** A workflow's step tells something (E2, F5): `about` is its title, `detail` its text. */
  "workflow-message",
  /** A note names the user: `about` is who wrote it, `detail` its beginning. */
  "mentioned",
  /** A snoozed ticket's time has come: `about` is its subject. */
  "snooze-over",
  /** A run failed: `about` is the workflow's name, `detail` why. */
  "workflow-failed",
  /** F11: `about` is the workflow's name. */
  "workflow-paused",
  /** D7: what came into a channel as history would have set off workflows. `about` is the channel's name. */
  "history-offer",
]);
export type NotificationTopic = z.infer<typeof NotificationTopic>;

const forOneUser = {
  ...ERASED,
  /** Derived from what it tells of, so that it is told once. */
  id: z.string(),
  userId: UserId,
  ticketId: TicketId.nullable(),
  createdAtEpochMs: z.number().int(),
  stamps: Stamps,
};

export const Notification = z.object({
  ...forOneUser,
  kind: z.literal("notification"),
  topic: NotificationTopic,
  outboxItemId: OutboxItemId.nullable(),
  channelId: ChannelId.nullable(),
  /** A subject, an address, a server's words: what the topic's sentence names. */
  about: z.string(),
  detail: z.string(),
  read: z.boolean(),
});
export type Notification = z.infer<typeof Notification>;

/** More than fits beside a ticket belongs into a note. */
export const MAX_TASK_DETAIL_CHARACTERS = 5000;

/** Something to be done for a ticket. */
export const Task = z.object({
  ...forOneUser,
  kind: z.literal("task"),
  title: z.string().min(1).max(500),
  detail: z.string().max(MAX_TASK_DETAIL_CHARACTERS),
  dueAtEpochMs: z.number().nullable(),
  doneAtEpochMs: z.number().nullable(),
  /** H5: the merged tickets by which it came to its ticket. Absent: none. */
  mergedFrom: z.array(TicketId).optional(),
});
export type Task = z.infer<typeof Task>;

/** What waits for one user. */
export const InboxItem = z.discriminatedUnion("kind", [Notification, Task]);
export type InboxItem = z.infer<typeof InboxItem>;
