import type { NotificationView } from "#shared/contract/outbox.ts";
import type { InboxItem } from "#shared/model/inbox-item.ts";
import type { Actor } from "../context.ts";
import type { ReadContext } from "../read-context.ts";
import { findPage } from "./find-page.ts";
import type { Page } from "./paging.ts";
import { viewOf } from "./views.ts";

/** The actor's notifications, newest first. */
export async function listNotifications(
  { store }: ReadContext,
  { user }: Actor,
  input: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<NotificationView>> {
  const page = await findPage(store.inboxItems, {
    selector: { userId: user.id, kind: "notification" },
    sortBy: "createdAtEpochMs",
    direction: "desc",
    limit: input.limit,
    cursor: input.cursor,
  });
  return { items: page.items.filter(isNotification).map((item) => viewOf(item)), nextCursor: page.nextCursor };
}

export function isNotification<Item extends InboxItem>(item: Item): item is Item & { readonly kind: "notification" } {
  return item.kind === "notification";
}
