import { touch } from "#shared/rules/merge/merge-documents.ts";
import type { Actor, DeskContext } from "../context.ts";
import { isNotification } from "../queries/notifications.ts";

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
