import { assertNever } from "../../errors/pipedesk-error.ts";
import type { Cause } from "../../model/cause.ts";
import { type ChangeAuthor, type Condition, type Filter, type Span, isGroup } from "./filter.ts";
import { MAX_COMPARED_CHARACTERS } from "./limits.ts";

/** A property's value as conditions see it; null is unknown. */
export type FactValue = string | number | boolean | readonly string[] | null;

/** What is known when a filter is evaluated. */
export type Facts = {
  readonly nowEpochMs: number;
  /** Null for what is unknown and for a property that no longer exists. */
  value(object: string, property: string): FactValue;
  /** Who made the latest change of the ticket's property; null where it never changed since the ticket was made. */
  changedBy(property: string): Cause | null;
};

/** A filter made ready: building the closures once costs more than a hundred evaluations. */
export type CompiledFilter = (facts: Facts) => boolean;

/** @rule F3 */
export function compileFilter(filter: Filter): CompiledFilter {
  const parts = filter.parts.map((part) => (isGroup(part) ? compileFilter(part) : compileCondition(part)));
  return filter.match === "all"
    ? (facts) => parts.every((holds) => holds(facts))
    : (facts) => parts.some((holds) => holds(facts));
}

export function compileCondition(condition: Condition): CompiledFilter {
  const { object, property } = condition;
  if ("author" in condition) {
    const { author } = condition;
    const wanted = condition.operator === "changed-by";
    return (facts) => isBy(facts.changedBy(property), author) === wanted;
  }
  const test = valueTest(condition);
  return (facts) => test(facts.value(object, property), facts.nowEpochMs);
}

type ValueTest = (value: FactValue, nowEpochMs: number) => boolean;

/** Every positive question is false for what is unknown, and its negation true. */
function valueTest(condition: Exclude<Condition, { author: ChangeAuthor }>): ValueTest {
  switch (condition.operator) {
    case "is-known":
      return isKnown;
    case "is-unknown":
      return not(isKnown);
    case "is":
      return isText(condition.value);
    case "is-not":
      return not(isText(condition.value));
    case "contains":
      return textTest(condition.value, (text, part) => text.includes(part));
    case "contains-not":
      return not(textTest(condition.value, (text, part) => text.includes(part)));
    case "starts-with":
      return textTest(condition.value, (text, part) => text.trimStart().startsWith(part.trimStart()));
    case "ends-with":
      return textTest(condition.value, (text, part) => text.trimEnd().endsWith(part.trimEnd()));
    case "is-any-of":
      return isOneOf(condition.values);
    case "is-none-of":
      return not(isOneOf(condition.values));
    case "has-any-of":
      return setTest(condition.values, (has, values) => values.some(has));
    case "has-all-of":
      return setTest(condition.values, (has, values) => values.every(has));
    case "has-none-of":
      return not(setTest(condition.values, (has, values) => values.some(has)));
    case "equals":
      return (value) => value === condition.number;
    case "not-equals":
      return (value) => value !== condition.number;
    case "greater":
      return (value) => typeof value === "number" && value > condition.number;
    case "less":
      return (value) => typeof value === "number" && value < condition.number;
    case "between": {
      const [low, high] = [Math.min(condition.from, condition.to), Math.max(condition.from, condition.to)];
      return (value) => typeof value === "number" && value >= low && value <= high;
    }
    case "before":
      return (value) => typeof value === "number" && value < condition.atEpochMs;
    case "after":
      return (value) => typeof value === "number" && value > condition.atEpochMs;
    case "in-last":
      return isInLast(condition.span);
    case "not-in-last":
      return not(isInLast(condition.span));
    case "in-next":
      return isInNext(condition.span);
    case "not-in-next":
      return not(isInNext(condition.span));
    case "is-true":
      return (value) => value === true;
    case "is-false":
      return (value) => value !== true;
    default:
      return assertNever(condition);
  }
}

const not =
  (test: ValueTest): ValueTest =>
  (value, nowEpochMs) =>
    !test(value, nowEpochMs);

function isKnown(value: FactValue): boolean {
  return value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
}

/** Texts compare as people read them: without regard to case, width and composition of letters. */
export function folded(text: string): string {
  return text.slice(0, MAX_COMPARED_CHARACTERS).normalize("NFKC").toLowerCase();
}

function isText(wanted: string): ValueTest {
  const expected = folded(wanted.trim());
  return (value) => typeof value === "string" && folded(value.trim()) === expected;
}

function textTest(part: string, test: (text: string, part: string) => boolean): ValueTest {
  const wanted = folded(part);
  return (value) => typeof value === "string" && wanted !== "" && test(folded(value), wanted);
}

function isOneOf(values: readonly string[]): ValueTest {
  const wanted = new Set(values.map((value) => folded(value.trim())));
  return (value) => typeof value === "string" && wanted.has(folded(value.trim()));
}

function setTest(
  values: readonly string[],
  test: (has: (value: string) => boolean, values: readonly string[]) => boolean,
): ValueTest {
  const wanted = values.map((value) => folded(value.trim()));
  return (value) => {
    if (!Array.isArray(value)) return false;
    const held = new Set((value as readonly string[]).map((element) => folded(element)));
    return test((element) => held.has(element), wanted);
  };
}

const UNIT_MS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 } as const;

/** Milliseconds of a span; days are of 24 hours. */
export function spanMs({ amount, unit }: Span): number {
  return amount * UNIT_MS[unit];
}

function isInLast(span: Span): ValueTest {
  const lengthMs = spanMs(span);
  return (value, nowEpochMs) => typeof value === "number" && value <= nowEpochMs && value >= nowEpochMs - lengthMs;
}

function isInNext(span: Span): ValueTest {
  const lengthMs = spanMs(span);
  return (value, nowEpochMs) => typeof value === "number" && value >= nowEpochMs && value <= nowEpochMs + lengthMs;
}

function isBy(cause: Cause | null, author: ChangeAuthor): boolean {
  if (cause === null) return false;
  switch (author.kind) {
    case "anybody":
      return true;
    case "any-user":
      return cause.kind === "user";
    case "user":
      return cause.kind === "user" && cause.userId === author.userId;
    case "any-workflow":
      return cause.kind === "workflow";
    case "workflow":
      return cause.kind === "workflow" && cause.workflowId === author.workflowId;
    case "rule":
      return cause.kind === "rule";
    default:
      return assertNever(author);
  }
}
