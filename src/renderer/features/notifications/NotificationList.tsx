import { ActionIcon, Button, Skeleton, Stack, Text, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useCallback, useEffect } from "react";
import { hrefOf } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { withNotifications } from "#renderer/state/notifications.ts";
import { usePages } from "#renderer/state/use-pages.ts";
import type { NotificationView } from "#shared/contract/outbox.ts";
import css from "./NotificationBell.module.css";
import { describeNotification } from "#shared/notifications/describe.ts";
import { detailOfNotification, routeOfNotification } from "./describe-notification.ts";
import { TopicIcon } from "./TopicIcon.tsx";
import { useMarkRead } from "./use-mark-read.ts";

const cx = classNamesOf(css);

/** What is in the bell's panel: newest first. */
export function NotificationList({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useI18n();
  const desk = useDesk();
  const { client } = desk;
  const load = useCallback(
    (cursor: string | undefined) => client.notifications.list(cursor === undefined ? {} : { cursor }),
    [client],
  );
  const list = usePages<NotificationView>(load, idOf);
  const { update } = list;
  const markRead = useMarkRead(update);
  useEffect(
    () =>
      desk.onLive((entry) => {
        if (entry.type !== "changes" || entry.notifications === undefined) return;
        const { notifications } = entry;
        update((items) => withNotifications(items, notifications));
      }),
    [desk, update],
  );
  const hasUnread = list.items.some(({ read }) => !read);
  return (
    <>
      <div className={cx("head")}>
        <h2 className={cx("title")}>{t("notifications.title")}</h2>
        <Button
          variant="subtle"
          size="compact-xs"
          disabled={!hasUnread}
          onClick={() => void markRead(null)}
          data-autofocus
        >
          {t("notifications.markAll")}
        </Button>
      </div>
      <div className={cx("scroller")}>
        {list.isStarting ? (
          <Stack gap="xs" p="sm" aria-busy>
            <Skeleton height={40} />
            <Skeleton height={40} />
          </Stack>
        ) : null}
        {list.error === undefined ? null : (
          <Text c="var(--pd-danger)" p="sm" role="alert">
            {failureText(list.error, t)}
          </Text>
        )}
        {list.isComplete && list.items.length === 0 ? (
          <EmptyState
            icon={<IconBell size={28} stroke={1.5} />}
            title={t("notifications.empty.title")}
            text={t("notifications.empty.text")}
          />
        ) : (
          <ul className={cx("list")} aria-label={t("notifications.title")}>
            {list.items.map((notification) => (
              <Item
                key={notification.id}
                notification={notification}
                onRead={() => void markRead([notification.id])}
                onLeave={onLeave}
              />
            ))}
          </ul>
        )}
        {list.isComplete || list.isStarting ? null : (
          <div className={cx("foot")}>
            <Button variant="subtle" size="compact-xs" onClick={list.loadMore}>
              {t(list.error === undefined ? "notifications.more" : "shell.tryAgain")}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}

function Item(props: {
  readonly notification: NotificationView;
  readonly onRead: () => void;
  readonly onLeave: () => void;
}) {
  const { t } = useI18n();
  const { notification } = props;
  const route = routeOfNotification(notification);
  const text = describeNotification(notification, t);
  const detail = detailOfNotification(notification, t);
  return (
    <li className={cx("item", !notification.read && "unread")}>
      <span className={cx("icon")}>
        <TopicIcon topic={notification.topic} />
      </span>
      <div>
        {route === null ? (
          <span className={cx("text")}>{text}</span>
        ) : (
          <a
            className={cx("text")}
            href={hrefOf(route)}
            onClick={() => {
              if (!notification.read) props.onRead();
              props.onLeave();
            }}
          >
            {text}
          </a>
        )}
        {detail === "" ? null : <div className={cx("detail")}>{detail}</div>}
        <RelativeTime atEpochMs={notification.createdAtEpochMs} className={cx("age")} />
      </div>
      {notification.read ? null : (
        <Tooltip label={t("notifications.markOne")}>
          <ActionIcon size="sm" aria-label={`${t("notifications.markOne")}: ${text}`} onClick={props.onRead}>
            <span className={cx("dot")} />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}

function idOf(notification: NotificationView): string {
  return notification.id;
}
