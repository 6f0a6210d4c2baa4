/** The list of notifications. Pure. */
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
