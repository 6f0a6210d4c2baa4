import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconCopy, IconDots, IconPencil, IconPin, IconPinnedOff, IconTrash } from "@tabler/icons-react";
import { useStore } from "zustand";
import { ViewId } from "#shared/model/ids.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useViewDialog } from "#renderer/components/views/use-view-dialog.tsx";
import { useDesk, useI18n, usePreferences, useSetPreferences } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import { useMayWrite } from "#renderer/state/use-access.ts";
import type { ViewList } from "#renderer/state/view-list.ts";
import { DisplayMenu } from "./DisplayMenu.tsx";
import { lookOf, type ShownView } from "./use-view.ts";
import css from "./ViewPage.module.css";

const cx = classNamesOf(css);

/** The view's name, how many tickets it has, and what can be done with it. */
export function ViewHead({ view, list }: { readonly view: ShownView; readonly list: ViewList }) {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const ask = useViewDialog();
  const mayWrite = useMayWrite();
  const total = useStore(list.store, (state) => state.total);
  const isExact = useStore(list.store, (state) => state.isExact);
  const allWidths = usePreferences((preferences) => preferences.viewWidthsPx);
  const setPreferences = useSetPreferences();
  const widths = allWidths[view.id] ?? {};
  const hasWidths = Object.keys(widths).length > 0;

  /** With the widths that were dragged: from then on they are the view's. */
  const look = () => ({
    ...lookOf(view.look),
    columns: view.look.columns.map(({ column, widthPx }) => {
      const width = widths[column] ?? widthPx;
      return width === undefined ? { column } : { column, widthPx: width };
    }),
  });
  const forgetWidths = () => {
    const { [view.id]: _forgotten, ...others } = allWidths;
    setPreferences({ viewWidthsPx: others });
  };
  const doing = (work: Promise<unknown>) => void work.catch((error: unknown) => toasts.failed(error));
  const { saved } = view;
  const id = ViewId.parse(view.id);
  const save = () =>
    doing(
      client.views.update({ id, ...look() }).then(() => {
        view.discard();
        forgetWidths();
      }),
    );
  const saveAs = () =>
    ask({
      title: t("views.saveAs"),
      given: { name: t("views.copyOf", { name: view.name }), shared: false },
      onSave: async (named) => {
        const made = await client.views.create({ ...look(), ...named });
        view.discard();
        navigate({ page: "views", viewId: made.id });
      },
    });
  const rename = () =>
    saved === null
      ? undefined
      : ask({ title: t("views.edit"), given: saved, onSave: (named) => client.views.update({ id, ...named }) });
  const remove = () =>
    doing(
      client.views.remove({ id }).then(() => {
        navigate({ page: "views", viewId: null }, { replace: true });
        if (saved === null) return;
        const { name, shared, pinned } = saved;
        toasts.done(t("views.removed", { name }), {
          undo: () =>
            doing(
              client.views
                .create({ ...lookOf(saved), name, shared, pinned })
                .then((again) => navigate({ page: "views", viewId: again.id })),
            ),
        });
      }),
    );
  const shownCount = total === null ? "" : new Intl.NumberFormat(language).format(total);
  return (
    <div className={cx("head")}>
      <h1 className={cx("title")} dir="auto">
        {view.name}
      </h1>
      <span className={cx("count")} title={isExact ? undefined : t("views.atLeast")}>
        {isExact ? shownCount : `${shownCount}+`}
      </span>
      <span className={cx("gap")} />
      {view.isChanged ? (
        <Button size="xs" variant="subtle" onClick={view.discard}>
          {t("views.discard")}
        </Button>
      ) : null}
      {mayWrite && (view.isChanged || hasWidths) && view.mayChange ? (
        <Button size="xs" onClick={save}>
          {t("views.save")}
        </Button>
      ) : null}
      {mayWrite && view.isChanged ? (
        <Button size="xs" variant="default" onClick={saveAs}>
          {t("views.saveAs")}
        </Button>
      ) : null}
      <DisplayMenu view={view} />
      {mayWrite ? (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" aria-label={t("views.more")}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {view.mayChange && saved !== null ? (
              <>
                <Menu.Item leftSection={<IconPencil size={14} />} onClick={rename}>
                  {t("views.edit")}
                </Menu.Item>
                <Menu.Item
                  leftSection={saved.pinned ? <IconPinnedOff size={14} /> : <IconPin size={14} />}
                  onClick={() => doing(client.views.update({ id, pinned: !saved.pinned }))}
                >
                  {t(saved.pinned ? "views.unpin" : "views.pin")}
                </Menu.Item>
              </>
            ) : null}
            <Menu.Item leftSection={<IconCopy size={14} />} onClick={saveAs}>
              {t("views.duplicate")}
            </Menu.Item>
            {view.mayChange ? (
              <Menu.Item color="red" leftSection={<IconTrash size={14} />} onClick={remove}>
                {t("views.remove")}
              </Menu.Item>
            ) : null}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </div>
  );
}
