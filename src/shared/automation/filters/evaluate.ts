import { assertNever } from "../../errors/pipedesk-error.ts";
import type { Cause } from "../../model/cause.ts";
import type { BusinessHours } from "../schedule/business-hours.ts";
import { hoursOf, shifted } from "../schedule/shift.ts";
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

/**
 * @param hours of the workflow; null where it has none
 * @rule F3
 */
export function compileFilter(filter: Filter, hours: BusinessHours | null): CompiledFilter {
  const parts = filter.parts.map((part) =>
    isGroup(part) ? compileFilter(part, hours) : compileCondition(part, hours),
  );
  return filter.match === "all"
    ? (facts) => parts.every((holds) => holds(facts))
    : (facts) => parts.some((holds) => holds(facts));
}

export function compileCondition(condition: Condition, hours: BusinessHours | null): CompiledFilter {
  const { object, property } = condition;
  if ("author" in condition) {
    const { author } = condition;
    const wanted = condition.operator === "changed-by";
    return (facts) => isBy(facts.changedBy(property), author) === wanted;
  }
  const test = valueTest(condition, hours);
  return (facts) => test(facts.value(object, property), facts.nowEpochMs);
}

type ValueTest = (value: FactValue, nowEpochMs: number) => boolean;

/** Every positive question is false for what is unknown, and its negation true. */
function valueTest(condition: Exclude<Condition, { author: ChangeAuthor }>, hours: BusinessHours | null): ValueTest {
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
      return isInLast(condition.span, hours);
    case "not-in-last":
      return not(isInLast(condition.span, hours));
    case "in-next":
      return isInNext(condition.span, hours);
    case "not-in-next":
      return not(isInNext(condition.span, hours));
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

/** Where there are not so many business days, nothing is within them. */
function isInLast(span: Span, hours: BusinessHours | null): ValueTest {
  const calendar = hoursOf({ span }, hours);
  return (value, nowEpochMs) => {
    const from = shifted(nowEpochMs, span, "before", calendar);
    return typeof value === "number" && value <= nowEpochMs && from !== null && value >= from;
  };
}

function isInNext(span: Span, hours: BusinessHours | null): ValueTest {
  const calendar = hoursOf({ span }, hours);
  return (value, nowEpochMs) => {
    const to = shifted(nowEpochMs, span, "after", calendar);
    return typeof value === "number" && value >= nowEpochMs && to !== null && value <= to;
  };
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
