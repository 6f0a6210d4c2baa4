/** The list of notifications, and which of those that the live feed tells are news. Pure. */
import type { NotificationView } from "#shared/contract/outbox.ts";

/** Newest first, each once, as it is now. */
export function withNotifications(
  items: readonly NotificationView[],
  changed: readonly NotificationView[],
): readonly NotificationView[] {
  if (changed.length === 0) return items;
  const ids = new Set(changed.map(({ id }) => id));
  return [...items.filter(({ id }) => !ids.has(id)), ...changed].toSorted(
    (a, b) => b.createdAtEpochMs - a.createdAtEpochMs || (a.id < b.id ? 1 : -1),
  );
}

/** Older ones came with a sync or were told before: they are in the list, but no longer news. */
const NEWS_MS = 5 * 60_000;

/** Those to be said aloud: unread, new, and not told before. `told` is theirs and every earlier one's ids. */
export function newsAmong(
  changed: readonly NotificationView[],
  told: ReadonlySet<string>,
  nowEpochMs: number,
): { readonly news: readonly NotificationView[]; readonly told: ReadonlySet<string> } {
  const news = changed.filter(
    ({ id, read, createdAtEpochMs }) => !read && !told.has(id) && nowEpochMs - createdAtEpochMs < NEWS_MS,
  );
  return { news, told: new Set([...told, ...changed.map(({ id }) => id)]) };
}
