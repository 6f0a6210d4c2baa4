import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  TagsInput,
  TextInput,
} from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { isGroup, type Condition, type Filter, type Operator } from "#shared/automation/filters/filter.ts";
import { MAX_FILTER_DEPTH, MAX_GROUP_SIZE } from "#shared/automation/filters/limits.ts";
import { operatorFits, OPERATORS } from "#shared/automation/filters/operators.ts";
import { propertyType } from "#shared/automation/filters/properties.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { problemWords } from "../problems/problem-words.ts";
import { propertyChoices, valueChoices, type PropertySays } from "./choices.ts";
import { conditionWith, newCondition, textValuesOf } from "./conditions.ts";
import { useFieldWords, useForm } from "./form-context.tsx";
import { DateInput } from "./date-inputs.tsx";
import css from "./FilterField.module.css";
import { useDocuments } from "./use-documents.ts";

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

type ConditionProps = {
  readonly condition: Condition;
  readonly path: string;
  readonly onChange: (condition: Condition, field: string | null) => void;
};

function ConditionField(props: ConditionProps) {
  const { condition, path, onChange } = props;
  const form = useForm();
  const words = useFieldWords();
  const { say, names } = useWords();
  const { t } = useI18n();
  const type = propertyType(condition.object, condition.property);
  const operators: readonly Operator[] = [
    ...(type === null ? [condition.operator] : OPERATORS[type.kind]),
    ...(type !== null && operatorFits("changed-by", type, condition.object)
      ? (["changed-by", "not-changed-by"] as const)
      : []),
  ];
  const problem = form.problems.find(({ field }) => field === path || field.startsWith(`${path}.`));
  const property = `${condition.object}.${condition.property}`;
  return (
    <div className={cx("condition")}>
      <Select
        searchable
        aria-label={words.field("property")}
        disabled={form.isReadOnly}
        data={[
          ...propertyChoices(
            say,
            (object) => words.value("object", object),
            () => true,
          ),
          ...(type === null ? [{ value: property, label: t("workflows.gone") }] : []),
        ]}
        value={property}
        onChange={(next) => {
          const [object = "ticket", name = ""] = (next ?? property).split(".");
          if (next !== null && next !== property) onChange(newCondition(object, name), null);
        }}
      />
      <Select
        aria-label={words.field("operator")}
        disabled={form.isReadOnly}
        data={operators.map((operator) => ({ value: operator, label: words.operator(operator) }))}
        value={condition.operator}
        onChange={(next) => next !== null && onChange(conditionWith(condition, next), null)}
      />
      <Asked {...props} />
      {problem === undefined ? null : (
        <p className={cx(problem.level)}>
          {problem.key === "not-valid" ? t("workflows.required") : say(problemWords(problem, names))}
        </p>
      )}
    </div>
  );
}

/** What the operator asks for. */
function Asked({ condition, path, onChange }: ConditionProps) {
  const form = useForm();
  const words = useFieldWords();
  const documents = useDocuments();
  const { say, names } = useWords();
  const says: PropertySays = { say, names, documents };
  const label = words.field("value");
  const common = { "aria-label": label, disabled: form.isReadOnly, onBlur: form.onLeave };
  const isDate = propertyType(condition.object, condition.property)?.kind === "date";
  if ("values" in condition) {
    const choices = valueChoices(condition.object, condition.property, says);
    const set = (values: string[]) => onChange({ ...condition, values }, null);
    return choices === null ? (
      <TagsInput {...common} value={condition.values} splitChars={[","]} onChange={set} />
    ) : (
      <MultiSelect {...common} searchable data={choices} value={condition.values} onChange={set} />
    );
  }
  if ("value" in condition) {
    const choices = valueChoices(condition.object, condition.property, says);
    return choices === null ? (
      <TextInput
        {...common}
        value={condition.value}
        onChange={(event) => onChange({ ...condition, value: event.currentTarget.value }, path)}
      />
    ) : (
      <Select
        {...common}
        searchable
        data={choices}
        value={textValuesOf(condition)[0] ?? null}
        onChange={(value) => value !== null && onChange({ ...condition, value }, null)}
      />
    );
  }
  if ("number" in condition)
    return (
      <NumberInput
        {...common}
        value={condition.number}
        onChange={(number) => typeof number === "number" && onChange({ ...condition, number }, path)}
      />
    );
  if ("atEpochMs" in condition)
    return (
      <DateInput
        {...common}
        value={condition.atEpochMs}
        onChange={(atEpochMs) => atEpochMs !== null && onChange({ ...condition, atEpochMs }, null)}
      />
    );
  if ("span" in condition)
    return (
      <Group gap="xs" grow wrap="nowrap">
        <NumberInput
          {...common}
          min={1}
          value={condition.span.amount}
          onChange={(amount) =>
            typeof amount === "number" && onChange({ ...condition, span: { ...condition.span, amount } }, path)
          }
        />
        <Select
          aria-label={words.field("unit")}
          disabled={form.isReadOnly}
          data={(["minutes", "hours", "days", "weeks"] as const).map((unit) => ({
            value: unit,
            label: words.value("unit", unit),
          }))}
          value={condition.span.unit}
          onChange={(unit) => unit !== null && onChange({ ...condition, span: { ...condition.span, unit } }, null)}
        />
      </Group>
    );
  if ("from" in condition) {
    const both = (["from", "to"] as const).map((end) => ({ end, label: words.field(end), value: condition[end] }));
    return (
      <Group gap="xs" grow wrap="nowrap">
        {both.map(({ end, label: name, value }) =>
          isDate ? (
            <DateInput
              key={end}
              {...common}
              aria-label={name}
              value={value}
              onChange={(at) => at !== null && onChange({ ...condition, [end]: at }, null)}
            />
          ) : (
            <NumberInput
              key={end}
              {...common}
              aria-label={name}
              value={value}
              onChange={(at) => typeof at === "number" && onChange({ ...condition, [end]: at }, `${path}.${end}`)}
            />
          ),
        )}
      </Group>
    );
  }
  if ("author" in condition) {
    const { author } = condition;
    const own =
      "userId" in author
        ? `user ${author.userId}`
        : "workflowId" in author
          ? `workflow ${author.workflowId}`
          : author.kind;
    const of = (kind: "user" | "workflow") =>
      (documents(kind) ?? []).flatMap((one) =>
        "items" in one ? [] : [{ value: `${kind} ${one.value}`, label: one.label }],
      );
    return (
      <Select
        {...common}
        searchable
        data={[
          ...(["anybody", "any-user", "any-workflow", "rule"] as const).map((kind) => ({
            value: kind as string,
            label: words.value("author", kind),
          })),
          { group: words.value("author", "user"), items: of("user") },
          { group: words.value("author", "workflow"), items: of("workflow") },
        ]}
        value={own}
        onChange={(next) => {
          const [kind = "anybody", id = ""] = (next ?? own).split(" ");
          const named =
            kind === "user" ? { kind, userId: id } : kind === "workflow" ? { kind, workflowId: id } : { kind };
          onChange({ ...condition, author: named } as Condition, null);
        }}
      />
    );
  }
  return null;
}
