import type { NotificationView } from "../contract/outbox.ts";
import type { Translate } from "../i18n/index.ts";

/** What happened, in one sentence. */
export function describeNotification(notification: NotificationView, t: Translate): string {
  const about = notification.about === "" ? t("outbox.row.noSubject") : notification.about;
  return t(`notifications.topic.${notification.topic}`, { about });
}
