import { ActionIcon, Drawer, Loader, Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutSidebar, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { classNamesOf } from "../components/class-names.ts";
import { NotificationBell } from "../features/notifications/NotificationBell.tsx";
import {
  useDeskState,
  useI18n,
  usePreferences,
  useServices,
  useSetPreferences,
  useShellState,
} from "../state/desk-context.tsx";
import { AppearanceMenu } from "../components/AppearanceMenu.tsx";
import { Breadcrumb } from "./Breadcrumb.tsx";
import { ConnectionState } from "./ConnectionState.tsx";
import { MailState } from "./MailState.tsx";
import { PipelineList } from "./PipelineList.tsx";
import { hrefOf, useRoute } from "../state/routes.ts";
import { SearchField } from "./search/SearchField.tsx";
import { SyncState } from "./SyncState.tsx";
import { UpdateSign } from "./UpdateSign.tsx";
import { UserMenu } from "./UserMenu.tsx";
import css from "./TopBar.module.css";

const cx = classNamesOf(css);
/** The width of `Shell.module.css` below which the list has no place of its own. */
const NARROW = "(max-width: 56rem)";

/** Where am I, search, connection, mail, notifications, appearance, who I am. */
export function TopBar() {
  return (
    <header className={cx("bar")}>
      <ListToggle />
      <Breadcrumb />
      <span className={cx("gap")} />
      <SearchField />
      <UpdateSign />
      <ConnectionState />
      <JobBadge />
      <SyncState />
      <MailState />
      <NotificationBell />
      <AppearanceMenu />
      <UserMenu />
    </header>
  );
}

/** Folds the list of pipelines away, or shows it; over the page where the window has no room beside it. */
function ListToggle() {
  const { t } = useI18n();
  const collapsed = usePreferences((preferences) => preferences.listCollapsed);
  const setPreferences = useSetPreferences();
  const isNarrow = useMediaQuery(NARROW) ?? false;
  const route = useRoute();
  const { shell } = useServices();
  const drawnAt = useShellState((state) => state.listDrawnAt);
  const setDrawnAt = (listDrawnAt: string | null) => shell.setState({ listDrawnAt });
  // The drawer has done its work once the person has gone somewhere.
  const isDrawn = isNarrow && drawnAt === hrefOf(route);
  const isShown = isNarrow ? isDrawn : !collapsed;
  const label = isShown ? t("shell.hideList") : t("shell.showList");
  const toggle = () =>
    isNarrow ? setDrawnAt(isDrawn ? null : hrefOf(route)) : setPreferences({ listCollapsed: !collapsed });
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon aria-label={label} aria-expanded={isShown} onClick={toggle}>
          {isShown ? (
            <IconLayoutSidebar size={18} stroke={1.6} />
          ) : (
            <IconLayoutSidebarLeftExpand size={18} stroke={1.6} />
          )}
        </ActionIcon>
      </Tooltip>
      <Drawer
        opened={isDrawn}
        onClose={() => setDrawnAt(null)}
        size="16rem"
        withCloseButton={false}
        padding={0}
        styles={{ body: { height: "100%" } }}
      >
        <PipelineList />
      </Drawer>
    </>
  );
}

/** Long work goes on in the background; this is the place to find it. */
function JobBadge() {
  const { t, language } = useI18n();
  const job = useDeskState((state) => state.status?.job ?? null);
  if (job?.state !== "running") return null;
  const share = job.total > 0 ? new Intl.NumberFormat(language, { style: "percent" }).format(job.done / job.total) : "";
  return (
    <a className={cx("job")} href={hrefOf({ page: "welcome" })}>
      <Loader size={12} />
      {t(job.job === "demo" ? "welcome.demoRunning" : "welcome.importRunning")} {share}
    </a>
  );
}
