import { ActionIcon, Button, TextInput, Tooltip } from "@mantine/core";
import { IconArchive, IconArchiveOff, IconPlus, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { z } from "zod";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { dropped, inOrder, moved } from "#renderer/components/list-order.ts";
import { rowKind, useRowDrag } from "#renderer/components/use-row-drag.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import { MAX_OPTIONS } from "#shared/model/setup/property.ts";
import { OrderedRow } from "../form/OrderedRow.tsx";
import type { EditedOption } from "./property-draft.ts";
import css from "./properties.module.css";

const cx = classNamesOf(css);
const OPTION_ROW = rowKind("settings-property-option", z.string());

/** The options of a choice in their order. One that tickets may have is archived, never taken away. */
export function OptionsEditor(props: {
  readonly options: readonly EditedOption[];
  readonly onChange: (options: readonly EditedOption[]) => void;
}) {
  const { options, onChange } = props;
  const { t } = useI18n();
  const announce = useAnnounce();
  /** The one that was added last gets the focus. */
  const added = useRef<string | null>(null);
  const ids = options.map(({ id }) => id);
  const reorder = (next: readonly string[], id: string): void => {
    onChange(inOrder([...options], next));
    const name = options.find((one) => one.id === id)?.name ?? "";
    announce(t("properties.movedTo", { name, position: next.indexOf(id) + 1, total: next.length }));
  };
  const drag = useRowDrag(OPTION_ROW, (id, onto, edge) => reorder(dropped(ids, id, onto, edge), id));
  const change = (id: string, part: Partial<EditedOption>) =>
    onChange(options.map((option) => (option.id === id ? { ...option, ...part } : option)));
  const add = (): void => {
    const id = `new-${options.length + 1}-${ids.join("").length}`;
    added.current = id;
    onChange([...options, { id, isNew: true, name: "", isArchived: false }]);
  };
  return (
    <div>
      <p className={cx("label")}>{t("properties.options")}</p>
      <ol className={cx("options")} aria-label={t("properties.options")}>
        {options.map((option, index) => (
          <OrderedRow
            key={option.id}
            kind={OPTION_ROW}
            id={option.id}
            handle={t("properties.handle", { name: option.name || String(index + 1) })}
            disabled={false}
            drag={drag}
            onMoveBy={(step) => reorder(moved(ids, option.id, index + step), option.id)}
          >
            <TextInput
              className={cx("grow")}
              aria-label={t("properties.option", { number: index + 1 })}
              dir="auto"
              maxLength={80}
              disabled={option.isArchived}
              value={option.name}
              ref={(input) => {
                if (input === null || added.current !== option.id) return;
                added.current = null;
                input.focus();
              }}
              onChange={(event) => change(option.id, { name: event.currentTarget.value })}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                add();
              }}
            />
            <OptionAction
              option={option}
              number={index + 1}
              onRemove={() => onChange(options.filter(({ id }) => id !== option.id))}
              onArchive={(isArchived) => change(option.id, { isArchived })}
            />
          </OrderedRow>
        ))}
      </ol>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        disabled={options.length >= MAX_OPTIONS}
        onClick={add}
      >
        {t("properties.addOption")}
      </Button>
    </div>
  );
}

function OptionAction(props: {
  readonly option: EditedOption;
  readonly number: number;
  readonly onRemove: () => void;
  readonly onArchive: (isArchived: boolean) => void;
}) {
  const { option, number } = props;
  const { t } = useI18n();
  const name = option.name || String(number);
  const [label, Icon, run] = option.isNew
    ? [t("properties.option.remove", { name }), IconX, props.onRemove]
    : option.isArchived
      ? [t("properties.restore", { name }), IconArchiveOff, () => props.onArchive(false)]
      : [t("properties.archive", { name }), IconArchive, () => props.onArchive(true)];
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={run}>
        <Icon size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
