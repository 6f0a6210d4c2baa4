import { ActionIcon, Button, Group, SegmentedControl } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { isGroup, type Condition, type Filter } from "#shared/automation/filters/filter.ts";
import { MAX_FILTER_DEPTH, MAX_GROUP_SIZE } from "#shared/automation/filters/limits.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { ConditionField } from "./ConditionField.tsx";
import { newCondition } from "./conditions.ts";
import css from "./FilterField.module.css";
import { useForm } from "./form-context.tsx";

const cx = classNamesOf(css);

type Part = Condition | Filter;
/** @param field the path of what is typed into; null: something was chosen */
type OnFilter = (filter: Filter, field: string | null) => void;

/** Conditions joined by and, or by or, in groups. */
export function FilterField(props: {
  readonly filter: Filter;
  /** Of the filter within what is edited. */
  readonly path: string;
  readonly depth?: number;
  readonly onChange: OnFilter;
}) {
  const { filter, path, depth = 1, onChange } = props;
  const { t } = useI18n();
  const form = useForm();
  const put = (parts: readonly Part[], field: string | null = null) => onChange({ ...filter, parts }, field);
  const isFull = filter.parts.length >= MAX_GROUP_SIZE;
  return (
    <div className={cx("filter", depth > 1 && "inner")} role="group" aria-label={t("workflows.conditions")}>
      {filter.parts.length > 1 ? (
        <SegmentedControl
          disabled={form.isReadOnly}
          aria-label={t("workflows.match")}
          data={[
            { value: "all", label: t("workflows.match.all") },
            { value: "any", label: t("workflows.match.any") },
          ]}
          value={filter.match}
          onChange={(match) => onChange({ ...filter, match: match === "any" ? "any" : "all" }, null)}
        />
      ) : null}
      {filter.parts.map((part, index) => (
        <div key={index} className={cx("part")}>
          {isGroup(part) ? (
            <FilterField
              filter={part}
              path={`${path}.parts.${index}`}
              depth={depth + 1}
              onChange={(next, field) => put(filter.parts.with(index, next), field)}
            />
          ) : (
            <ConditionField
              condition={part}
              path={`${path}.parts.${index}`}
              onChange={(next, field) => put(filter.parts.with(index, next), field)}
            />
          )}
          <ActionIcon
            aria-label={t("workflows.removeCondition")}
            disabled={form.isReadOnly}
            onClick={() => put(filter.parts.toSpliced(index, 1))}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </div>
      ))}
      {form.isReadOnly ? null : (
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-xs"
            disabled={isFull}
            onClick={() => put([...filter.parts, newCondition("ticket", "priority")])}
          >
            {t("workflows.addCondition")}
          </Button>
          {depth < MAX_FILTER_DEPTH ? (
            <Button
              variant="subtle"
              size="compact-xs"
              disabled={isFull}
              onClick={() =>
                put([
                  ...filter.parts,
                  { match: filter.match === "all" ? "any" : "all", parts: [newCondition("ticket", "priority")] },
                ])
              }
            >
              {t("workflows.addGroup")}
            </Button>
          ) : null}
        </Group>
      )}
    </div>
  );
}
