import type { Condition, Filter } from "#shared/automation/filters/filter.ts";

export type Look = {
  readonly nowEpochMs: number;
  readonly value: (object: string, property: string) => unknown;
  /** Kind of who made the latest change: user, rule, workflow; undefined where nothing changed. */
  readonly changedBy: (property: string) => string | undefined;
};

const MS = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 };
export const lengthMs = ({ amount, unit }: { amount: number; unit: keyof typeof MS }) => amount * MS[unit];

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

function says(operator: string, condition: Condition, { nowEpochMs, value, changedBy }: Look): boolean {
  const seen = value(condition.object, condition.property);
  const text = typeof seen === "string" ? seen.toLowerCase() : null;
  const number = typeof seen === "number" ? seen : null;
  const held = Array.isArray(seen) ? seen.map((one) => String(one).toLowerCase()) : [];
  const wanted = "value" in condition ? condition.value.toLowerCase() : "";
  const list = "values" in condition ? condition.values.map((one) => one.toLowerCase()) : [];
  const asked = "number" in condition ? condition.number : 0;
  const span = "span" in condition ? lengthMs(condition.span) : 0;
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
      return number !== null && number <= nowEpochMs && number >= nowEpochMs - span;
    case "in-next":
      return number !== null && number >= nowEpochMs && number <= nowEpochMs + span;
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
