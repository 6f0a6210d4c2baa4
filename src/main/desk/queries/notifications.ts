import type { NotificationView } from "#shared/contract/outbox.ts";
import type { InboxItem } from "#shared/model/inbox-item.ts";
import { touch } from "#shared/rules/merge/merge-documents.ts";
import type { Actor, DeskContext } from "../context.ts";
import { findPage } from "./find-page.ts";
import type { Page } from "./paging.ts";
import { viewOf } from "./views.ts";

/** The actor's notifications, newest first. */
export async function listNotifications(
  { store }: DeskContext,
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

/** Marks the actor's own as read: those named, or all. Others' stay as they are. @returns how many are left unread */
export function markNotificationsRead(context: DeskContext, { user }: Actor, ids?: readonly string[]): Promise<number> {
  const { inboxItems } = context.store;
  return context.queue.run(async () => {
    const unread = await inboxItems.find({ selector: { userId: user.id, kind: "notification", read: false } });
    const named = ids === undefined ? null : new Set(ids);
    const rows = unread
      .filter(isNotification)
      .filter(({ id }) => named === null || named.has(id))
      .map((previous) => ({ previous, next: touch(previous, { read: true }, context.nextStamp(), []) }));
    await inboxItems.write(rows);
    return unread.length - rows.length;
  });
}
