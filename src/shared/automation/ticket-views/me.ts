import { isGroup, type Condition, type Filter } from "../filters/filter.ts";
import { referenceKindOf } from "../filters/properties.ts";

/** In a view's conditions on users: whoever looks at it. No user has this id. */
export const ME = "me";

/** The filter as it is for one user. */
export function filterFor(filter: Filter, userId: string): Filter {
  return { ...filter, parts: filter.parts.map((part) => (isGroup(part) ? filterFor(part, userId) : of(part, userId))) };
}

function of(condition: Condition, userId: string): Condition {
  if (referenceKindOf(condition.object, condition.property) !== "user") return condition;
  const named = (value: string) => (value === ME ? userId : value);
  if ("value" in condition) return { ...condition, value: named(condition.value) };
  return "values" in condition ? { ...condition, values: condition.values.map(named) } : condition;
}
