/** Which of the notifications that the live feed tells are news. */
import type { NotificationView } from "../contract/outbox.ts";

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
