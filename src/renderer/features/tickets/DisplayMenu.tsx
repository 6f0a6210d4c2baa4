import { ActionIcon, Button, Checkbox, Popover, SegmentedControl, Select } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import {
  VIEW_COLUMNS,
  VIEW_GROUPINGS,
  type ShownColumn,
  type ViewColumn,
} from "#shared/automation/documents/saved-view.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n, usePreferences, useSetPreferences } from "#renderer/state/desk-context.tsx";
import { DENSITIES } from "#renderer/state/preferences.ts";
import type { ShownView } from "./use-view.ts";
import css from "./ViewPage.module.css";

const cx = classNamesOf(css);

/** How a view is shown: its groups, how close its rows stand, its columns and their order. */
export function DisplayMenu({ view }: { readonly view: ShownView }) {
  const { t } = useI18n();
  const density = usePreferences((preferences) => preferences.density);
  const setPreferences = useSetPreferences();
  const { columns, grouping } = view.look;
  return (
    <Popover position="bottom-end" trapFocus returnFocus shadow="md" withinPortal>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconAdjustmentsHorizontal size={14} />}>
          {t("views.display")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={cx("display")}>
          <Select
            label={t("views.groupBy")}
            size="xs"
            comboboxProps={{ withinPortal: false }}
            data={[
              { value: "", label: t("views.group.by.none") },
              ...VIEW_GROUPINGS.map((value) => ({ value: value as string, label: t(`views.group.by.${value}`) })),
            ]}
            value={grouping ?? ""}
            onChange={(next) => view.change({ grouping: VIEW_GROUPINGS.find((one) => one === next) ?? null })}
          />
          <SegmentedControl
            size="xs"
            aria-label={t("views.density")}
            data={DENSITIES.map((value) => ({ value, label: t(`views.density.${value}`) }))}
            value={density}
            onChange={(next) => setPreferences({ density: DENSITIES.find((one) => one === next) ?? density })}
          />
          <ul className={cx("columns")} aria-label={t("views.columns")}>
            {inOrder(columns).map((column) => {
              const at = columns.findIndex((one) => one.column === column);
              return (
                <ColumnChoice
                  key={column}
                  column={column}
                  at={at}
                  columns={columns}
                  onChange={(next) => view.change({ columns: next })}
                />
              );
            })}
          </ul>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Those that are shown as they stand, then the others. */
function inOrder(columns: readonly ShownColumn[]): ViewColumn[] {
  const shown = columns.map(({ column }) => column);
  return [...shown, ...VIEW_COLUMNS.filter((column) => !shown.includes(column))];
}

function ColumnChoice(props: {
  readonly column: ViewColumn;
  /** -1: it is not shown. */
  readonly at: number;
  readonly columns: readonly ShownColumn[];
  readonly onChange: (columns: ShownColumn[]) => void;
}) {
  const { column, at, columns, onChange } = props;
  const { t } = useI18n();
  const name = t(`views.column.${column}`);
  const isShown = at !== -1;
  const move = (by: 1 | -1) => {
    const one = columns[at];
    if (one !== undefined) onChange([...columns].toSpliced(at, 1).toSpliced(at + by, 0, one));
  };
  return (
    <li className={cx("column")}>
      <Checkbox
        className={cx("columnName")}
        size="xs"
        label={name}
        checked={isShown}
        // A table of nothing can't be read.
        disabled={isShown && columns.length === 1}
        onChange={() => onChange(isShown ? [...columns].toSpliced(at, 1) : [...columns, { column }])}
      />
      {isShown ? (
        <>
          <ActionIcon
            size="xs"
            variant="subtle"
            disabled={at === 0}
            aria-label={t("views.columnEarlier", { column: name })}
            onClick={() => move(-1)}
          >
            <IconArrowUp size={12} />
          </ActionIcon>
          <ActionIcon
            size="xs"
            variant="subtle"
            disabled={at === columns.length - 1}
            aria-label={t("views.columnLater", { column: name })}
            onClick={() => move(1)}
          >
            <IconArrowDown size={12} />
          </ActionIcon>
        </>
      ) : null}
    </li>
  );
}
