/**
 * A view's filter as a condition in SQL. Each condition is made of the evaluator's own words where a property has few values, so that both can't part; what the evaluator compares as people
 * read it (texts, tags) or finds beside the ticket SQL can't say, and is left to it.
 */
import { compileCondition, folded } from "#shared/automation/filters/evaluate.ts";
import { isGroup, type Condition, type Filter, type Span } from "#shared/automation/filters/filter.ts";
import { PROPERTIES, propertyType } from "#shared/automation/filters/properties.ts";
import { shifted } from "#shared/automation/schedule/shift.ts";
import type { RawDialect } from "../raw-reads.ts";
import { numberOf, textOf, type SqlPart } from "./ticket-columns.ts";

export type CompileContext = {
  readonly dialect: RawDialect;
  readonly nowEpochMs: number;
  /** Of every stage that there is, also of those that are being deleted. */
  readonly stageKinds: ReadonlyMap<string, "open" | "closed">;
};

export type CompiledSql = SqlPart & {
  /** False: it lets through what the filter does not, and the evaluator has to look at what is found. */
  readonly isExact: boolean;
};

const ALWAYS: CompiledSql = { text: "TRUE", values: [], isExact: true };
const NEVER: CompiledSql = { text: "FALSE", values: [], isExact: true };
/** Lets everything through, to be looked at. */
const UNDECIDED: CompiledSql = { ...ALWAYS, isExact: false };

/** SQLite takes 32 766 values a statement, and sorting needs some too. Who asks for more has written a program. */
const MAX_SQL_VALUES = 20_000;

/** Nothing in it can be unknown: every condition of it holds, or does not. */
export function compileFilterSql(filter: Filter, context: CompileContext): CompiledSql {
  const compiled = compileGroup(filter, context);
  return compiled.values.length > MAX_SQL_VALUES ? UNDECIDED : compiled;
}

function compileGroup(filter: Filter, context: CompileContext): CompiledSql {
  const parts = filter.parts.map((part) =>
    isGroup(part) ? compileGroup(part, context) : compileConditionSql(part, context),
  );
  const isAll = filter.match === "all";
  if (parts.length === 0) return isAll ? ALWAYS : NEVER;
  return {
    text: `(${parts.map(({ text }) => text).join(isAll ? " AND " : " OR ")})`,
    values: parts.flatMap(({ values }) => values),
    isExact: parts.every(({ isExact }) => isExact),
  };
}

function compileConditionSql(condition: Condition, context: CompileContext): CompiledSql {
  const { object, property } = condition;
  const type = propertyType(object, property);
  if (type === null || !isOwnProperty(object, property) || "author" in condition) return UNDECIDED;
  if (property === "stageKind") return ofStageKind(condition, context);
  switch (type.kind) {
    case "flag":
      return ofFlag(condition, context);
    case "number":
    case "date":
      return ofNumber(condition, context);
    case "choice":
      return Array.isArray(type.values) ? ofFixed(condition, type.values, context) : ofReference(condition, context);
    case "text":
      return ofText(condition, context);
    case "set":
      return ofSet(condition, context);
  }
}

/** One that the catalogue names: nothing else gets into a statement. */
export function isOwnProperty(object: string, property: string): boolean {
  return object === "ticket" && Object.hasOwn(PROPERTIES.ticket, property);
}

/** Whether the condition holds for a value. */
function testOf(condition: Condition, nowEpochMs: number): (value: string | null) => boolean {
  const holds = compileCondition(condition, null);
  return (value) => holds({ nowEpochMs, value: () => value, changedBy: () => null });
}

function ofStageKind(condition: Condition, { dialect, nowEpochMs, stageKinds }: CompileContext): CompiledSql {
  const test = testOf(condition, nowEpochMs);
  const stages = [...stageKinds];
  const stage = textOf(dialect, "stageId");
  const fitting = stages.filter(([, kind]) => test(kind)).map(([id]) => id);
  const isIn = oneOf(stage, fitting);
  if (!test(null)) return isIn;
  const known = oneOf(
    stage,
    stages.map(([id]) => id),
  );
  return { text: `(${isIn.text} OR NOT ${known.text})`, values: [...isIn.values, ...known.values], isExact: true };
}

function ofFixed(
  condition: Condition,
  values: readonly string[],
  { dialect, nowEpochMs }: CompileContext,
): CompiledSql {
  const test = testOf(condition, nowEpochMs);
  const text = textOf(dialect, condition.property);
  const isIn = oneOf(text, values.filter(test));
  return test(null) ? { ...isIn, text: `(${text} IS NULL OR ${isIn.text})` } : isIn;
}

/** To the evaluator what is not true is false, also where nobody knows. */
function ofFlag({ operator, property }: Condition, { dialect }: CompileContext): CompiledSql {
  const isTrue = sure(`coalesce(${dialect.isTrue(property)}, FALSE)`);
  if (operator === "is-true") return isTrue;
  return operator === "is-false" ? negated(isTrue) : UNDECIDED;
}

/** Ids are plain ASCII: those that differ in case alone are the same to the evaluator. */
function ofReference(condition: Condition, { dialect }: CompileContext): CompiledSql {
  const text = textOf(dialect, condition.property);
  if (condition.operator === "is-known") return sure(`(${text} IS NOT NULL AND ${text} <> '')`);
  if (condition.operator === "is-unknown") return sure(`(${text} IS NULL OR ${text} = '')`);
  const values = "values" in condition ? condition.values : "value" in condition ? [condition.value] : null;
  if (values === null) return UNDECIDED;
  const wanted = values.map((value) => folded(value.trim()));
  if (wanted.some((value) => !isAscii(value))) return UNDECIDED;
  const isIn = oneOf(`lower(${text})`, wanted);
  switch (condition.operator) {
    case "is":
    case "is-any-of":
      return isIn;
    case "is-not":
    case "is-none-of":
      return negated(isIn);
    default:
      return UNDECIDED;
  }
}

function ofText(condition: Condition, { dialect }: CompileContext): CompiledSql {
  const text = textOf(dialect, condition.property);
  if (condition.operator === "is-known") return sure(`(${text} IS NOT NULL AND ${text} <> '')`);
  if (condition.operator === "is-unknown") return sure(`(${text} IS NULL OR ${text} = '')`);
  return UNDECIDED;
}

function ofSet(condition: Condition, { dialect }: CompileContext): CompiledSql {
  const isKnown = `coalesce(${dialect.length(condition.property)}, 0) > 0`;
  switch (condition.operator) {
    case "is-known":
      return sure(isKnown);
    case "is-unknown":
      return sure(`NOT ${isKnown}`);
    case "has-any-of":
      return { text: isKnown, values: [], isExact: false };
    default:
      return UNDECIDED;
  }
}

function ofNumber(condition: Condition, { dialect, nowEpochMs }: CompileContext): CompiledSql {
  const number = numberOf(dialect, condition.property);
  const compared = (operator: string, value: number): CompiledSql => ({
    text: `coalesce(${number} ${operator} ?, FALSE)`,
    values: [value],
    isExact: true,
  });
  const within = (from: number, to: number): CompiledSql => ({
    text: `coalesce(${number} BETWEEN ? AND ?, FALSE)`,
    values: [from, to],
    isExact: true,
  });
  /** No business days are counted where there are no hours. */
  const near = (span: Span, direction: "before" | "after") => {
    const end = shifted(nowEpochMs, span, direction, null);
    if (end === null) return NEVER;
    return direction === "before" ? within(end, nowEpochMs) : within(nowEpochMs, end);
  };
  switch (condition.operator) {
    case "is-known":
      return sure(`${number} IS NOT NULL`);
    case "is-unknown":
      return sure(`${number} IS NULL`);
    case "equals":
      return compared("=", condition.number);
    case "not-equals":
      return negated(compared("=", condition.number));
    case "greater":
      return compared(">", condition.number);
    case "less":
      return compared("<", condition.number);
    case "between":
      return within(Math.min(condition.from, condition.to), Math.max(condition.from, condition.to));
    case "before":
      return compared("<", condition.atEpochMs);
    case "after":
      return compared(">", condition.atEpochMs);
    case "in-last":
      return near(condition.span, "before");
    case "not-in-last":
      return negated(near(condition.span, "before"));
    case "in-next":
      return near(condition.span, "after");
    case "not-in-next":
      return negated(near(condition.span, "after"));
    default:
      return UNDECIDED;
  }
}

const sure = (text: string): CompiledSql => ({ text, values: [], isExact: true });

const negated = ({ text, values }: SqlPart): CompiledSql => ({ text: `NOT ${text}`, values, isExact: true });

/** Also where the text is null: then it is none of them. */
function oneOf(text: string, values: readonly string[]): CompiledSql {
  if (values.length === 0) return NEVER;
  return { text: `coalesce(${text} IN (${values.map(() => "?").join(", ")}), FALSE)`, values, isExact: true };
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/u.test(text);
}
