import type { WorkflowDefinition } from "../definition.ts";
import { isGroup, type Condition, type Filter } from "../filters/filter.ts";
import { kindOfTrigger, type Trigger } from "../triggers/trigger.ts";

/** Whether one event can set off both. */
export function canFireTogether(a: Trigger, b: Trigger): boolean {
  const kind = kindOfTrigger(a);
  return a.type === b.type ? kind.coincides(a, b) : kind.occasion === kindOfTrigger(b).occasion;
}

/** Whether one ticket can meet both: not where their pipelines, sources or conditions exclude each other. */
export function canMeetBoth(
  a: { readonly pipelineId: string | null; readonly definition: WorkflowDefinition },
  b: { readonly pipelineId: string | null; readonly definition: WorkflowDefinition },
): boolean {
  if (a.pipelineId !== null && b.pipelineId !== null && a.pipelineId !== b.pipelineId) return false;
  if (!a.definition.sources.some((source) => b.definition.sources.includes(source))) return false;
  return !requiredOf(a.definition.filter).some((one) =>
    requiredOf(b.definition.filter).some((other) => excludes(one, other)),
  );
}

/** Conditions without which a filter can't hold. */
function requiredOf(filter: Filter): Condition[] {
  if (filter.match === "any" && filter.parts.length > 1) return [];
  return filter.parts.flatMap((part) => (isGroup(part) ? requiredOf(part) : [part]));
}

/** Both ask for a value of one property, and none is asked for by both; or one asks for what the other bars. */
function excludes(a: Condition, b: Condition): boolean {
  if (a.object !== b.object || a.property !== b.property) return false;
  const [ofA, ofB] = [valuesOf(a), valuesOf(b)];
  if (ofA && ofB && ofA.kind === "is" && ofB.kind === "is")
    return !ofA.values.some((value) => ofB.values.includes(value));
  if (ofA && ofB && ofA.kind !== ofB.kind) {
    const [wanted, barred] = ofA.kind === "is" ? [ofA, ofB] : [ofB, ofA];
    return wanted.values.every((value) => barred.values.includes(value));
  }
  const operators = [a.operator, b.operator];
  return (
    (operators.includes("is-known") && operators.includes("is-unknown")) ||
    (operators.includes("is-true") && operators.includes("is-false"))
  );
}

function valuesOf(condition: Condition): { readonly kind: "is" | "is-not"; readonly values: readonly string[] } | null {
  switch (condition.operator) {
    case "is":
    case "is-not":
      return "value" in condition ? { kind: condition.operator, values: [condition.value.toLowerCase()] } : null;
    case "is-any-of":
    case "is-none-of":
      return "values" in condition
        ? {
            kind: condition.operator === "is-any-of" ? "is" : "is-not",
            values: condition.values.map((value) => value.toLowerCase()),
          }
        : null;
    // Of tags a ticket has many: only the same one wanted and barred excludes.
    case "has-none-of":
      return "values" in condition
        ? { kind: "is-not", values: condition.values.map((one) => one.toLowerCase()) }
        : null;
    default:
      return null;
  }
}
