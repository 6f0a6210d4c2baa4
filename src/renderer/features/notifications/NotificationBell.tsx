import { ActionIcon, Indicator, Popover, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { usePopover } from "#renderer/components/use-popover.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { NotificationList } from "./NotificationList.tsx";

const MAX_SHOWN = 99;

/** The bell of the top bar with the number of what wasn't read; opens the list. */
export function NotificationBell() {
  const { t } = useI18n();
  const { opened, setOpened } = usePopover();
  const unread = useDeskState((state) => state.status?.counts.unreadNotifications ?? 0);
  const label = unread === 0 ? t("notifications.openNone") : t("notifications.open", { count: unread });
  return (
    <Popover width={380} position="bottom-end" trapFocus closeOnEscape={false} opened={opened} onChange={setOpened}>
      <Indicator
        disabled={unread === 0}
        label={unread > MAX_SHOWN ? `${MAX_SHOWN}+` : unread}
        size={15}
        offset={5}
        color="iris"
        styles={{ indicator: { pointerEvents: "none", fontSize: 10 } }}
      >
        <Popover.Target>
          <Tooltip label={label} disabled={opened}>
            <ActionIcon aria-label={label} onClick={() => setOpened(!opened)}>
              <IconBell size={18} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label={t("notifications.title")}>
        <NotificationList onLeave={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
