import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLayoutSidebar, IconLayoutSidebarLeftExpand, IconSend } from "@tabler/icons-react";
import { classNamesOf } from "../components/class-names.ts";
import { useDeskState, useI18n, usePreferences, useSetPreferences } from "../state/desk-context.tsx";
import { AppearanceMenu } from "./AppearanceMenu.tsx";
import { Breadcrumb } from "./Breadcrumb.tsx";
import { ConnectionState } from "./ConnectionState.tsx";
import { SearchField } from "./SearchField.tsx";
import css from "./TopBar.module.css";

const cx = classNamesOf(css);

/** Where am I, search, connection, outbox, appearance. */
export function TopBar() {
  const { t } = useI18n();
  const collapsed = usePreferences((preferences) => preferences.listCollapsed);
  const setPreferences = useSetPreferences();
  const label = collapsed ? t("shell.showList") : t("shell.hideList");
  return (
    <header className={cx("bar")}>
      <Tooltip label={label}>
        <ActionIcon
          aria-label={label}
          aria-expanded={!collapsed}
          className={cx("toggle")}
          onClick={() => setPreferences({ listCollapsed: !collapsed })}
        >
          {collapsed ? (
            <IconLayoutSidebarLeftExpand size={18} stroke={1.6} />
          ) : (
            <IconLayoutSidebar size={18} stroke={1.6} />
          )}
        </ActionIcon>
      </Tooltip>
      <Breadcrumb />
      <span className={cx("gap")} />
      <SearchField />
      <ConnectionState />
      <OutboxCount />
      <AppearanceMenu />
    </header>
  );
}

function OutboxCount() {
  const { t } = useI18n();
  const waiting = useDeskState((state) => state.status?.counts.outbox ?? 0);
  if (waiting === 0) return null;
  const label = t("shell.outbox", { count: waiting });
  return (
    <Tooltip label={label}>
      <span className={cx("outbox")} role="img" aria-label={label}>
        <IconSend size={15} stroke={1.75} />
        {waiting}
      </span>
    </Tooltip>
  );
}
