import { compileCondition, type FactValue, type Facts } from "./evaluate.ts";
import type { BusinessHours } from "../schedule/business-hours.ts";
import { isGroup, type Condition, type Filter } from "./filter.ts";

/** One condition with the value it saw (F9b). */
export type ConditionReport = {
  readonly kind: "condition";
  readonly condition: Condition;
  readonly saw: FactValue;
  readonly holds: boolean;
};

export type FilterReport = {
  readonly kind: "group";
  readonly match: Filter["match"];
  readonly parts: readonly (ConditionReport | FilterReport)[];
  readonly holds: boolean;
};

/** Longest text that a report keeps of a value: it says what was seen, it is no second copy of the message. */
const MAX_SEEN_CHARACTERS = 200;

/** Evaluates every condition and keeps what each saw: for "why not?", where speed is of no concern. */
export function explainFilter(filter: Filter, facts: Facts, hours: BusinessHours | null): FilterReport {
  const parts = filter.parts.map((part) =>
    isGroup(part) ? explainFilter(part, facts, hours) : explainCondition(part, facts, hours),
  );
  const holds = filter.match === "all" ? parts.every((part) => part.holds) : parts.some((part) => part.holds);
  return { kind: "group", match: filter.match, parts, holds };
}

function explainCondition(condition: Condition, facts: Facts, hours: BusinessHours | null): ConditionReport {
  const saw = facts.value(condition.object, condition.property);
  return {
    kind: "condition",
    condition,
    saw:
      typeof saw === "string" && saw.length > MAX_SEEN_CHARACTERS ? `${saw.slice(0, MAX_SEEN_CHARACTERS - 1)}…` : saw,
    holds: compileCondition(condition, hours)(facts),
  };
}

/** The first condition, in the order of the filter, because of which it does not hold; null where it holds. */
export function firstFailed(report: FilterReport): ConditionReport | null {
  if (report.holds) return null;
  for (const part of report.parts) {
    if (part.holds) continue;
    const failed = part.kind === "condition" ? part : firstFailed(part);
    if (failed) return failed;
  }
  return null;
}

/** The conditions of a report, in the order of the filter. */
export function conditionsOf(report: FilterReport): ConditionReport[] {
  return report.parts.flatMap((part) => (part.kind === "group" ? conditionsOf(part) : [part]));
}
