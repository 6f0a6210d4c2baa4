import type { KeyDialect, SqlDialect } from "../dialect.ts";
import { ALWAYS, type Fragment, NEVER, not, or, param, sql } from "../fragment.ts";
import { arrayOnTheWay, exact, type Leaf, NO_MATCH, type Operator } from "../leaf.ts";
import type { ColumnSource, TypedSource } from "../source.ts";

const plain = (text: string): Fragment => ({ sql: text, params: [] });

export const $exists: Operator = (context, source, operand) => {
  const { dialect } = context;
  const missing = plain(
    source.kind === "column" ? dialect.keyOf(source).isMissing(source.column) : dialect.isMissing(source),
  );
  const odd = source.kind === "column" ? NEVER : arrayOnTheWay(dialect, source);
  return { when: operand ? not(missing) : missing, odd };
};

export const $size: Operator = (context, source, operand) => {
  if (typeof operand !== "number" || source.kind === "column") return NO_MATCH;
  const { dialect } = context;
  return {
    when: sql`(${dialect.isArray(source)} AND ${dialect.arrayLength(source)} = ${param(operand)})`,
    odd: arrayOnTheWay(dialect, source),
  };
};

/** `$mod` takes JavaScript's remainder of whatever is there, strings and null included: only numbers are SQL's business. */
export const $mod: Operator = (context, source, operand) => {
  if (!Array.isArray(operand) || operand.length !== 2) return undefined;
  const [divisor, remainder] = operand as [unknown, unknown];
  if (typeof divisor !== "number" || typeof remainder !== "number") return undefined;
  const { dialect } = context;
  const remainderOf = dialect.remainder;
  if (!remainderOf) return undefined;
  const test = (value: string): Fragment => sql`${remainderOf(value, param(divisor))} = ${param(remainder)}`;
  if (source.kind === "column") {
    const key = dialect.keyOf(source);
    const number = key.number(source.column);
    if (source.isFlag || number === undefined) return undefined;
    const isNumber = key.isNumber(source.column);
    return {
      when: sql`(${isNumber} AND ${test(number)})`,
      odd: sql`NOT (${key.isMissing(source.column)} OR ${isNumber})`,
    };
  }
  const isNumber = dialect.isNumber(source);
  return {
    when: sql`(${isNumber} AND ${test(dialect.number(source))})`,
    odd: or([arrayOnTheWay(dialect, source), sql`NOT (${dialect.isMissing(source)} OR ${isNumber})`]),
  };
};

type TypeTest = "number" | "integer" | "string" | "boolean" | "null" | "nil" | "array" | "object" | "never";

/** mingo's names and numbers of types. Dates and regular expressions don't occur in JSON. */
const TYPE_TESTS: ReadonlyMap<string, TypeTest> = new Map([
  ...["number", "double", "decimal", "1", "19"].map((name) => [name, "number"] as const),
  ...["int", "long", "16", "18"].map((name) => [name, "integer"] as const),
  ...["string", "2"].map((name) => [name, "string"] as const),
  ...["boolean", "bool", "8"].map((name) => [name, "boolean"] as const),
  ...["null", "10"].map((name) => [name, "null"] as const),
  ...["undefined", "6"].map((name) => [name, "nil"] as const),
  ...["array", "4"].map((name) => [name, "array"] as const),
  ...["object", "3"].map((name) => [name, "object"] as const),
  ...["date", "9", "regexp", "regex", "11"].map((name) => [name, "never"] as const),
]);

export const $type: Operator = (context, source, operand) => {
  const tests = (Array.isArray(operand) ? operand : [operand]).map((name) => TYPE_TESTS.get(String(name)));
  if (tests.includes(undefined)) return undefined;
  const known = tests.filter((test) => test !== undefined);
  const { dialect } = context;
  if (source.kind === "column") {
    const parts = known.map((test) => columnTypeTest(dialect.keyOf(source), source, test));
    const told = parts.filter((part) => part !== undefined);
    return told.length < parts.length ? undefined : exact(or(told));
  }
  const leaf: Leaf = {
    when: or(known.map((test) => typeTest(dialect, source, test))),
    odd: arrayOnTheWay(dialect, source),
  };
  return leaf;
};

function typeTest(dialect: SqlDialect, source: TypedSource, test: TypeTest): Fragment {
  switch (test) {
    case "number":
      return plain(dialect.isNumber(source));
    case "integer":
      return plain(dialect.isInteger(source));
    case "string":
      return plain(dialect.isText(source));
    case "boolean":
      return plain(dialect.isBoolean(source));
    case "null":
      return plain(dialect.isNull(source));
    case "nil":
      return plain(`(${dialect.isMissing(source)} OR ${dialect.isNull(source)})`);
    case "array":
      return plain(dialect.isArray(source));
    case "object":
      return plain(dialect.isObject(source));
    case "never":
      return NEVER;
  }
}

function columnTypeTest(key: KeyDialect, source: ColumnSource, test: TypeTest): Fragment | undefined {
  const { column } = source;
  const number = key.number(column);
  if (source.isFlag) return test === "boolean" ? ALWAYS : NEVER;
  switch (test) {
    case "number":
      return plain(key.isNumber(column));
    case "integer":
      return number === undefined ? undefined : plain(`(${key.isNumber(column)} AND ${number} = round(${number}))`);
    case "string":
      return plain(key.isText(column));
    case "boolean":
      return plain(key.isBoolean(column));
    case "null":
      return plain(key.isNull(column));
    case "nil":
      return plain(`(${key.isMissing(column)} OR ${key.isNull(column)})`);
    case "array":
    case "object":
    case "never":
      return NEVER;
  }
}
