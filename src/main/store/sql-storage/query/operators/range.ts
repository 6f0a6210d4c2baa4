import type { KeyDialect, Scalar, SqlDialect } from "../dialect.ts";
import { type Fragment, NEVER, or, param, sql } from "../fragment.ts";
import { anyOf, arrayOnTheWay, exact, type Operator, toScalar } from "../leaf.ts";
import type { ColumnSource, TypedSource } from "../source.ts";

type Comparison = "<" | "<=" | ">" | ">=";

/** Texts with these are ordered differently by SQL than by JavaScript; below them, the first difference decides alike. */
const ORDERED_APART = /[\ud800-\uffff]/;

/** Mingo compares within one type only: a number is never above or below a string, and a missing property never matches. */
function range(comparison: Comparison): Operator {
  return (context, source, operand) => {
    const scalar = toScalar(operand);
    if (scalar === undefined) return undefined;
    const { dialect } = context;
    if (source.kind === "column") return exact(compareColumn(dialect.keyOf(source), source, comparison, scalar));
    if (typeof scalar === "string" && ORDERED_APART.test(scalar)) return undefined;
    const when = anyOf(context, source, (value) => compare(dialect, value, comparison, scalar));
    return { when, odd: arrayOnTheWay(dialect, source) };
  };
}

export const $gt = range(">");
export const $gte = range(">=");
export const $lt = range("<");
export const $lte = range("<=");

function compare(dialect: SqlDialect, source: TypedSource, comparison: Comparison, scalar: Scalar): Fragment {
  switch (typeof scalar) {
    case "string":
      return sql`(${dialect.isText(source)} AND ${dialect.text(source)} ${comparison} ${param(dialect.textParam(scalar))})`;
    case "number":
      return sql`(${dialect.isNumber(source)} AND ${dialect.number(source)} ${comparison} ${param(scalar)})`;
    case "boolean":
      return or(
        booleansThat(comparison, scalar).map((kept) =>
          kept
            ? { sql: dialect.isTrue(source), params: [] }
            : { sql: `(${dialect.isBoolean(source)} AND NOT ${dialect.isTrue(source)})`, params: [] },
        ),
      );
    default:
      return comparison.includes("=") ? { sql: dialect.isNull(source), params: [] } : NEVER;
  }
}

function compareColumn(key: KeyDialect, source: ColumnSource, comparison: Comparison, scalar: Scalar): Fragment {
  const { column } = source;
  if (source.isFlag) {
    if (typeof scalar !== "boolean") return NEVER;
    return or(booleansThat(comparison, scalar).map((kept) => ({ sql: `${column} = ${kept ? 1 : 0}`, params: [] })));
  }
  if (scalar === null) return comparison.includes("=") ? { sql: key.isNull(column), params: [] } : NEVER;
  const bound = sql`${column} ${comparison} ${key.keyParam(scalar)}`;
  // The far end of the range: where the values of this type stop.
  const kind = typeof scalar === "string" ? "text" : typeof scalar === "number" ? "number" : "boolean";
  const end = key.within(column, kind, comparison.startsWith(">"));
  return end === undefined ? bound : sql`(${bound} AND ${end})`;
}

function booleansThat(comparison: Comparison, than: boolean): boolean[] {
  return [false, true].filter((value) => {
    if (value === than) return comparison.includes("=");
    return comparison.startsWith(value ? ">" : "<");
  });
}
