import { ActionIcon, Tooltip } from "@mantine/core";
import { useThrottledCallback } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { ViewCount } from "#shared/contract/saved-views.ts";
import { READY_VIEW_IDS, readyView } from "#shared/automation/ticket-views/ready-views.ts";
import { ViewId } from "#shared/model/ids.ts";
import { classNamesOf } from "../components/class-names.ts";
import { useViewDialog } from "../components/views/use-view-dialog.tsx";
import { useDesk, useDeskState, useI18n } from "../state/desk-context.tsx";
import { CLOCK_TICK_MS, VIEW_COUNTS_PAUSE_MS } from "../state/limits.ts";
import { hrefOf, navigate, useRoute } from "../state/routes.ts";
import { useMayWrite } from "../state/use-access.ts";
import css from "./PipelineList.module.css";

const cx = classNamesOf(css);

/** The views in the list beside the rail: the ready-made ones, then those that are pinned, each with the number of its tickets, then the others. */
export function ViewList() {
  const { t } = useI18n();
  const counts = useViewCounts();
  const views = useDeskState((state) => state.setup.views);
  const pinned = views.filter((view) => view.pinned);
  const others = views.filter((view) => !view.pinned);
  return (
    <nav aria-label={t("views.title")} className={cx("views")}>
      <div className={cx("headed")}>
        <h2 className={cx("heading")}>{t("views.title")}</h2>
        <NewView />
      </div>
      <ul className={cx("items")}>
        {READY_VIEW_IDS.map((id) => (
          <ViewItem key={id} id={id} name={t(`views.ready.${id}`)} count={counts.get(id)} />
        ))}
        {[...pinned, ...others].map((view) => (
          <ViewItem key={view.id} id={view.id} name={view.name} count={view.pinned ? counts.get(view.id) : undefined} />
        ))}
      </ul>
    </nav>
  );
}

function ViewItem(props: { readonly id: string; readonly name: string; readonly count: ViewCount | undefined }) {
  const { id, name, count } = props;
  const route = useRoute();
  const isCurrent = route.page === "views" && (route.viewId ?? "all-open") === id;
  const number = count === undefined ? "" : `${count.count}${count.isExact ? "" : "+"}`;
  return (
    <li className={cx("item", isCurrent && "current")}>
      <a
        className={cx("link")}
        href={hrefOf({ page: "views", viewId: ViewId.parse(id) })}
        aria-current={isCurrent ? "page" : undefined}
        title={name}
      >
        <span className={cx("name")} dir="auto">
          {name}
        </span>
        <span className={cx("count")}>{number}</span>
      </a>
    </li>
  );
}

/** Begins with all open tickets; what it shows is chosen on its screen. */
function NewView() {
  const { t } = useI18n();
  const { client } = useDesk();
  const ask = useViewDialog();
  const mayWrite = useMayWrite();
  const workflows = useDeskState((state) => state.setup.workflows);
  if (!mayWrite) return null;
  return (
    <Tooltip label={t("views.new")}>
      <ActionIcon
        size="xs"
        variant="subtle"
        aria-label={t("views.new")}
        onClick={() =>
          ask({
            title: t("views.new"),
            given: { name: "", shared: false },
            onSave: async (named) => {
              const made = await client.views.create({ ...readyView("all-open", workflows), ...named });
              navigate({ page: "views", viewId: made.id });
            },
          })
        }
      >
        <IconPlus size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

/** How many tickets the views have: asked again as time passes, and as tickets or views change. */
function useViewCounts(): ReadonlyMap<string, ViewCount> {
  const { client, onLive } = useDesk();
  const [counts, setCounts] = useState<ReadonlyMap<string, ViewCount>>(new Map());
  const ask = useThrottledCallback(() => {
    client.views.counts().then(
      ({ items }) => setCounts(new Map(items.map((item) => [item.id, item]))),
      // Offline: what was counted last stays, and the next hello asks again.
      () => undefined,
    );
  }, VIEW_COUNTS_PAUSE_MS);
  useEffect(() => {
    ask();
    const timer = setInterval(ask, CLOCK_TICK_MS);
    const stop = onLive((entry) => {
      if (entry.type === "hello" || entry.tickets.length > 0 || entry.setup !== undefined) ask();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [onLive, ask]);
  return counts;
}
