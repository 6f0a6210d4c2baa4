import { Select } from "@mantine/core";
import type { Operator } from "#shared/automation/filters/filter.ts";
import { operatorFits, OPERATORS } from "#shared/automation/filters/operators.ts";
import { propertyType } from "#shared/automation/filters/properties.ts";
import { isPropertyId } from "#shared/model/setup/property.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { problemWords } from "../problems/problem-words.ts";
import { propertyChoices } from "./choices.ts";
import { useOwnProperties } from "./use-own-properties.ts";
import { type ConditionProps, ConditionValue } from "./ConditionValue.tsx";
import { conditionWith, isFilled, newCondition } from "./conditions.ts";
import css from "./FilterField.module.css";
import { useFieldWords, useForm } from "./form-context.tsx";

const cx = classNamesOf(css);

/** One condition: of which property, how it is compared, and with what. */
export function ConditionField(props: ConditionProps) {
  const { condition, path, onChange } = props;
  const form = useForm();
  const words = useFieldWords();
  const { say, names } = useWords();
  const { t } = useI18n();
  const own = useOwnProperties(condition.property);
  const type = propertyType(condition.object, condition.property);
  const operators: readonly Operator[] = [
    ...(type === null ? [condition.operator] : OPERATORS[type.kind]),
    ...(type !== null && operatorFits("changed-by", type, condition.object)
      ? (["changed-by", "not-changed-by"] as const)
      : []),
  ];
  const isGone = names("property", condition.property) === null && isPropertyId(condition.property);
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
            { say, names, own },
            (object) => words.value("object", object),
            (_type, object) => form.objects?.has(object) ?? true,
          ),
          ...(type === null || isGone ? [{ value: property, label: t("workflows.gone") }] : []),
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
      <ConditionValue {...props} />
      {problem === undefined && isFilled(condition) ? null : (
        <p className={cx(problem?.level ?? "error")}>
          {problem === undefined || problem.key === "not-valid"
            ? t("workflows.required")
            : say(problemWords(problem, names))}
        </p>
      )}
    </div>
  );
}
