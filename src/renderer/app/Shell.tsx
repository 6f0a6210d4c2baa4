import { type MouseEvent, useEffect } from "react";
import { classNamesOf } from "../components/class-names.ts";
import { useDeskState, useI18n, usePreferences } from "../state/desk-context.tsx";
import { NotificationToasts } from "../features/notifications/NotificationToasts.tsx";
import { useUndo } from "../components/use-undo.ts";
import { useShortcuts } from "../state/use-shell.ts";
import { Announcer } from "./Announcer.tsx";
import { useCrumbs } from "./Breadcrumb.tsx";
import { DeskTrouble } from "./DeskTrouble.tsx";
import { FileGone } from "./FileGone.tsx";
import { LinkQuestion } from "./links/LinkQuestion.tsx";
import { onDemand } from "../components/on-demand.tsx";
import { DesktopEvents } from "./desktop/DesktopEvents.tsx";
import { useFollowFirstSteps } from "../state/first-steps.ts";
import { useDoor } from "../state/use-door.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Page } from "./Page.tsx";
import { Palette } from "./Palette.tsx";
import { PauseBanner } from "./PauseBanner.tsx";
import { PipelineList } from "./PipelineList.tsx";
import { Presence } from "./Presence.tsx";
import { Rail } from "./Rail.tsx";
import { hrefOf, navigate, useRoute } from "../state/routes.ts";
import css from "./Shell.module.css";
import { ShortcutSheet } from "./ShortcutSheet.tsx";
import { TopBar } from "./TopBar.tsx";
import { Waiting } from "./Waiting.tsx";
import { WhyHere } from "./WhyHere.tsx";

const cx = classNamesOf(css);
/** Only who is not signed in on a server ever sees it. */
const Door = onDemand(() => import("../features/sign-in/Door.tsx").then((module) => module.Door));
const MAIN_ID = "content";

/** The frame around every screen. Before the first hello there is nothing to frame; on a new desk the first-start screen takes the place. */
export function Shell() {
  const route = useRoute();
  const known = useDeskState((state) => state.status !== null);
  const started = useDeskState((state) => state.status?.startedAs !== null);
  const door = useDoor();
  useWindowTitle();
  useEffect(() => {
    if (!known) return;
    if (!started && route.page !== "welcome" && route.page !== "door") navigate({ page: "welcome" }, { replace: true });
    if (started && route.page === "home") navigate({ page: "board", pipelineId: null }, { replace: true });
  }, [known, started, route.page]);

  if (route.page === "door") return <Door link={route} />;
  if (door !== null) return <Door state={door} />;
  if (!known) return <Waiting />;
  return (
    <>
      {started && route.page !== "welcome" ? <Framed /> : <Bare />}
      <Announcer />
      <NotificationToasts />
      <DesktopEvents />
      <Presence />
      <LinkQuestion />
      <ShortcutSheet />
      {started ? <WhyHere /> : null}
      <Palette />
    </>
  );
}

function Bare() {
  return (
    <main className={cx("bare")}>
      <ErrorBoundary resetKey="welcome">
        <Page />
      </ErrorBoundary>
    </main>
  );
}

function Framed() {
  const { t } = useI18n();
  const route = useRoute();
  const collapsed = usePreferences((preferences) => preferences.listCollapsed);
  const undo = useUndo();
  useFollowFirstSteps();
  useShortcuts([
    { writes: true, keys: "z", label: t("shell.undo"), run: () => undo.undo() },
    { writes: true, keys: "Shift+z", label: t("undo.redo"), run: () => undo.redo() },
    { keys: "g b", label: t("shell.shortcut.goDesk"), run: () => navigate({ page: "board", pipelineId: null }) },
    { keys: "g i", label: t("shell.shortcut.goInbox"), run: () => navigate({ page: "inbox", conversationId: null }) },
    {
      keys: "g o",
      label: t("shell.shortcut.goOutbox"),
      run: () => navigate({ page: "outbox", tab: null, itemId: null }),
    },
    { keys: "g p", label: t("shell.shortcut.goContacts"), run: () => navigate({ page: "contacts", contactId: null }) },
    {
      keys: "g w",
      label: t("shell.shortcut.goWorkflows"),
      run: () => navigate({ page: "workflows", workflowId: null }),
    },
    { keys: "g r", label: t("shell.shortcut.goReports"), run: () => navigate({ page: "reports", q: "" }) },
    {
      keys: "g s",
      label: t("shell.shortcut.goSettings"),
      run: () => navigate({ page: "settings", section: null, id: null, tab: null }),
    },
  ]);
  return (
    <div className={cx("frame", collapsed && "collapsed")}>
      <a className={cx("skip")} href={`#${MAIN_ID}`} onClick={focusMain}>
        {t("shell.skipToContent")}
      </a>
      <Rail />
      <div className={cx("list")}>
        <PipelineList />
      </div>
      <div className={cx("page")}>
        <TopBar />
        <FileGone />
        <DeskTrouble />
        <PauseBanner />
        <main id={MAIN_ID} className={cx("main")} tabIndex={-1}>
          <ErrorBoundary resetKey={hrefOf(route)}>
            <Page />
          </ErrorBoundary>
        </main>
      </div>
    </div>
  );
}

/** The hash of the address is the route: the link may not change it. */
function focusMain(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById(MAIN_ID)?.focus();
}

function useWindowTitle(): void {
  const { language } = useI18n();
  const title = useCrumbs().at(-1)?.label ?? "";
  const deskName = useDeskState((state) => state.status?.deskName);
  useEffect(() => {
    document.title = [title, deskName ?? "Pipedesk"].filter(Boolean).join(" · ");
    document.documentElement.lang = language;
  }, [title, deskName, language]);
}
