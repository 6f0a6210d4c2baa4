import type { NotificationView } from "#shared/contract/outbox.ts";
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
    selector: { userId: user.id },
    sortBy: "createdAtEpochMs",
    direction: "desc",
    limit: input.limit,
    cursor: input.cursor,
  });
  return { items: page.items.map((item) => viewOf(item)), nextCursor: page.nextCursor };
}

/** Marks the actor's own as read: those named, or all. Others' stay as they are. @returns how many are left unread */
export function markNotificationsRead(context: DeskContext, { user }: Actor, ids?: readonly string[]): Promise<number> {
  const { inboxItems } = context.store;
  return context.queue.run(async () => {
    const unread = await inboxItems.find({ selector: { userId: user.id, read: false } });
    const named = ids === undefined ? null : new Set(ids);
    const rows = unread
      .filter(({ id }) => named === null || named.has(id))
      .map((previous) => ({ previous, next: touch(previous, { read: true }, context.nextStamp(), []) }));
    await inboxItems.write(rows);
    return unread.length - rows.length;
  });
}
