import { classNamesOf } from "../components/class-names.ts";
import { useDeskState, useI18n, usePreferences, useShellState } from "../state/desk-context.tsx";
import css from "./Breadcrumb.module.css";
import { hrefOf, type Route, useRoute } from "../state/routes.ts";

const cx = classNamesOf(css);

type Crumb = { readonly label: string; readonly route: Route | null };

/** Where the person is, from the whole to the part; the parts above are links. */
export function Breadcrumb() {
  const crumbs = useCrumbs();
  return (
    <ol className={cx("crumbs")}>
      {crumbs.map((crumb, index) => {
        const last = index === crumbs.length - 1;
        return (
          <li key={crumb.label} className={cx("crumb", last && "last")} aria-current={last ? "page" : undefined}>
            {last || crumb.route === null ? (
              <span title={crumb.label} dir="auto">
                {crumb.label}
              </span>
            ) : (
              <a href={hrefOf(crumb.route)} title={crumb.label}>
                {crumb.label}
              </a>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** The names of where the person is; the last one is also the window's title. */
export function useCrumbs(): readonly Crumb[] {
  const { t } = useI18n();
  const route = useRoute();
  const pageTitle = useShellState((state) => state.pageTitle);
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const lastPipelineId = usePreferences((preferences) => preferences.lastPipelineId);
  const card = useDeskState((state) => (route.page === "ticket" ? state.board.cards.get(route.ticketId) : undefined));

  const board = (pipelineId: string | null): Crumb => {
    const pipeline = pipelines.find(({ id }) => id === pipelineId) ?? pipelines[0];
    return { label: pipeline?.name ?? t("shell.desk"), route: { page: "board", pipelineId: pipeline?.id ?? null } };
  };
  const here = (label: string): Crumb => ({ label, route: null });
  switch (route.page) {
    case "home":
      return [here(t("shell.desk"))];
    case "board":
      return [board(route.pipelineId ?? lastPipelineId)];
    case "views":
      return [here(pageTitle ?? t("views.title"))];
    case "ticket":
      return [board(card?.pipelineId ?? lastPipelineId), here(pageTitle ?? card?.subject ?? t("ticket.title"))];
    case "inbox":
      return [here(t("shell.inbox"))];
    case "outbox":
      return [here(t("shell.outboxTitle"))];
    case "contacts":
      return [here(t("shell.contacts"))];
    case "reports":
      return [here(t("reports.title"))];
    case "trash":
      return [here(t("aside.title"))];
    case "search":
      return [here(pageTitle ?? t("shell.search"))];
    case "workflows": {
      const workflows: Crumb = { label: t("workflows.title"), route: { page: "workflows", workflowId: null } };
      return route.workflowId === null || pageTitle === null ? [workflows] : [workflows, here(pageTitle)];
    }
    case "attention":
      return [
        { label: t("workflows.title"), route: { page: "workflows", workflowId: null } },
        here(t("attention.title")),
      ];
    case "settings": {
      const settings: Crumb = {
        label: t("shell.settings"),
        route: { page: "settings", section: null, id: null, tab: null },
      };
      return pageTitle === null ? [settings] : [settings, here(pageTitle)];
    }
    case "welcome":
    case "door":
      return [here(t("welcome.title"))];
    case "unknown":
      return [here(t("shell.notFound.title"))];
  }
}
