import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconPencil, IconTrash } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { PropertyView } from "#shared/contract/properties.ts";
import { isOffered } from "#shared/rules/properties/options.ts";
import css from "./properties.module.css";

const cx = classNamesOf(css);

/** What a property is, and what can be done with it. */
export function PropertyRow(props: {
  readonly property: PropertyView;
  readonly onEdit: (property: PropertyView) => void;
  readonly onRemove: (property: PropertyView) => void;
}) {
  const { property } = props;
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const mayChange = useMayChange();
  const { id, name } = property;
  const command = (work: Promise<unknown>, said: string) =>
    void work.then(
      () => toasts.done(said),
      (error: unknown) => toasts.failed(error),
    );
  const archive = isOffered(property)
    ? {
        label: t("properties.archive", { name }),
        icon: IconArchive,
        run: () => command(client.properties.archive({ id }), t("properties.archive.done", { name })),
      }
    : {
        label: t("properties.restore", { name }),
        icon: IconArchiveOff,
        run: () => command(client.properties.restore({ id }), t("properties.restore.done", { name })),
      };
  const actions = [
    { label: t("properties.edit", { name }), icon: IconPencil, run: () => props.onEdit(property) },
    archive,
    { label: t("properties.remove", { name }), icon: IconTrash, run: () => props.onRemove(property) },
  ];
  return (
    <>
      <span className={cx("words")}>
        <span className={cx("name")} dir="auto">
          {name}
        </span>
        <span className={cx("faint")} dir="auto">
          {property.description === "" ? property.key : `${property.key} · ${property.description}`}
        </span>
      </span>
      <span className={cx("type")}>{t(`properties.type.${property.type}`)}</span>
      {actions.map(({ label, icon: Icon, run }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon aria-label={label} disabled={!mayChange} onClick={run}>
            <Icon size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      ))}
    </>
  );
}
