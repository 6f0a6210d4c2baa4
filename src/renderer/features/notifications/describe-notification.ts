import type { Route } from "#renderer/app/routes.ts";
import { channelRoute } from "#renderer/features/settings/channels/channel-routes.ts";
import type { NotificationView } from "#shared/contract/outbox.ts";
import type { Translate } from "#shared/i18n/index.ts";

/** What happened, in one sentence. */
export function describeNotification(notification: NotificationView, t: Translate): string {
  const about = notification.about === "" ? t("outbox.row.noSubject") : notification.about;
  return t(`notifications.topic.${notification.topic}`, { about });
}

/** Where a person does something about it: at the mail while it waits for them, else at the ticket; at the mailbox. */
export function routeOfNotification(notification: NotificationView): Route | null {
  const { topic, channelId, outboxItemId, ticketId } = notification;
  if (topic === "mailbox-refused") return channelId === null ? null : channelRoute(channelId);
  if (outboxItemId !== null) return { page: "outbox", tab: "all", itemId: outboxItemId };
  return ticketId === null ? null : { page: "ticket", ticketId };
}
