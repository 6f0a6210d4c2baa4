import { encodeKey, ODD } from "../keys.ts";
import { LIST_AS_JSON_FROM } from "../limits.ts";
import type { KeyDialect, Scalar, SqlDialect } from "./dialect.ts";
import { type Fragment, param, sql } from "./fragment.ts";
import type { SqlPath } from "./paths.ts";
import type { JsonSource, TypedSource } from "./source.ts";

/** Paths are part of the text (the statement cache needs few texts, and paths are few); parsePath has refused the unsafe. */
function jsonPath(path: SqlPath): string {
  return `'$${path.map((segment) => `."${segment.replaceAll("'", "''")}"`).join("")}'`;
}

function type(source: TypedSource): string {
  return source.kind === "element" ? `${source.alias}.type` : `json_type(${source.base}, ${jsonPath(source.path)})`;
}

function value(source: TypedSource): string {
  return source.kind === "element" ? `${source.alias}.atom` : `(${source.base} ->> ${jsonPath(source.path)})`;
}

/**
 * Same scalars have the same JSON text, because every document was written by JSON.stringify: comparing texts is exact where
 * `->>` would call 1 and true the same.
 */
function comparable(source: JsonSource): string {
  return `(${source.base} -> ${jsonPath(source.path)})`;
}

/** A list of changing length in a text that doesn't change with it: the last item is repeated up to a power of two. */
function padded<Item>(items: readonly Item[]): Item[] {
  const result = [...items];
  const last = result.at(-1);
  while (last !== undefined && (result.length & (result.length - 1)) !== 0) result.push(last);
  return result;
}

function list(values: readonly (string | number)[]): Fragment {
  if (values.length >= LIST_AS_JSON_FROM) {
    return sql`(SELECT value FROM json_each(${param(JSON.stringify(values))}))`;
  }
  const items = padded(values);
  return { sql: `(${items.map(() => "?").join(", ")})`, params: items };
}

const key: KeyDialect = {
  isMissing: (column) => `${column} IS NULL`,
  isNull: (column) => `${column} = -9e999`,
  isText: (column) => `(${column} >= '' AND ${column} < x'')`,
  isNumber: (column) => `(${column} > -9e999 AND ${column} < '')`,
  isBoolean: (column) => `${column} >= x''`,
  number: (column) => column,
  within(column, kind, isUpward) {
    switch (kind) {
      case "number":
        return isUpward ? `${column} < ''` : `${column} > -9e999`;
      case "text":
        return isUpward ? `${column} < x''` : `${column} >= ''`;
      case "boolean":
        return isUpward ? undefined : `${column} >= x''`;
    }
  },
  keyParam(scalar) {
    const encoded = encodeKey(scalar);
    if (encoded === ODD) throw new TypeError("A scalar has a key.");
    return param(encoded);
  },
};

export const sqliteDialect: SqlDialect = {
  name: "sqlite",
  document: "data",
  keyOf: () => key,

  isMissing: (source) => `${type(source)} IS NULL`,
  isNull: (source) => `${type(source)} IS 'null'`,
  isText: (source) => `${type(source)} IS 'text'`,
  isNumber: (source) => `${type(source)} IN ('integer', 'real')`,
  // JSON.stringify writes integers without point or exponent below 1e21, and everything from there on is an integer.
  isInteger: (source) =>
    `(${type(source)} IS 'integer' OR (${type(source)} IS 'real' AND abs(${value(source)}) >= 1e21))`,
  isBoolean: (source) => `${type(source)} IN ('true', 'false')`,
  isTrue: (source) => `${type(source)} IS 'true'`,
  isArray: (source) => `${type(source)} IS 'array'`,
  isObject: (source) => `${type(source)} IS 'object'`,

  text: value,
  textParam: (text) => text,
  number: value,
  comparable,
  comparableParam: (scalar) => param(JSON.stringify(scalar)),
  comparableList: (values: readonly Scalar[]) => list(values.map((scalar) => JSON.stringify(scalar))),
  textOrNumberList: list,

  arrayLength: (source) =>
    source.kind === "element"
      ? `json_array_length(${source.alias}.value)`
      : `json_array_length(${source.base}, ${jsonPath(source.path)})`,
  eachElement: (source, alias) =>
    source.kind === "element"
      ? `json_each(${source.alias}.value) AS ${alias}`
      : `json_each(${source.base}, ${jsonPath(source.path)}) AS ${alias}`,
  // The JSON functions refuse text that isn't JSON, such as the bare text of an element that is a string.
  elementDocument: (alias) => `(CASE ${alias}.type WHEN 'object' THEN ${alias}.value END)`,
  remainder: (dividend, divisor) => sql`mod(${dividend}, ${divisor})`,

  callBack: (test, tested) => sql`rx_test(${test}, ${tested})`,
  json: (source) =>
    source.kind === "element" ? `json_quote(${source.alias}.value)` : `(${source.base} -> ${jsonPath(source.path)})`,

  // Texts from U+D800 on are ordered differently by SQLite than by JavaScript (see encodeText); they are rare enough outside
  // the indexed columns to let such a query be sorted outside SQL. So are arrays and objects, whose order is mingo's own.
  sortKey: (source) => `CASE ${type(source)}
    WHEN 'text' THEN CASE WHEN ${value(source)} GLOB '*[\u{E000}-\u{10FFFF}]*' THEN rx_unsortable() ELSE ${value(source)} END
    WHEN 'integer' THEN ${value(source)} WHEN 'real' THEN ${value(source)}
    WHEN 'true' THEN x'01' WHEN 'false' THEN x'00' WHEN 'null' THEN -9e999
    WHEN 'array' THEN rx_unsortable() WHEN 'object' THEN rx_unsortable() END`,
};
