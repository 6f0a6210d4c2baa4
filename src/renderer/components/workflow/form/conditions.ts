/** How a condition becomes another one: of another property, by another operator. What still fits is kept. Pure. */
import { isGroup, type Condition, type Filter, type Operator } from "#shared/automation/filters/filter.ts";
import { OPERATORS } from "#shared/automation/filters/operators.ts";
import { propertyType } from "#shared/automation/filters/properties.ts";

const DAY_MS = 86_400_000;

/** A condition on a property, by the first operator that fits it; of one of few values, the first. */
export function newCondition(object: string, property: string): Condition {
  const type = propertyType(object, property);
  const operator: Operator = type === null ? "is-known" : OPERATORS[type.kind][0];
  const [first] = type?.kind === "choice" && typeof type.values !== "string" ? type.values : [];
  return built({ object, property }, operator, { value: first ?? "" });
}

export function conditionWith(condition: Condition, operator: Operator): Condition {
  const { object, property } = condition;
  return built({ object, property }, operator, condition);
}

/** The texts that it compares with; none where it does not. */
export function textValuesOf(condition: Partial<Condition> | { readonly value: string }): string[] {
  if ("values" in condition) return condition.values ?? [];
  return "value" in condition && condition.value !== undefined && condition.value !== "" ? [condition.value] : [];
}

/** Whether the condition says what it compares with. */
export function isFilled(condition: Condition): boolean {
  if ("values" in condition) return condition.values.length > 0;
  return !("value" in condition) || condition.value.trim() !== "";
}

export const isFilterFilled = ({ parts }: Filter): boolean =>
  parts.every((part) => (isGroup(part) ? isFilterFilled(part) : isFilled(part)));

function built(
  of: { readonly object: string; readonly property: string },
  operator: Operator,
  before: Condition | { readonly value: string },
): Condition {
  const known = before as Readonly<Record<string, unknown>>;
  const values = textValuesOf(before);
  const isDate = propertyType(of.object, of.property)?.kind === "date";
  switch (operator) {
    case "is-known":
    case "is-unknown":
    case "is-true":
    case "is-false":
      return { ...of, operator };
    case "is":
    case "is-not":
    case "contains":
    case "contains-not":
    case "starts-with":
    case "ends-with":
      return { ...of, operator, value: values[0] ?? "" };
    case "is-any-of":
    case "is-none-of":
    case "has-any-of":
    case "has-all-of":
    case "has-none-of":
      return { ...of, operator, values };
    case "equals":
    case "not-equals":
    case "greater":
    case "less":
      return { ...of, operator, number: numberOf(known["number"] ?? known["from"], 1) };
    case "between":
      return {
        ...of,
        operator,
        from: numberOf(known["from"] ?? known["number"] ?? known["atEpochMs"], isDate ? 0 : 1),
        to: numberOf(known["to"], isDate ? DAY_MS : 10),
      };
    case "before":
    case "after":
      return { ...of, operator, atEpochMs: numberOf(known["atEpochMs"] ?? known["from"], 0) };
    case "in-last":
    case "not-in-last":
    case "in-next":
    case "not-in-next":
      return { ...of, operator, span: "span" in before ? before.span : { amount: 7, unit: "days" } };
    case "changed-by":
    case "not-changed-by":
      return { ...of, operator, author: "author" in before ? before.author : { kind: "anybody" } };
  }
}

const numberOf = (value: unknown, otherwise: number) => (typeof value === "number" ? value : otherwise);
