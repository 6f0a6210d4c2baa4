import type { Route } from "#renderer/state/routes.ts";
import { channelRoute } from "#renderer/state/channel-routes.ts";
import type { NotificationView } from "#shared/contract/outbox.ts";
import type { Translate } from "#shared/i18n/index.ts";
import type { Hold } from "#shared/model/outbox-item.ts";

const HOLDS = ["stale", "cap", "bounced"] as const satisfies readonly Hold["kind"][];

/** More about it: why a mail is held, else the server's own words; '' where there is nothing to add. */
export function detailOfNotification({ topic, detail }: NotificationView, t: Translate): string {
  if (topic !== "mail-held") return detail;
  const kind = HOLDS.find((known) => known === detail);
  return kind === undefined ? "" : t(`notifications.held.${kind}`);
}

/** Where a person does something about it: at the mail while it waits for them, else at the ticket; at the mailbox. */
export function routeOfNotification(notification: NotificationView): Route | null {
  const { topic, channelId, outboxItemId, ticketId } = notification;
  if (topic === "history-offer") return { page: "settings", section: "history", id: null, tab: null };
  if (topic === "mailbox-refused") return channelId === null ? null : channelRoute(channelId);
  if (topic === "workflow-failed" || topic === "workflow-paused") return { page: "attention" };
  if (outboxItemId !== null) return { page: "outbox", tab: "all", itemId: outboxItemId };
  return ticketId === null ? null : { page: "ticket", ticketId };
}
