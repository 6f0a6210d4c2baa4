/** Whether conditions on one property can be met together: by trying the few values on which they can differ. */
import type { Cause } from "../../model/cause.ts";
import { RunId, StepId, UserId, WorkflowId } from "../../model/ids.ts";
import { durationMs } from "../steps/common.ts";
import { compileCondition, type FactValue } from "./evaluate.ts";
import type { Condition } from "./filter.ts";
import { MAX_COMPARED_CHARACTERS } from "./limits.ts";
import { propertyType, type PropertyType } from "./properties.ts";

/** A condition, and whether it has to hold or to fail. */
export type Asked = { readonly condition: Condition; readonly wanted: boolean };

/** Any will do: only how far something lies from it counts. */
const NOW_EPOCH_MS = Date.UTC(2026, 0, 1);

/** Whether one ticket can meet all of them, which are about one property. Where nobody can tell, it can. */
export function canBeMet(asked: readonly Asked[]): boolean {
  const [first] = asked;
  const type = first ? propertyType(first.condition.object, first.condition.property) : null;
  if (type === null) return true;
  const byAuthor = asked.filter(({ condition }) => "author" in condition);
  if (byAuthor.length > 0 && !authorsOf(byAuthor).some((cause) => byAuthor.every(isMetBy(null, cause)))) return false;
  // How long business days are, no clock tells.
  const ofValue = asked.filter(({ condition }) => !("author" in condition) && !inBusinessDays(condition));
  // What is fixed and what moves with the clock may meet at another time than now: each of them is asked for itself.
  const moving = (one: Asked) => "span" in one.condition;
  return [ofValue.filter((one) => !moving(one)), ofValue.filter((one) => moving(one) || asksWhetherKnown(one))].every(
    (some) => some.length === 0 || valuesFor(some, type).some((value) => some.every(isMetBy(value))),
  );
}

export function isMetBy(value: FactValue, cause: Cause | null = null): (asked: Asked) => boolean {
  const facts = { nowEpochMs: NOW_EPOCH_MS, value: () => value, changedBy: () => cause };
  return ({ condition, wanted }) => compileCondition(condition, null)(facts) === wanted;
}

const inBusinessDays = (condition: Condition) => "span" in condition && condition.span.unit === "business-days";

const asksWhetherKnown = ({ condition: { operator } }: Asked) => operator === "is-known" || operator === "is-unknown";

/** Values of which one meets all of the conditions, if any does. */
function valuesFor(asked: readonly Asked[], type: PropertyType): FactValue[] {
  switch (type.kind) {
    case "flag":
      return [null, true, false];
    case "number":
    case "date":
      return [null, NOW_EPOCH_MS, ...asked.flatMap(boundsOf).flatMap(around)];
    case "choice":
      return [null, ...(Array.isArray(type.values) ? type.values : [...namedBy(asked), NOBODYS])];
    case "set":
      return setsFor(asked);
    case "text":
      return textsFor(asked);
  }
}

/** Named by no condition. */
const NOBODYS = "\uE000";

const around = (bound: number) => [Math.floor(bound) - 1, Math.floor(bound), Math.ceil(bound), Math.ceil(bound) + 1];

function boundsOf({ condition }: Asked): number[] {
  if ("number" in condition) return [condition.number];
  if ("from" in condition) return [condition.from, condition.to];
  if ("atEpochMs" in condition) return [condition.atEpochMs];
  if (!("span" in condition) || condition.span.unit === "business-days") return [];
  const { amount, unit } = condition.span;
  const lengthMs = durationMs({ amount, unit });
  return [NOW_EPOCH_MS - lengthMs, NOW_EPOCH_MS + lengthMs];
}

function namedBy(asked: readonly Asked[]): string[] {
  return asked.flatMap(({ condition }) =>
    "values" in condition ? condition.values : "value" in condition ? [condition.value] : [],
  );
}

/** Everything that is named and not barred: what that does not meet, no part of it does. */
function setsFor(asked: readonly Asked[]): FactValue[] {
  const bars = ({ condition: { operator }, wanted }: Asked) => operator === (wanted ? "has-none-of" : "has-any-of");
  const barred = asked.filter(bars);
  const isFree = (value: string) => barred.every(isMetBy([value]));
  const whole = [...namedBy(asked).filter(isFree), ...(isFree(NOBODYS) ? [NOBODYS] : [])];
  // Of those that may not all be there one is left out.
  const parts = asked.flatMap(({ condition, wanted }) =>
    condition.operator === "has-all-of" && !wanted
      ? condition.values.map((value) => whole.filter((one) => isMetBy([one])(asks(value))))
      : [],
  );
  return [null, [], whole, ...parts];
}

const asks = (value: string): Asked => ({
  condition: { object: "ticket", property: "tags", operator: "has-none-of", values: [value] },
  wanted: true,
});

/** A text that is asked for, none, and one that has all it must have with nothing between that anybody bars. */
function textsFor(asked: readonly Asked[]): FactValue[] {
  const valuesOf = (operator: Condition["operator"], opposite?: Condition["operator"]) =>
    asked.flatMap(({ condition, wanted }) =>
      condition.operator === (wanted ? operator : opposite) && "value" in condition ? [condition.value] : [],
    );
  const longest = (texts: readonly string[]) => texts.toSorted((a, b) => b.length - a.length)[0] ?? "";
  const made = [
    longest(valuesOf("starts-with")),
    ...valuesOf("contains", "contains-not"),
    longest(valuesOf("ends-with")),
  ].join(NOBODYS);
  return [null, "", ...namedBy(asked), `${NOBODYS.repeat(made.startsWith(NOBODYS) ? 1 : 0)}${made}`].filter(
    (text) => text === null || text.length <= MAX_COMPARED_CHARACTERS,
  );
}

/** Everybody who is named, somebody else of each kind, and nobody. */
function authorsOf(asked: readonly Asked[]): (Cause | null)[] {
  const ids = { runId: RunId.parse(NOBODYS), stepId: StepId.parse(NOBODYS) };
  const user = (id: string): Cause => ({ kind: "user", userId: UserId.parse(id) });
  const workflow = (id: string): Cause => ({ kind: "workflow", workflowId: WorkflowId.parse(id), ...ids });
  const named = asked.flatMap(({ condition }) => {
    if (!("author" in condition)) return [];
    const { author } = condition;
    if (author.kind === "user") return [user(author.userId)];
    return author.kind === "workflow" ? [workflow(author.workflowId)] : [];
  });
  return [
    null,
    user(NOBODYS),
    workflow(NOBODYS),
    { kind: "rule", rule: "D6" },
    { kind: "import", source: "" },
    ...named,
  ];
}
