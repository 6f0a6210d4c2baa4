import type { KeyDialect, Scalar, SqlDialect } from "../dialect.ts";
import { type Fragment, NEVER, not, or, param, sql } from "../fragment.ts";
import {
  anyOf,
  arrayInArray,
  arrayOnTheWay,
  type Compiled,
  type CompileContext,
  exact,
  type Leaf,
  NO_MATCH,
  type Operator,
  toScalar,
} from "../leaf.ts";
import type { ColumnSource, TypedSource } from "../source.ts";

export const $eq: Operator = (context, source, operand) => {
  const scalar = toScalar(operand);
  if (scalar === undefined) return undefined;
  if (source.kind === "column") return exact(columnEquals(context.dialect.keyOf(source), source, scalar));
  return typedLeaf(context, source, true, (value) => equals(context.dialect, value, scalar), scalar === null);
};

export const $in: Operator = (context, source, operand) => {
  if (!Array.isArray(operand)) return undefined;
  const scalars: Scalar[] = [];
  for (const item of operand as unknown[]) {
    const scalar = toScalar(item);
    // A list may hold undefined, which matches nothing.
    if (scalar === undefined && item !== undefined) return undefined;
    if (scalar !== undefined) scalars.push(scalar);
  }
  if (scalars.length === 0) return NO_MATCH;
  if (source.kind === "column") return exact(columnIn(context.dialect, source, scalars));
  return typedLeaf(context, source, false, (value) => isIn(context.dialect, value, scalars), scalars.includes(null));
};

export const $ne: Operator = (context, source, operand) => negated($eq(context, source, operand));
export const $nin: Operator = (context, source, operand) => negated($in(context, source, operand));

export function negated(leaf: Compiled): Compiled {
  return leaf && { when: not(leaf.when), odd: leaf.odd };
}

function typedLeaf(
  context: CompileContext,
  source: TypedSource,
  flattens: boolean,
  test: (value: TypedSource) => Fragment,
  matchesMissing: boolean,
): Leaf {
  const { dialect } = context;
  const any = anyOf(context, source, test);
  const missing = matchesMissing ? { sql: dialect.isMissing(source), params: [] } : NEVER;
  // `$eq` looks as many levels down into arrays as the path has dots; an array found in an array is an equal in itself only.
  const looksDeeper = flattens && source.kind === "json" && source.path.length > 1;
  const nested = looksDeeper ? arrayInArray(context, source) : NEVER;
  return { when: or([any, missing]), odd: or([arrayOnTheWay(dialect, source), nested]) };
}

export function equals(dialect: SqlDialect, source: TypedSource, scalar: Scalar): Fragment {
  if (source.kind === "json") return sql`${dialect.comparable(source)} = ${dialect.comparableParam(scalar)}`;
  if (scalar === null) return { sql: dialect.isNull(source), params: [] };
  if (typeof scalar === "boolean") {
    const isTrue = { sql: dialect.isTrue(source), params: [] };
    return scalar ? isTrue : sql`(${dialect.isBoolean(source)} AND ${not(isTrue)})`;
  }
  return typeof scalar === "string"
    ? sql`(${dialect.isText(source)} AND ${dialect.text(source)} = ${param(dialect.textParam(scalar))})`
    : sql`(${dialect.isNumber(source)} AND ${dialect.number(source)} = ${param(scalar)})`;
}

function isIn(dialect: SqlDialect, source: TypedSource, scalars: readonly Scalar[]): Fragment {
  if (source.kind === "json") return sql`${dialect.comparable(source)} IN ${dialect.comparableList(scalars)}`;
  const texts = scalars.filter((scalar) => typeof scalar === "string").map((text) => dialect.textParam(text));
  const numbers = scalars.filter((scalar) => typeof scalar === "number");
  const others = scalars.filter((scalar) => scalar === null || typeof scalar === "boolean");
  return or([
    texts.length > 0
      ? sql`(${dialect.isText(source)} AND ${dialect.text(source)} IN ${dialect.textOrNumberList(texts)})`
      : NEVER,
    numbers.length > 0
      ? sql`(${dialect.isNumber(source)} AND ${dialect.number(source)} IN ${dialect.textOrNumberList(numbers)})`
      : NEVER,
    ...[...new Set(others)].map((scalar) => equals(dialect, source, scalar)),
  ]);
}

function columnEquals(key: KeyDialect, source: ColumnSource, scalar: Scalar): Fragment {
  const { column } = source;
  if (source.isFlag) {
    if (typeof scalar !== "boolean") return NEVER;
    return { sql: `${column} = ${scalar ? 1 : 0}`, params: [] };
  }
  if (scalar === null) return { sql: `(${key.isMissing(column)} OR ${key.isNull(column)})`, params: [] };
  return sql`${column} = ${key.keyParam(scalar)}`;
}

function columnIn(dialect: SqlDialect, source: ColumnSource, scalars: readonly Scalar[]): Fragment {
  const key = dialect.keyOf(source);
  const plain: (string | number)[] = [];
  const others = new Set<Scalar>();
  for (const scalar of scalars) {
    const encoded = source.isFlag ? undefined : key.keyParam(scalar).params[0];
    if (scalar !== null && (typeof encoded === "string" || typeof encoded === "number")) plain.push(encoded);
    else others.add(scalar);
  }
  return or([
    plain.length > 0 ? sql`${source.column} IN ${dialect.textOrNumberList(plain)}` : NEVER,
    ...[...others].map((scalar) => columnEquals(key, source, scalar)),
  ]);
}
