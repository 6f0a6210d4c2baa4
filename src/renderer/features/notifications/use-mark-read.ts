import { useCallback } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { PagedList } from "#renderer/state/use-pages.ts";
import type { NotificationView } from "#shared/contract/outbox.ts";

/** Marks notifications as read, painted at once and taken back where the core refuses; null: all of them. Never rejects. */
export function useMarkRead(
  update: PagedList<NotificationView>["update"],
): (ids: readonly string[] | null) => Promise<void> {
  const { client } = useDesk();
  const toasts = useToasts();
  return useCallback(
    async (ids) => {
      const isMeant = ({ id }: NotificationView) => ids === null || ids.includes(id);
      let unread: readonly string[] = [];
      update((items) => {
        unread = items.filter((item) => isMeant(item) && !item.read).map(({ id }) => id);
        return items.map((item) => (isMeant(item) ? { ...item, read: true } : item));
      });
      try {
        await client.notifications.markRead(ids === null ? {} : { ids: [...ids] });
      } catch (error) {
        update((items) => items.map((item) => (unread.includes(item.id) ? { ...item, read: false } : item)));
        toasts.failed(error);
      }
    },
    [client, toasts, update],
  );
}
