import { Button, Loader } from "@mantine/core";
import { IconFilterOff, IconListSearch } from "@tabler/icons-react";
import { useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { SelectionBar } from "#renderer/components/selection/SelectionBar.tsx";
import { canonicalJson } from "#shared/model/canonical-json.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { CLOCK_TICK_MS } from "#renderer/state/limits.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import { createViewList, type ViewList } from "#renderer/state/view-list.ts";
import { FilterBar } from "./FilterBar.tsx";
import { TicketTable } from "./TicketTable.tsx";
import { useTicketSelection } from "./use-selection.ts";
import { type ShownView, useView } from "./use-view.ts";
import { ViewHead } from "./ViewHead.tsx";
import css from "./ViewPage.module.css";

const cx = classNamesOf(css);

/** A view: the tickets that meet its conditions, as a table. */
export function ViewPage({ viewId }: { readonly viewId: string }) {
  const { t } = useI18n();
  const view = useView(viewId);
  usePageTitle(view?.name ?? null);
  if (view === null)
    return (
      <EmptyState
        icon={<IconListSearch size={32} stroke={1.5} />}
        level={1}
        title={t("views.missing.title")}
        text={t("views.missing.text")}
        action={
          <Button component="a" href={hrefOf({ page: "views", viewId: null })}>
            {t("views.ready.all-open")}
          </Button>
        }
      />
    );
  return <Shown key={view.id} view={view} />;
}

function Shown({ view }: { readonly view: ShownView }) {
  const list = useViewList(view);
  const selection = useTicketSelection(list);
  return (
    <div className={cx("page")}>
      <ViewHead view={view} list={list} />
      <FilterBar view={view} />
      <SelectionBar ticketIds={[...selection.ids]} onDone={selection.clear} />
      <Content {...{ view, list, selection }} />
    </div>
  );
}

function Content(props: {
  readonly view: ShownView;
  readonly list: ViewList;
  readonly selection: ReturnType<typeof useTicketSelection>;
}) {
  const { t } = useI18n();
  const { list, view } = props;
  const total = useStore(list.store, (state) => state.total);
  const error = useStore(list.store, (state) => state.error);
  if (error !== null && total === null)
    return (
      <EmptyState
        title={t("views.failed")}
        text={failureText(error, t)}
        action={<Button onClick={() => list.retry()}>{t("shell.tryAgain")}</Button>}
      />
    );
  if (total === 0)
    return (
      <EmptyState
        icon={<IconFilterOff size={32} stroke={1.5} />}
        level={2}
        title={t("views.empty.title")}
        text={t(view.isChanged ? "views.empty.changed" : view.id === "mine" ? "views.empty.mine" : "views.empty.text")}
        action={
          view.isChanged ? (
            <Button variant="default" onClick={view.discard}>
              {t("views.discard")}
            </Button>
          ) : (
            <Button component="a" variant="default" href={hrefOf({ page: "views", viewId: null })}>
              {t("views.ready.all-open")}
            </Button>
          )
        }
      />
    );
  return (
    <>
      {total === null ? <Loader className={cx("coming")} size={20} /> : null}
      <TicketTable {...props} />
    </>
  );
}

/** The list of what the view asks now; another one as soon as it asks something else. */
function useViewList({ look }: ShownView): ViewList {
  const { client, onLive } = useDesk();
  const { filter, sort, grouping } = look;
  const asked = canonicalJson({ filter, sort, grouping });
  const list = useMemo(
    () => createViewList(client, JSON.parse(asked) as Pick<ShownView["look"], "filter" | "sort" | "grouping">),
    [client, asked],
  );
  useEffect(() => {
    list.open();
    const stop = onLive((entry) => list.onEntry(entry));
    // "Due before now" is another question every moment.
    const timer = setInterval(() => list.retry(), CLOCK_TICK_MS);
    return () => {
      stop();
      clearInterval(timer);
      list.close();
    };
  }, [list, onLive]);
  return list;
}
