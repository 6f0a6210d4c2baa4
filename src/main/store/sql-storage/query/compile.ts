import type { SqlDialect } from "./dialect.ts";
import { and, type Fragment, NEVER, or, param, sql } from "./fragment.ts";
import { arrayOnTheWay, type Compiled, type CompileContext, exact, NO_MATCH, type Operator } from "./leaf.ts";
import { $eq, $in, $ne, $nin, negated } from "./operators/equality.ts";
import { matchPattern } from "./operators/pattern.ts";
import { $gt, $gte, $lt, $lte } from "./operators/range.ts";
import { $exists, $mod, $size, $type } from "./operators/shape.ts";
import { parsePath } from "./paths.ts";
import type { ColumnMap, Source, TypedSource } from "./source.ts";
import { SlotParam } from "../slots.ts";

export type Selector = Record<string, unknown>;

export type CompiledSelector = {
  readonly where: Fragment;
  /** The part SQL can't express, to be tested on each row by RxDB's own matcher. Undefined when SQL says it all. */
  readonly rest: Selector | undefined;
};

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["$eq", $eq],
  ["$ne", $ne],
  ["$in", $in],
  ["$nin", $nin],
  ["$gt", $gt],
  ["$gte", $gte],
  ["$lt", $lt],
  ["$lte", $lte],
  ["$exists", $exists],
  ["$size", $size],
  ["$mod", $mod],
  ["$type", $type],
  ["$not", (context, source, operand) => negated(compileTests(context, source, operand))],
  ["$elemMatch", elementMatch],
]);

/** Splits a selector into what SQL decides exactly and what is left for JavaScript. */
export function compileSelector(
  dialect: SqlDialect,
  columns: ColumnMap,
  matcher: CompileContext["matcher"],
  selector: Selector,
): CompiledSelector {
  let aliases = 0;
  const context: CompileContext = {
    dialect,
    columns,
    base: dialect.document,
    level: "row",
    nextAlias: () => `e${++aliases}`,
    matcher,
  };
  const parts: Fragment[] = [];
  const rest: Selector = {};
  for (const [name, value] of Object.entries(selector)) {
    const compiled = compileEntry(context, name, value);
    if (compiled) parts.push(compiled.when);
    else rest[name] = value;
  }
  return { where: and(parts), rest: Object.keys(rest).length > 0 ? rest : undefined };
}

function compileAll(context: CompileContext, selector: unknown): Compiled {
  if (!isPlainObject(selector)) return undefined;
  return all(Object.entries(selector).map(([name, value]) => compileEntry(context, name, value)));
}

function compileEntry(context: CompileContext, name: string, value: unknown): Compiled {
  if (name === "$and" || name === "$or" || name === "$nor") {
    if (!Array.isArray(value)) return undefined;
    const branches = value.map((selector) => compileAll(context, selector));
    if (name === "$and") return all(branches);
    const known = branches.filter((branch) => branch !== undefined);
    if (known.length < branches.length) return undefined;
    const either = { when: or(known.map((leaf) => leaf.when)), odd: or(known.map((leaf) => leaf.odd)) };
    return name === "$or" ? either : negated(either);
  }
  if (name.startsWith("$")) return undefined;
  const source = sourceOf(context, name);
  return source && settled(context, name, value, compileTests(context, source, value));
}

function sourceOf(context: CompileContext, dottedPath: string): Source | undefined {
  const column = context.level === "row" ? context.columns.get(dottedPath) : undefined;
  if (column) return { kind: "column", ...column };
  const path = parsePath(dottedPath);
  return path && { kind: "json", base: context.base, path };
}

/** The tests of one property: a value, a pattern, or an object of operators. */
function compileTests(context: CompileContext, source: Source, tests: unknown): Compiled {
  if (tests instanceof RegExp) return matchPattern(context, source, tests);
  if (!isPlainObject(tests)) return $eq(context, source, tests);
  const entries = Object.entries(tests);
  if (entries.length === 0) return undefined;
  return all(
    entries.map(([name, operand]) => {
      if (name === "$regex") return compilePattern(context, source, operand, tests["$options"]);
      if (name === "$options" && "$regex" in tests) return exact({ sql: "TRUE", params: [] });
      return OPERATORS.get(name)?.(context, source, operand);
    }),
  );
}

function compilePattern(context: CompileContext, source: Source, pattern: unknown, options: unknown): Compiled {
  const isPattern = typeof pattern === "string" || pattern instanceof RegExp;
  if (!isPattern || (options !== undefined && typeof options !== "string")) return undefined;
  try {
    return matchPattern(context, source, new RegExp(pattern, options));
  } catch {
    // Not a regular expression: RxDB's matcher is left to say so in its own words.
    return undefined;
  }
}

/** An array with an element that passes: either operators on the element itself, or a selector on its properties. */
function elementMatch(context: CompileContext, source: Source, criteria: unknown): Compiled {
  if (!isPlainObject(criteria)) return undefined;
  if (source.kind === "column") return NO_MATCH;
  const { dialect } = context;
  const alias = context.nextAlias();
  const element: Source = { kind: "element", alias };
  const inner: CompileContext = { ...context, level: "element", base: dialect.elementDocument(alias) };
  const names = Object.keys(criteria);
  if (names.length === 0) {
    return overElements(dialect, source, alias, exact({ sql: dialect.isObject(element), params: [] }));
  }
  const isOnElement = names.every((name) => name.startsWith("$") && !["$and", "$or", "$nor"].includes(name));
  const leaf = isOnElement ? compileTests(inner, element, criteria) : compileAll(inner, criteria);
  if (!leaf) return undefined;
  // An array as element is walked by some operators and not by others; a scalar answers to every property by itself.
  const foreign = isOnElement ? dialect.isArray(element) : `NOT ${dialect.isObject(element)}`;
  return overElements(dialect, source, alias, { when: leaf.when, odd: or([{ sql: foreign, params: [] }, leaf.odd]) });
}

function overElements(
  dialect: SqlDialect,
  source: TypedSource,
  alias: string,
  leaf: { readonly when: Fragment; readonly odd: Fragment },
): Compiled {
  const some = (test: Fragment): Fragment =>
    test === NEVER
      ? NEVER
      : sql`(${dialect.isArray(source)} AND EXISTS (SELECT 1 FROM ${dialect.eachElement(source, alias)} WHERE ${test}))`;
  return { when: some(leaf.when), odd: or([arrayOnTheWay(dialect, source), some(leaf.odd)]) };
}

/** At row level, hands the odd rows to RxDB's matcher; without a way to call back, the test is left to JavaScript. */
function settled(context: CompileContext, name: string, tests: unknown, leaf: Compiled): Compiled {
  if (!leaf || leaf.odd === NEVER || context.level === "element") return leaf;
  const { callBack, document } = context.dialect;
  if (!callBack) return undefined;
  const test = param(new SlotParam(context.matcher({ [name]: tests })));
  return exact(sql`CASE WHEN ${leaf.odd} THEN ${callBack(test, document)} ELSE ${leaf.when} END`);
}

function all(leaves: readonly Compiled[]): Compiled {
  const known = leaves.filter((leaf) => leaf !== undefined);
  if (known.length < leaves.length) return undefined;
  return { when: and(known.map((leaf) => leaf.when)), odd: or(known.map((leaf) => leaf.odd)) };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
