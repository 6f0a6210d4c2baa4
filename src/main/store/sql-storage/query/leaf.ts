import type { ColumnMap, ElementSource, JsonSource, Source, TypedSource } from "./source.ts";
import type { Scalar, SqlDialect } from "./dialect.ts";
import { type Fragment, NEVER, or, sql } from "./fragment.ts";

/**
 * One compiled test. `odd` says for which rows `when` may be wrong: those whose value has a shape (an array on the way, an
 * array in an array) for which mingo has rules of its own. Such rows are tested in JavaScript, row by row.
 */
export type Leaf = { readonly when: Fragment; readonly odd: Fragment };

/** Undefined: SQL can't express it; the caller tests in JavaScript. */
export type Compiled = Leaf | undefined;

export type CompileContext = {
  readonly dialect: SqlDialect;
  readonly columns: ColumnMap;
  /** The JSON that paths start from: the document, or an element of an array. */
  readonly base: string;
  /** Row: a leaf that may be odd is settled at once. Element: oddness is handed up, since only a whole row can be tested. */
  readonly level: "row" | "element";
  /** A fresh name for an array's elements. */
  readonly nextAlias: () => string;
  /** RxDB's own matcher of a selector, over the JSON text of a document. */
  readonly matcher: (selector: Record<string, unknown>) => (json: string) => boolean;
};

export type Operator = (context: CompileContext, source: Source, operand: unknown) => Compiled;

export function exact(when: Fragment): Leaf {
  return { when, odd: NEVER };
}

export const NO_MATCH: Leaf = exact(NEVER);

/** From here on neighbouring integers share a double, and SQLite's exact integers compare differently from JavaScript's. */
const EXACT_INTEGERS_BELOW = 2 ** 53;

/** Undefined for what can't be bound without changing it, or isn't a scalar. */
export function toScalar(value: unknown): Scalar | undefined {
  switch (typeof value) {
    case "string":
      return value.isWellFormed() ? value : undefined;
    case "number":
      return Math.abs(value) < EXACT_INTEGERS_BELOW ? value : undefined;
    case "boolean":
      return value;
    default:
      return value === null ? null : undefined;
  }
}

/** Mingo gathers values through arrays on the way with rules that depend on their nesting: not worth a second copy in SQL. */
export function arrayOnTheWay(dialect: SqlDialect, source: TypedSource): Fragment {
  if (source.kind === "element") return NEVER;
  const prefixes = source.path
    .slice(1)
    .map((_, index): JsonSource => ({ ...source, path: source.path.slice(0, index + 1) }));
  return or(prefixes.map((prefix) => ({ sql: dialect.isArray(prefix), params: [] })));
}

/** `test` for the value itself, or, where the value is an array, for any of its elements. */
export function anyOf(context: CompileContext, source: TypedSource, test: (source: TypedSource) => Fragment): Fragment {
  const { dialect } = context;
  const alias = context.nextAlias();
  const element: ElementSource = { kind: "element", alias };
  return sql`(${test(source)} OR (${dialect.isArray(source)} AND EXISTS (SELECT 1 FROM ${dialect.eachElement(
    source,
    alias,
  )} WHERE ${test(element)})))`;
}

/** Rows where the value is an array that holds an array. */
export function arrayInArray(context: CompileContext, source: TypedSource): Fragment {
  const { dialect } = context;
  const alias = context.nextAlias();
  return sql`(${dialect.isArray(source)} AND EXISTS (SELECT 1 FROM ${dialect.eachElement(
    source,
    alias,
  )} WHERE ${dialect.isArray({ kind: "element", alias })}))`;
}
