import { isPropertyId } from "../../model/setup/property.ts";
import { isGroup, type Condition, type Filter } from "../filters/filter.ts";
import { operatorFits } from "../filters/operators.ts";
import { propertyType, type PropertyType } from "../filters/properties.ts";
import type { DefinitionContext, Report } from "./issue.ts";

/** Whether every condition asks what can be asked of a property that there is, with values that it can have. */
export function validateFilter(filter: Filter, path: string, context: DefinitionContext, report: Report): void {
  filter.parts.forEach((part, position) => {
    const at = `${path}.parts.${position}`;
    if (isGroup(part)) validateFilter(part, at, context, report);
    else validateCondition(part, at, context, report);
  });
}

function validateCondition(condition: Condition, path: string, context: DefinitionContext, report: Report): void {
  const type = propertyType(condition.object, condition.property);
  if (type === null || (isPropertyId(condition.property) && !context.has("property", condition.property))) {
    report(`${path}.property`, "unknown-property", `${condition.object}.${condition.property}`);
    return;
  }
  if (!operatorFits(condition.operator, type, condition.object)) {
    report(`${path}.operator`, "operator-does-not-fit", condition.operator);
    return;
  }
  if ("author" in condition) {
    const { author } = condition;
    if (author.kind === "user" && !context.has("user", author.userId))
      report(`${path}.author.userId`, "unknown-user", author.userId);
    if (author.kind === "workflow" && !context.has("workflow", author.workflowId))
      report(`${path}.author.workflowId`, "unknown-workflow", author.workflowId);
  }
  if (condition.operator === "between" && condition.from > condition.to)
    report(`${path}.to`, "does-not-fit", `${condition.from} > ${condition.to}`);
  const values = "values" in condition ? condition.values : "value" in condition ? [condition.value] : [];
  for (const value of values) if (!isPossible(type, value, context)) report(path, "unknown-value", value);
}

/** Whether a property of this type can ever have the value. */
export function isPossible(type: PropertyType, value: string, context: DefinitionContext): boolean {
  if (type.kind !== "choice" && type.kind !== "set") return true;
  if (type.values === "free") return true;
  return typeof type.values === "string" ? context.has(type.values, value) : type.values.includes(value);
}
