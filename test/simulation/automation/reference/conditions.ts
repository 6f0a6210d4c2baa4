import type { Condition, Filter } from "#shared/automation/filters/filter.ts";
import type { BusinessHours } from "#shared/automation/schedule/business-hours.ts";
import { lengthFrom } from "./calendar.ts";

export type Look = {
  readonly nowEpochMs: number;
  /** Of the workflow that asks. */
  readonly hours: BusinessHours | null;
  readonly value: (object: string, property: string) => unknown;
  /** Kind of who made the latest change: user, rule, workflow; undefined where nothing changed. */
  readonly changedBy: (property: string) => string | undefined;
};

export function fits(filter: Filter, look: Look): boolean {
  const verdicts = filter.parts.map((part) => ("match" in part ? fits(part, look) : holds(part, look)));
  return filter.match === "all" ? !verdicts.includes(false) : verdicts.includes(true);
}

const OPPOSITES: Readonly<Record<string, string>> = {
  "is-unknown": "is-known",
  "is-not": "is",
  "contains-not": "contains",
  "is-none-of": "is-any-of",
  "has-none-of": "has-any-of",
  "not-equals": "equals",
  "not-in-last": "in-last",
  "not-in-next": "in-next",
  "is-false": "is-true",
  "not-changed-by": "changed-by",
};

function holds(condition: Condition, look: Look): boolean {
  const opposite = OPPOSITES[condition.operator];
  return opposite === undefined ? says(condition.operator, condition, look) : !says(opposite, condition, look);
}

function says(operator: string, condition: Condition, { nowEpochMs, hours, value, changedBy }: Look): boolean {
  const seen = value(condition.object, condition.property);
  const text = typeof seen === "string" ? seen.toLowerCase() : null;
  const number = typeof seen === "number" ? seen : null;
  const held = Array.isArray(seen) ? seen.map((one) => String(one).toLowerCase()) : [];
  const wanted = "value" in condition ? condition.value.toLowerCase() : "";
  const list = "values" in condition ? condition.values.map((one) => one.toLowerCase()) : [];
  const asked = "number" in condition ? condition.number : 0;
  const reach = (back: boolean) =>
    "span" in condition ? lengthFrom(nowEpochMs, condition.span, back, false, hours) : 0;
  switch (operator) {
    case "is-known":
      return seen !== null && seen !== undefined && seen !== "" && !(Array.isArray(seen) && seen.length === 0);
    case "is":
      return text === wanted;
    case "contains":
      return text !== null && text.includes(wanted);
    case "starts-with":
      return text !== null && text.startsWith(wanted);
    case "is-any-of":
      return text !== null && list.includes(text);
    case "has-any-of":
      return list.some((one) => held.includes(one));
    case "has-all-of":
      return list.every((one) => held.includes(one));
    case "equals":
      return number === asked;
    case "greater":
      return number !== null && number > asked;
    case "less":
      return number !== null && number < asked;
    case "in-last":
      return number !== null && number <= nowEpochMs && number >= reach(true);
    case "in-next":
      return number !== null && number >= nowEpochMs && number <= reach(false);
    case "is-true":
      return seen === true;
    case "changed-by": {
      const by = changedBy(condition.property);
      if (!("author" in condition) || by === undefined) return false;
      const kind = condition.author.kind;
      return kind === "anybody" || by === kind.replace("any-", "");
    }
    default:
      throw new Error(`The reference knows no ${operator}.`);
  }
}
