/** What can be told of a filter by its form alone: that it always holds, or never. */
import { compileCondition, type FactValue } from "./evaluate.ts";
import { isGroup, type Condition, type Filter } from "./filter.ts";

/** Whether a filter holds for every ticket, as far as its form tells. */
export function holdsAlways(filter: Filter): boolean {
  if (filter.match === "any") return alwaysTrue(filter) !== null;
  return filter.parts.every((part) => isGroup(part) && holdsAlways(part));
}

/** Whether a filter holds for no ticket, as far as its form tells. */
export function holdsNever(filter: Filter): boolean {
  if (filter.match === "all") return filter.parts.some((part) => isGroup(part) && holdsNever(part));
  return filter.parts.every((part) => isGroup(part) && holdsNever(part));
}

/** The property because of which an `all` group never holds, as two conditions on it contradict each other; null where it may. */
export function neverTrue({ parts }: Filter): string | null {
  const conditions = parts.flatMap((part) => (isGroup(part) ? [] : [part]));
  for (const condition of conditions) {
    const others = conditions.filter((other) => other !== condition && isOfSame(other, condition));
    if (others.some((other) => contradict(condition, other))) return `${condition.object}.${condition.property}`;
  }
  return null;
}

/** Whether no value meets both. */
function contradict(a: Condition, b: Condition): boolean {
  if (isOpposite(a, b)) return true;
  const values = whereItHolds(a);
  if (values !== null) return values.every((value) => !mayHoldFor(b, value));
  // The bounds of numbers and dates.
  const [one, other] = [rangeOf(a), rangeOf(b)];
  return one !== null && other !== null && (one.from > other.to || other.from > one.to);
}

/** The few values for which a condition holds; null where they are too many to name. */
function whereItHolds(condition: Condition): readonly FactValue[] | null {
  switch (condition.operator) {
    case "is":
      return "value" in condition ? [condition.value] : null;
    case "is-any-of":
      return "values" in condition ? condition.values : null;
    case "equals":
      return "number" in condition ? [condition.number] : null;
    case "is-unknown":
      return [null];
    default:
      return null;
  }
}

/** What depends on the time or on who did it, no value decides. */
const mayHoldFor = (condition: Condition, value: FactValue) =>
  "author" in condition || (value !== null && "span" in condition) || holdsFor(condition, value);

function rangeOf(condition: Condition): { readonly from: number; readonly to: number } | null {
  switch (condition.operator) {
    case "greater":
      return "number" in condition ? { from: condition.number, to: Infinity } : null;
    case "less":
      return "number" in condition ? { from: -Infinity, to: condition.number } : null;
    case "between":
      return "from" in condition ? { from: condition.from, to: condition.to } : null;
    case "before":
      return "atEpochMs" in condition ? { from: -Infinity, to: condition.atEpochMs } : null;
    case "after":
      return "atEpochMs" in condition ? { from: condition.atEpochMs, to: Infinity } : null;
    default:
      return null;
  }
}

/** The property because of which an `any` group always holds; '' for a part that does by itself; null where it need not. */
export function alwaysTrue({ parts }: Filter): string | null {
  if (parts.some((part) => isGroup(part) && holdsAlways(part))) return "";
  const conditions = parts.flatMap((part) => (isGroup(part) ? [] : [part]));
  for (const condition of conditions) {
    const others = conditions.filter((other) => other !== condition && isOfSame(other, condition));
    if (coversRest(condition, others)) return `${condition.object}.${condition.property}`;
  }
  return null;
}

const isOfSame = (a: Condition, b: Condition) => a.object === b.object && a.property === b.property;

/** Whether the others hold wherever a condition does not. */
function coversRest(condition: Condition, others: readonly Condition[]): boolean {
  if (others.some((other) => isOpposite(condition, other))) return true;
  const rest = whereItFails(condition);
  return rest !== null && rest.every((value) => others.some((other) => holdsFor(other, value)));
}

const OPPOSITES: readonly (readonly [Condition["operator"], Condition["operator"]])[] = [
  ["is", "is-not"],
  ["is-any-of", "is-none-of"],
  ["has-any-of", "has-none-of"],
  ["contains", "contains-not"],
  ["equals", "not-equals"],
  ["in-last", "not-in-last"],
  ["in-next", "not-in-next"],
  ["changed-by", "not-changed-by"],
  ["is-known", "is-unknown"],
  ["is-true", "is-false"],
];

/** The same question, and its negation. */
function isOpposite(a: Condition, b: Condition): boolean {
  const [{ operator: ofA, ...restOfA }, { operator: ofB, ...restOfB }] = [a, b];
  return (
    OPPOSITES.some(([one, other]) => (one === ofA && other === ofB) || (one === ofB && other === ofA)) &&
    canonical(restOfA) === canonical(restOfB)
  );
}

const canonical = (value: object) => JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** The few values for which a negative condition fails; null where they are too many to name. */
function whereItFails(condition: Condition): readonly FactValue[] | null {
  switch (condition.operator) {
    case "is-not":
      return "value" in condition ? [condition.value] : null;
    case "is-none-of":
      return "values" in condition ? condition.values : null;
    case "not-equals":
      return "number" in condition ? [condition.number] : null;
    case "is-known":
      return [null];
    case "is-false":
      return [true];
    default:
      return null;
  }
}

function holdsFor(condition: Condition, value: FactValue): boolean {
  // What depends on the time or on who did it, no value decides.
  if ("author" in condition || "span" in condition) return false;
  return compileCondition(condition, null)({ nowEpochMs: 0, value: () => value, changedBy: () => null });
}
