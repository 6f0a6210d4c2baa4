import { Button, Group, Text } from "@mantine/core";
import { notifications as toasts } from "@mantine/notifications";
import { useEffect, useRef } from "react";
import { navigate } from "#renderer/state/routes.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { newsAmong } from "#shared/notifications/news.ts";
import type { NotificationView } from "#shared/contract/outbox.ts";
import { describeNotification } from "#shared/notifications/describe.ts";
import { routeOfNotification } from "./describe-notification.ts";
import { TopicIcon } from "./TopicIcon.tsx";

/** Long enough to read two lines and decide. */
const SHOWN_MS = 12_000;

/** Says what is new as soon as it happens. */
export function NotificationToasts() {
  const desk = useDesk();
  const { t } = useI18n();
  const told = useRef<ReadonlySet<string>>(new Set());
  useEffect(
    () =>
      desk.onLive((entry) => {
        if (entry.type !== "changes" || entry.notifications === undefined) return;
        const found = newsAmong(entry.notifications, told.current, desk.now());
        told.current = found.told;
        for (const notification of found.news) {
          toasts.show({
            id: notification.id,
            autoClose: SHOWN_MS,
            icon: <TopicIcon topic={notification.topic} />,
            color: "yellow",
            withBorder: true,
            message: <News notification={notification} />,
            closeButtonProps: { "aria-label": t("shell.close") },
          });
        }
      }),
    [desk, t],
  );
  return null;
}

function News({ notification }: { readonly notification: NotificationView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const route = routeOfNotification(notification);
  const look = (): void => {
    toasts.hide(notification.id);
    // Who looks has read it; where that can't be told now, it stays unread, which is the lesser evil.
    client.notifications.markRead({ ids: [notification.id] }).catch(() => undefined);
    if (route !== null) navigate(route);
  };
  return (
    <Group gap="xs" wrap="nowrap" justify="space-between">
      <Text size="xs" style={{ overflowWrap: "anywhere" }} lineClamp={4}>
        {describeNotification(notification, t)}
      </Text>
      {route === null ? null : (
        <Button size="compact-xs" variant="light" flex="none" onClick={look}>
          {t("notifications.look")}
        </Button>
      )}
    </Group>
  );
}
