import { z } from "zod";
import { MailAddress } from "../model/mail.ts";
import { ChannelId, OutboxItemId } from "../model/ids.ts";
import { Notification } from "../model/inbox-item.ts";
import { OutboxItem, OutboxState } from "../model/outbox-item.ts";
import { PageInput, pageOf, procedure } from "./base.ts";
import { OutgoingContent } from "./outgoing.ts";
import { MessageView } from "./views.ts";

/** An outbox item with what a list shows of its mail. */
export const OutboxItemView = OutboxItem.omit({ stamp: true, basisStamp: true }).extend({
  subject: z.string(),
  to: z.array(MailAddress),
  snippet: z.string(),
  ticketNumber: z.number().nullable(),
  ticketSubject: z.string(),
  channelName: z.string(),
  authorName: z.string(),
  /** The item before it on the same ticket that must go first; null where it is next. */
  waitsForId: OutboxItemId.nullable(),
});
export type OutboxItemView = z.infer<typeof OutboxItemView>;

const byId = z.object({ id: OutboxItemId });
const item = (path: `/${string}`, summary: string) =>
  procedure.route({ method: "POST", path: `/outbox/{id}${path}`, tags: ["Outbox"], summary });

export const outbox = {
  list: procedure
    .route({ method: "GET", path: "/outbox", tags: ["Outbox"], summary: "List outgoing mail, newest first" })
    .input(
      PageInput.extend({
        /** `open`: everything that still waits, or waits for a person. */
        state: OutboxState.or(z.literal("open")).optional(),
        channelId: ChannelId.optional(),
      }),
    )
    .output(pageOf(OutboxItemView)),
  get: procedure
    .route({ method: "GET", path: "/outbox/{id}", tags: ["Outbox"], summary: "Get an outgoing mail's state" })
    .input(byId)
    .output(OutboxItemView),
  /** Takes it back: until its bytes go out. Also takes back the status that D1 set, if nothing moved the ticket since. */
  cancel: item("/cancel", "Take an outgoing mail back").input(byId).output(OutboxItemView),
  /** Ends the undo window, the chosen time or a pause after a failed attempt. Also brings back a failed or cancelled one. */
  sendNow: item("/send", "Send as soon as possible").input(byId).output(OutboxItemView),
  sendLater: item("/schedule", "Send at a chosen time")
    .input(byId.extend({ sendAtEpochMs: z.number().int().min(0).max(8.64e15) }).strict())
    .output(OutboxItemView),
  /** H1b, D7: a person has looked and wants it sent all the same. */
  release: item("/release", "Send a held mail all the same").input(byId).output(OutboxItemView),
  /** `sent`: it arrived, leave it. `again`: it did not, send it once more. */
  resolve: item("/resolve", "Decide about a mail that may have been sent")
    .input(byId.extend({ as: z.enum(["sent", "again"]) }).strict())
    .output(OutboxItemView),
  /** The waiting mail's content anew; its Message-ID and place in the thread stay. */
  edit: procedure
    .route({ method: "PUT", path: "/outbox/{id}/content", tags: ["Outbox"], summary: "Change a waiting mail" })
    .input(byId.extend(OutgoingContent.omit({ sendAtEpochMs: true, draftId: true }).shape).strict())
    .output(MessageView),
};

export const NotificationView = Notification.omit({ stamps: true });
export type NotificationView = z.infer<typeof NotificationView>;

export const notifications = {
  list: procedure
    .route({
      method: "GET",
      path: "/notifications",
      tags: ["Notifications"],
      summary: "List my notifications, newest first",
    })
    .input(PageInput)
    .output(pageOf(NotificationView)),
  /** All of mine where `ids` is absent. */
  markRead: procedure
    .meta({ access: "everyone", viewers: "own-seat" })
    .route({
      method: "POST",
      path: "/notifications/read",
      tags: ["Notifications"],
      summary: "Mark notifications as read",
    })
    .input(z.object({ ids: z.array(z.string().max(128)).max(200).optional() }).strict())
    .output(z.object({ unread: z.number() })),
};
