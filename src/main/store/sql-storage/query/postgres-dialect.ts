import { LIST_AS_JSON_FROM } from "../limits.ts";
import { pgKey, pgText, safeJson, safeText } from "../postgres/text.ts";
import type { KeyDialect, Scalar, SqlDialect } from "./dialect.ts";
import { type Fragment, param, sql } from "./fragment.ts";
import type { SqlPath } from "./paths.ts";
import type { TypedSource } from "./source.ts";

/** parsePath has refused the names that an array literal would have to escape. */
function jsonPath(path: SqlPath): string {
  return `'{${path.map((segment) => `"${segment.replaceAll("'", "''")}"`).join(",")}}'`;
}

function json(source: TypedSource): string {
  return source.kind === "element" ? `${source.alias}.v` : `(${source.base} #> ${jsonPath(source.path)})`;
}

function is(source: TypedSource, type: string): string {
  return `jsonb_typeof(${json(source)}) IS NOT DISTINCT FROM '${type}'`;
}

/** PostgreSQL may look at both sides of an AND in any order: only CASE keeps a cast away from what it would fail at. */
function number(source: TypedSource): string {
  return `(CASE jsonb_typeof(${json(source)}) WHEN 'number' THEN (${json(source)})::float8 END)`;
}

function arrayOf(source: TypedSource): string {
  return `(CASE jsonb_typeof(${json(source)}) WHEN 'array' THEN ${json(source)} ELSE '[]'::jsonb END)`;
}

function list(values: readonly (string | number)[]): Fragment {
  if (values.length < LIST_AS_JSON_FROM) return { sql: `(${values.map(() => "?").join(", ")})`, params: [...values] };
  const items = param(JSON.stringify(values));
  return typeof values[0] === "number"
    ? sql`(SELECT item::float8 FROM jsonb_array_elements_text(${items}::jsonb) AS item)`
    : sql`(SELECT jsonb_array_elements_text(${items}::jsonb))`;
}

const inOrder = { number: "1", text: "2", boolean: "3" } as const;

/** See `pgKey`: the first character tells the kind. */
const mixedKey: KeyDialect = {
  isMissing: (column) => `${column} = ''`,
  isNull: (column) => `${column} = '0'`,
  isText: (column) => `(${column} >= '2' AND ${column} < '3')`,
  isNumber: (column) => `(${column} >= '1' AND ${column} < '2')`,
  isBoolean: (column) => `${column} >= '3'`,
  number: () => undefined,
  within(column, kind, isUpward) {
    const first = inOrder[kind];
    if (!isUpward) return `${column} >= '${first}'`;
    return kind === "boolean" ? undefined : `${column} < '${Number(first) + 1}'`;
  },
  keyParam: (scalar) => param(pgKey(scalar)),
};

/** A column whose values are all of one kind; a value of another kind is equal to none, which NULL says. */
function plainKey(kind: "text" | "number"): KeyDialect {
  return {
    isMissing: () => "FALSE",
    isNull: () => "FALSE",
    isText: () => (kind === "text" ? "TRUE" : "FALSE"),
    isNumber: () => (kind === "number" ? "TRUE" : "FALSE"),
    isBoolean: () => "FALSE",
    number: (column) => (kind === "number" ? column : undefined),
    within: () => undefined,
    keyParam(scalar) {
      if (kind === "text") return param(typeof scalar === "string" ? pgText(scalar) : null);
      return param(typeof scalar === "number" ? scalar : null);
    },
  };
}

const textKey = plainKey("text");
const numberKey = plainKey("number");

/**
 * PostgreSQL's. `j` is the document as jsonb, with the characters replaced that jsonb can't hold (`safeJson`); what is compared with it is replaced alike. No test in JavaScript can be called from
 * a statement, so what SQL can't tell is tested on the rows that it gives.
 */
export const postgresDialect: SqlDialect = {
  name: "postgres",
  document: "j",
  keyOf: ({ holds }) => (holds === "key" ? mixedKey : holds === "text" ? textKey : numberKey),

  isMissing: (source) => `${json(source)} IS NULL`,
  isNull: (source) => is(source, "null"),
  isText: (source) => is(source, "string"),
  isNumber: (source) => is(source, "number"),
  isInteger: (source) =>
    `(CASE jsonb_typeof(${json(source)}) WHEN 'number' THEN (${json(source)})::numeric = trunc((${json(source)})::numeric) ELSE FALSE END)`,
  isBoolean: (source) => is(source, "boolean"),
  isTrue: (source) => `${json(source)} IS NOT DISTINCT FROM 'true'::jsonb`,
  isArray: (source) => is(source, "array"),
  isObject: (source) => is(source, "object"),

  text: (source) =>
    `((CASE jsonb_typeof(${json(source)}) WHEN 'string' THEN ${json(source)} #>> '{}' END) COLLATE "C")`,
  textParam: safeText,
  number,
  comparable: json,
  comparableParam: (scalar) => sql`${param(safeJson(JSON.stringify(scalar)))}::jsonb`,
  comparableList: (values: readonly Scalar[]) =>
    sql`(SELECT jsonb_array_elements(${param(safeJson(JSON.stringify(values)))}::jsonb))`,
  textOrNumberList: list,

  arrayLength: (source) => `jsonb_array_length${arrayOf(source)}`,
  eachElement: (source, alias) => `jsonb_array_elements${arrayOf(source)} AS ${alias}(v)`,
  elementDocument: (alias) => `(CASE jsonb_typeof(${alias}.v) WHEN 'object' THEN ${alias}.v END)`,
  remainder: undefined,

  callBack: undefined,
  json,
  // Texts are ordered by JavaScript's code units, arrays and objects in an order of mingo's own: sorted outside SQL.
  sortKey: () => undefined,
};
